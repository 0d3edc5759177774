"""Slots as HSDS schedules. Those know weeks and months only, and an offset in place of a time zone: the whole rule and
the name of the zone are facts beside them.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from groups import recurrence
from groups.choices import Attendance
from groups.interop.hsds import attributes, ids
from groups.interop.hsds.attributes import fact, filled
from groups.interop.reading import clean, one_line
from groups.interop.record import Problem, SlotPart
from groups.interop.timing import FIRST_WEEK
from groups.recurrence import WEEKDAYS, Freq
from groups.recurrence.dates import dates
from groups.recurrence.problems import is_known_zone, problems
from groups.recurrence.rule import LAST_DAY, season_day

ONCE = "ONCE"
NO_ZONE = "UTC"
"""In which a rule is written whose zone is not known: its clock times are the same in any."""

DAY = timedelta(hours=24)
CLOCK = re.compile(r"(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
LISTED = re.compile(r"[\s,]+")


def dump(slot, record, words, today):
    """A slot as the schedule of its service. Its offset is that of the next date from `today` on."""
    rule, service = slot.rule, ids.of("service", record.source_ref)
    own = ids.part(service, "schedule", slot.source_ref)
    offset = offset_on(next(dates(rule, today, LAST_DAY), max(rule.starts_on, today)), rule)
    zone = "" if offset is None else signed(offset)
    ends = datetime.combine(rule.starts_on, rule.start_time) + rule.duration
    first, last = span(rule, today)
    return filled(
        {
            "id": own,
            "service_id": service,
            "valid_from": first,
            "valid_to": last,
            "dtstart": rule.starts_on.isoformat(),
            "timezone": None if offset is None else offset / timedelta(hours=1),
            "until": rule.until and rule.until.isoformat(),
            "count": rule.count,
            **pattern(rule),
            "description": recurrence.describe(rule),
            "opens_at": f"{rule.start_time:%H:%M}{zone}",
            "closes_at": f"{ends:%H:%M}{zone}",
            "attending_type": str(Attendance(record.attendance).label),
            "notes": slot.note,
            "attributes": [fact(own, "schedule", code, value, words) for code, value in facts(rule) if value],
        }
    )


def offset_on(day, rule):
    """How far the clocks of the rule's zone are ahead of UTC on that day, or None without a zone."""
    if not rule.timezone:
        return None
    return datetime.combine(day, rule.start_time, tzinfo=ZoneInfo(rule.timezone)).utcoffset()


def signed(offset):
    """An offset as clock times carry it: `+05:30`."""
    hours, minutes = divmod(round(abs(offset) / timedelta(minutes=1)), 60)
    return f"{'-' if offset < timedelta(0) else '+'}{hours:02}:{minutes:02}"


def facts(rule):
    """The facts of the profile that hold the whole rule."""
    yield "schedule-timezone", rule.timezone
    written = replace(rule, timezone=rule.timezone or NO_ZONE)
    if not recurrence.fits_rrule(rule):
        written = replace(written, season_from="", season_until="")
        yield "season", f"{rule.season_from}/{rule.season_until}"
    yield "rrule", recurrence.to_rrule(written) or ONCE


def pattern(rule):
    """`freq`, `interval`, `byday` and `bymonthday` as HSDS has them; nothing where weeks and months cannot say it."""
    weekday = WEEKDAYS[rule.starts_on.weekday()]
    if rule.freq == Freq.ONCE:
        return {"freq": Freq.WEEKLY.value, "interval": 1, "count": 1, "byday": weekday}
    if rule.freq == Freq.MONTHLY or (rule.freq == Freq.DAILY and rule.bymonthday and rule.interval == 1):
        days = rule.bymonthday or (() if rule.byday else (rule.starts_on.day,))
        return _repeats(Freq.MONTHLY, rule.interval, rule.byday, days)
    if rule.freq == Freq.WEEKLY:
        return _repeats(Freq.WEEKLY, rule.interval, rule.byday or (weekday,), ())
    if rule.interval == 1:
        return _repeats(Freq.WEEKLY, 1, rule.byday or WEEKDAYS, ())
    return {}


def _repeats(freq, interval, byday, bymonthday):
    weeks = {"wkst": "MO"} if freq == Freq.WEEKLY and interval > 1 else {}
    days = {"byday": ",".join(byday), "bymonthday": ",".join(map(str, bymonthday))}
    return {"freq": freq.value, "interval": interval} | weeks | days


def span(rule, today):
    """First and last day of the season under way or to come, or of a single date; else nothing."""
    if rule.freq == Freq.ONCE:
        return rule.starts_on.isoformat(), rule.starts_on.isoformat()
    if not rule.season_from:
        return None, None
    begins, ends = season_day(rule.season_from), season_day(rule.season_until)
    for year in range(today.year - 1, today.year + 2):
        last = day_in(year + (ends < begins), *ends)
        if last >= today:
            break
    return day_in(year, *begins).isoformat(), last.isoformat()


def day_in(year, month, day):
    """That day of a year; 29 February is the 28th where there is none."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def load(schedule, place, fallback):
    """`(slot or None, problems)` of a schedule. `place` is where it is, or None; `fallback` its name if it has no id.

    An offset holds for half the year only: where there is a place, the clocks are those of the place.
    """
    own = attributes.read(schedule)
    zone = own.fact("schedule-timezone") or (place.timezone if place else zone_of(schedule.get("timezone")))
    begins, ends = clock(schedule.get("opens_at")), clock(schedule.get("closes_at"))
    day = day_of(schedule.get("dtstart")) or day_of(schedule.get("valid_from"))
    if begins is None:
        return None, [_left_out(_("A schedule says no time at which it begins; it was left out."))]
    try:
        rule = read_rule(schedule, own, day, begins, lasting(begins, ends), zone)
    except recurrence.RecurrenceError as error:
        sentence = _("A schedule was left out. %(reason)s") % {"reason": error}
        return None, [_left_out(sentence)]
    ref = one_line(schedule.get("id"), 250) or fallback
    return SlotPart(ref, rule, one_line(schedule.get("notes"), 250)), []


def _left_out(sentence):
    return Problem("schedules", sentence)


def read_rule(schedule, own, day, begins, duration, zone):
    """The sound rule of a schedule. Raises RecurrenceError with a sentence where there is none."""
    known = zone if is_known_zone(zone) else NO_ZONE
    text = own.fact("rrule")
    if not text:
        text, day = rrule_of(schedule, day)
    start = datetime.combine(day or FIRST_WEEK, begins)
    rule = recurrence.parse_rrule("" if text == ONCE else text, start, timezone=known, duration=duration)
    season = own.fact("season").split("/")
    if len(season) == 2:
        rule = replace(rule, season_from=season[0], season_until=season[1])
        for problem in problems(rule):
            raise recurrence.RecurrenceError(problem.sentence)
    return replace(rule, timezone=zone if known == zone else "")


def rrule_of(schedule, day):
    """`(RRULE text, first day)` of the fields of a schedule."""
    given = {name: listed(schedule.get(name)) for name in ("byday", "bymonthday", "byweekno", "byyearday")}
    freq, count = one_line(schedule.get("freq")).upper(), one_line(schedule.get("count"))
    last = day_of(schedule.get("until")) or day_of(schedule.get("valid_to"))
    if not freq and day and day == (last or day):
        return ONCE, day
    if given["byweekno"] or given["byyearday"]:
        raise recurrence.RecurrenceError(_("It repeats by weeks or days of the year, which we cannot show."))
    if not day and not given["byday"] and not given["bymonthday"]:
        raise recurrence.RecurrenceError(_("It says neither a first date nor a day."))
    parts = {
        "FREQ": freq,
        "INTERVAL": whole(schedule.get("interval")),
        "BYDAY": given["byday"],
        "BYMONTHDAY": given["bymonthday"],
        "COUNT": whole(count),
        "UNTIL": "" if count or not last else f"{last:%Y%m%d}",
        "WKST": one_line(schedule.get("wkst")) if whole(schedule.get("interval")) not in ("", "1") else "",
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value), day


def listed(value):
    """Comma-separated parts without blanks; HSDS leaves open whether there are some."""
    return ",".join(filter(None, LISTED.split(one_line(value, 200).upper())))


def whole(value):
    """The text of a whole number: `1.0` is 1."""
    text = one_line(value, 20)
    return text.removesuffix(".0")


def clock(value):
    """The wall-clock time of “09:00”, “09:00:00”, “09:00Z” or “09:00-05:00”, or None."""
    match = CLOCK.fullmatch(one_line(value))
    return time(int(match[1]), int(match[2])) if match and int(match[1]) < 24 and int(match[2]) < 60 else None


def lasting(begins, ends):
    """From beginning to end, over midnight if need be; an hour where no end is said."""
    if ends is None:
        return recurrence.rrule.DEFAULT_DURATION
    length = datetime.combine(date.min, ends) - datetime.combine(date.min, begins)
    return length if length > timedelta(0) else length + DAY


def day_of(value):
    """The day of an ISO date or moment, or None."""
    try:
        return date.fromisoformat(clean(value)[:10])
    except ValueError:
        return None


def moment_of(value):
    """The aware moment of an ISO text, taken for UTC where it has no offset; or None."""
    try:
        moment = datetime.fromisoformat(clean(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def zone_of(offset):
    """The zone that always is so many hours ahead of UTC; empty for what is no whole number of hours."""
    try:
        hours = float(offset)
    except (TypeError, ValueError):
        return ""
    if hours == 0 or not hours.is_integer() or not -12 <= hours <= 14:
        return "Etc/UTC" if hours == 0 else ""
    return f"Etc/GMT{-hours:+.0f}"
