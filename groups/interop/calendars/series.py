"""A slot as a calendar program repeats it: from which date on, by which rule, and where that is not quite so."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from groups import recurrence
from groups.interop.calendars import lines
from groups.interop.calendars.clocks import jumps
from groups.models import Schedule
from groups.recurrence import Occurrence, Rule
from groups.recurrence.dates import dates as days_of
from groups.recurrence.rule import FIRST_DAY, LAST_DAY
from groups.sessions import REACH, by_rule, session_dates

DATES_WITHOUT_RULE = 400  # more than a year of every day
DATES_CLOSED = 400
LOOK_BACK = timedelta(days=30)
LOOK_AHEAD = timedelta(days=2 * 366)
LONG = timedelta(days=366 * 20)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Series:
    """The dates of a slot up to where it closes for good (`rule`), the `first` of them and, where no RRULE can say
    which they are, those `listed` by their local date."""

    slot: Schedule
    rule: Rule
    first: Occurrence
    listed: dict[date, Occurrence] | None = None

    @classmethod
    def of(cls, slot, closures, now):
        """The series of a slot that repeats; None where it has no date."""
        rule = within_reach(until_closed(slot.rule, closures), closures, now)
        has_rule = recurrence.fits_rrule(rule)
        begin, _end = span(slot)
        begin = begin if has_rule else max(begin, now - LOOK_BACK)
        found = list(islice(recurrence.occurrences(rule, begin, begin + LONG), 1 if has_rule else DATES_WITHOUT_RULE))
        listed = None if has_rule else {one.original_on: one for one in found}
        return cls(slot, rule, found[0], listed) if found else None

    def find(self, day):
        """The occurrence on a local date, or None."""
        if self.listed is not None:
            return self.listed.get(day)
        return None if self.rule.until and day > self.rule.until else by_rule(self.slot, day)

    def repeats(self):
        """The line that says which dates follow the first."""
        if self.listed is None:
            return [lines.folded(f"RRULE:{recurrence.to_rrule(self.rule)}")]
        following = islice(self.listed.values(), 1, None)
        return lines.moments("RDATE", self.slot.timezone, *(one.starts_at for one in following))

    def closed(self, closures, now):
        """The occurrences on days of `closures` that have an end, each once, from a month ago on."""
        return [one for one in closed_dates(self.rule, closures, now) if self.has(one)]

    def has(self, one):
        return self.listed is None or one.original_on in self.listed

    def crooked(self, closures, now):
        """The `SessionDate`s that a program would get wrong because clocks change, from a month ago for two years."""
        dates = {}
        for jump in jumps(self.slot.timezone, (now - LOOK_BACK).date(), (now + LOOK_AHEAD).date()):
            if self.may_meet(jump):
                around = session_dates(self.slot, [], closures, jump.at - A_DAY, jump.at + A_DAY)
                dates |= {one.original_on: one for one in around if self.is_crooked(one) and self.find(one.original_on)}
        return list(dates.values())

    def may_meet(self, jump):
        """Whether at this time of day, on some day, a session lies across the `jump`: a quick look before the long."""
        low, high = sorted([jump.from_time, jump.to_time])
        for day in (low.date() - A_DAY, low.date(), high.date()):
            begin = datetime.combine(day, self.rule.start_time)
            if begin < high and begin + self.rule.duration > low:
                return True
        return False

    def is_crooked(self, one):
        """Whether clocks leave out its beginning, or change before its end."""
        lasts = one.ends_at.astimezone(UTC) - one.starts_at.astimezone(UTC)
        return one.starts_at.replace(tzinfo=None) != nominal(self.rule, one) or lasts != self.rule.duration


def until_closed(rule, closures):
    """The rule up to the first closure without an end; the same rule where that changes nothing."""
    closing = [max(closure.starts_on, FIRST_DAY) for closure in closures if closure.ends_on is None]
    if not closing or next(days_of(rule, min(closing), LAST_DAY), None) is None:
        return rule
    return replace(rule, until=min(closing) - A_DAY, count=None)


def within_reach(rule, closures, now):
    """The rule up to the last closed date that is left out singly; what follows is told when it has come nearer."""
    closed = closed_dates(rule, closures, now)
    if len(closed) <= DATES_CLOSED:
        return rule
    return replace(rule, until=closed[DATES_CLOSED - 1].original_on, count=None)


def closed_dates(rule, closures, now):
    """The occurrences on days of `closures` that have an end, from a month before `now` on, soonest first.

    Of each closure one more than can be left out singly, at most.
    """
    found = {}
    for closure in closures:
        if closure.ends_on is not None:
            first, last = max(closure.starts_on, (now - LOOK_BACK).date()), min(closure.ends_on, LAST_DAY)
            begin, end = (datetime.combine(day, time(12), UTC) for day in (first, last))
            dates = recurrence.occurrences(rule, begin - REACH, end + REACH)
            closed = (one for one in dates if closure.holds(one.starts_at.date()))
            found |= {one.original_on: one for one in islice(closed, DATES_CLOSED + 1)}
    return [found[day] for day in sorted(found)]


def span(slot):
    """From the first date of a slot on, for as long as a calendar could want."""
    begin = datetime.combine(slot.starts_on, time.min, UTC) - 2 * A_DAY
    return begin, begin + LONG


def nominal(rule, one):
    """The local time (naive) that the rule has an occurrence at, even where clocks leave it out."""
    return datetime.combine(one.original_on, rule.start_time)
