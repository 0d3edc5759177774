"""When it meets: times that collide, and times that are over before they begin."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from groups import recurrence
from groups.checks.check import Check, Level
from groups.content.timing import columns
from groups.models import Schedule
from groups.recurrence.occurrences import first_instant

AHEAD = timedelta(weeks=10)
FIELD = "times"


def checks(document, now):
    """What is odd about the times of a document at the aware moment `now`."""
    slots = [Schedule(**columns(values)) for values in document["times"]]
    sound = [slot for slot in slots if not recurrence.problems(slot.rule)]
    return [*_unsound(slots), *_long(sound), *_over(sound, now), *_collisions(sound, now)]


def _unsound(slots):
    for slot in slots:
        for problem in recurrence.problems(slot.rule):
            yield Check("time-unsound", Level.URGENT, str(problem.sentence), FIELD)


def _long(slots):
    for slot in slots:
        if sentence := recurrence.doubt(slot.rule):
            yield Check("time-long", Level.LOOK, sentence, FIELD)


def _over(slots, now):
    for slot in slots:
        last = slot.starts_on if slot.freq == recurrence.Freq.ONCE else slot.until
        if last and last < now.astimezone(ZoneInfo(slot.timezone)).date():
            sentence = _("“%(slot)s” is over already.") % {"slot": slot.in_words}
            yield Check("time-over", Level.LOOK, sentence, FIELD)


def _collisions(slots, now):
    """Pairs of slots, or one with itself, that have a date under way while another begins; each pair once."""
    told, latest = set(), None
    for begin, end, number in _dates(slots, now):
        if latest and begin < latest[0] and (latest[1], number) not in told:
            told |= {(latest[1], number), (number, latest[1])}
            words = {"one": slots[latest[1]].in_words, "other": slots[number].in_words}
            yield Check("time-collision", Level.LOOK, _("“%(one)s” and “%(other)s” overlap.") % words, FIELD)
        if latest is None or end > latest[0]:
            latest = (end, number)


def _dates(slots, now):
    """Coming dates as (begin, end, number of the slot), in order, until all slots have run for ten weeks.

    In UTC: in nights in which clocks change, wall clocks cannot be compared.
    """
    begins = [first_instant(slot.starts_on, slot.start_time, slot.timezone) for slot in slots]
    until = max([now, *begins]) + AHEAD
    return sorted(
        (one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC), number)
        for number, slot in enumerate(slots)
        for one in recurrence.occurrences(slot.rule, now, until)
    )
