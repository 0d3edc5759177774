"""At which instants a pattern falls: local dates first, the time zone last."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

from groups.recurrence.dates import dates
from groups.recurrence.rule import FIRST_DAY, LAST_DAY

MAX_OCCURRENCES = 4000
"""At most so many for one question: more than ten years of every day."""

_REACH = timedelta(days=4)
"""Between an instant in UTC and the local date of an occurrence that still lasts then, with one to spare: a day of
offset, a day of duration, a day of gap (a zone that crosses the date line leaves out a whole day)."""
_AHEAD = timedelta(days=2)
"""The same to the local date of one that begins then: a day of offset. A gap moves it away, never nearer."""

_EARLIEST = datetime.combine(FIRST_DAY, time(), tzinfo=UTC) - 2 * _REACH
_LATEST = datetime.combine(LAST_DAY, time(), tzinfo=UTC) + 2 * _REACH


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting. `starts_at` and `ends_at` are aware, in the zone of the place.

    `original_on`, its local date in the pattern, names it for good (RFC 5545's RECURRENCE-ID).
    """

    original_on: date
    starts_at: datetime
    ends_at: datetime


def occurrences(rule, start, end):
    """Yield, in order, the occurrences that end after `start` and begin before `end` (two aware datetimes).

    One that is under way at `start` is among them; touching at an edge is not enough. `rule` must be sound
    (`problems(rule)` is empty). At most MAX_OCCURRENCES are given. Raises ValueError for naive datetimes.
    """
    if start.utcoffset() is None or end.utcoffset() is None:
        raise ValueError("occurrences() needs aware datetimes")
    if end < start:
        return iter(())
    start, end, zone = _in_utc(start), _in_utc(end), _zone(rule.timezone)
    days = dates(rule, start.date() - _REACH, end.date() + _AHEAD)
    found = (_on(rule, day, zone) for day in days)
    return islice((one for one in found if start < one.ends_at and one.starts_at < end), MAX_OCCURRENCES)


def first_instant(day, at, timezone):
    """The instant, in UTC, when clocks in the IANA zone `timezone` show `at` on `day`: the first of two.

    A time that the clocks leave out moves forward by the gap: 02:30 becomes 03:30 (RFC 5545, 3.3.5).
    """
    return datetime.combine(day, at, tzinfo=_zone(timezone)).astimezone(UTC)


def _on(rule, day, zone):
    """The occurrence of `day`. It ends when the clock on the wall says so, even in a night when clocks
    change; one whose start the clocks leave out moves as a whole."""
    planned = datetime.combine(day, rule.start_time, tzinfo=zone)
    starts_at = planned.astimezone(UTC).astimezone(zone)
    moved = starts_at.replace(tzinfo=None) != planned.replace(tzinfo=None)
    ends = starts_at.astimezone(UTC) + rule.duration if moved else planned + rule.duration
    return Occurrence(day, starts_at, ends.astimezone(UTC).astimezone(zone))


def _in_utc(moment):
    """`moment` in UTC, kept where dates can still be counted. Comparing in UTC matters: within one zone
    Python compares wall clocks and cannot tell the two 01:30 of an autumn night apart."""
    return min(max(moment, _EARLIEST), _LATEST).astimezone(UTC)


@cache
def _zone(name):
    """The zone, kept: there are about 600, and ZoneInfo itself holds on to eight."""
    return ZoneInfo(name)
