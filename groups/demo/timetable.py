"""When sample listings meet: the rhythms of `rhythms.toml`, counted from the day the directory is loaded."""

from datetime import time, timedelta

from groups.demo.texts import dice, read
from groups.models import Schedule
from groups.recurrence.dates import dates
from groups.recurrence.rule import WEEKDAYS, Freq

OLDEST, YOUNGEST = 1500, 60  # days since a repeating slot began
COURSE_BEGINS = (-14, 16)  # days from today: some courses are running, some are about to begin
A_YEAR = timedelta(days=366)
PAUSED_ONE_IN = 16
NOTED_ONE_IN = 9


def slots(plan, today):
    """The unsaved slots of a listing, by one rhythm of its recipe; none where people come by appointment."""
    rng = dice("when", plan.ref)
    first = dice("first rhythm", plan.recipe.slug).randrange(len(plan.recipe.when))
    name = plan.recipe.when[(first + plan.turn) % len(plan.recipe.when)]
    if not name:
        return []
    names = read("rhythms")[name].get("slots", [name])
    found = [_slot(read("rhythms")[part], plan.city, rng, today) for part in names]
    if not plan.recipe.size or found[0].count or found[0].freq == Freq.ONCE:
        return found
    if "online" not in plan.recipe.attendance and rng.randrange(NOTED_ONE_IN) == 0:
        found[0].note = rng.choice(read("texts")["slot_note"]["lines"])
    if rng.randrange(PAUSED_ONE_IN) == 0:
        found.append(_paused(plan.city, rng, today))
    return found


def weekday_of(found):
    """The one weekday of a listing that meets once a week, as RFC letters; "" for every other rhythm."""
    live = [slot for slot in found if slot.is_live]
    single = len(live) == 1 and live[0].freq == Freq.WEEKLY and live[0].interval == 1 and len(live[0].byday) == 1
    return live[0].byday[0] if single else ""


def _slot(rhythm, city, rng, today):
    slot = Schedule(
        freq=rhythm["freq"],
        start_time=time.fromisoformat(rng.choice(rhythm["times"])),
        duration=timedelta(minutes=rng.choice(rhythm["minutes"])),
        timezone=city.timezone,
        interval=rhythm.get("interval", 1),
        count=rhythm.get("count"),
        bymonthday=rhythm.get("bymonthday", []),
    )
    days = _days(rhythm, rng)
    if "season" in rhythm:
        slot.season_from, slot.season_until = rhythm["season"]["south" if city.lat < 0 else "north"]
    if slot.freq == Freq.ONCE:
        slot.starts_on = _next(days[0], today + timedelta(days=rng.randrange(2, rhythm["once_within"] - 6)))
        return slot
    slot.byday = _tokens(rhythm, days, rng)
    back = -rng.randint(*COURSE_BEGINS) if slot.count else rng.randint(YOUNGEST, OLDEST)
    slot.starts_on = today - timedelta(days=back)
    slot.starts_on = next(dates(slot.rule, slot.starts_on, slot.starts_on + A_YEAR))
    return slot


def _days(rhythm, rng):
    """As many weekdays as the rhythm has, in the order of the week."""
    among = rhythm.get("among", [])
    return sorted(rng.sample(among, rhythm.get("days", 1)), key=WEEKDAYS.index) if among else []


def _tokens(rhythm, days, rng):
    """The days as RFC 5545 has them: `TU`, or `2TU` where they are counted within the month."""
    if "nth" not in rhythm:
        return days
    return [f"{nth}{day}" for nth in rng.choice(rhythm["nth"]).split() for day in days]


def _paused(city, rng, today):
    slot = _slot(read("rhythms")["weekend-afternoon"], city, rng, today)
    slot.is_live, slot.note = False, rng.choice(read("texts")["paused"]["lines"])
    return slot


def _next(weekday, day):
    return day + timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
