"""On which local dates a pattern falls. Days are counted as ordinals; months are left to python-dateutil."""

from datetime import date, datetime, time
from itertools import islice

from dateutil import rrule

from groups.recurrence.rule import LAST_DAY, WEEKDAYS, Freq, season_day, split_token


def dates(rule, first, last):
    """Yield the local dates from `first` to `last`, both included, on which the rule starts, in order.

    Without `count` the work does not depend on how long ago the pattern began.
    """
    begin = rule.starts_on if rule.count else max(first, rule.starts_on)
    end = min(last, rule.until or LAST_DAY)
    found = _PATTERNS[rule.freq](rule, begin, end)
    if rule.season_from:
        found = filter(_in_season(rule), found)
    if rule.count:
        found = (day for day in islice(found, rule.count) if day >= first)
    return found


def weekdays(rule):
    """RFC letters of the weekdays on which the rule can fall, as a frozenset; all seven where any can."""
    if rule.byday:
        return frozenset(split_token(token)[1] for token in rule.byday)
    steps_by_weeks = rule.freq == Freq.DAILY and rule.interval % 7 == 0
    if rule.freq in (Freq.ONCE, Freq.WEEKLY) or steps_by_weeks:
        return frozenset({WEEKDAYS[rule.starts_on.weekday()]})
    return frozenset(WEEKDAYS)


def _once(rule, begin, end):
    if begin <= rule.starts_on <= end:
        yield rule.starts_on


def _daily(rule, begin, end):
    ordinal = _in_step(begin.toordinal(), rule.starts_on.toordinal(), rule.interval)
    for day in range(ordinal, end.toordinal() + 1, rule.interval):
        found = date.fromordinal(day)
        if rule.byday and WEEKDAYS[found.weekday()] not in rule.byday:
            continue
        if rule.bymonthday and not _is_monthday(found, rule.bymonthday):
            continue
        yield found


def _weekly(rule, begin, end):
    monday = rule.starts_on.toordinal() - rule.starts_on.weekday()
    offsets = sorted(WEEKDAYS.index(letters) for letters in weekdays(rule))
    begin_monday = begin.toordinal() - begin.weekday()
    weeks = range(_in_step(begin_monday, monday, 7 * rule.interval), end.toordinal() + 1, 7 * rule.interval)
    for week in weeks:
        for offset in offsets:
            if begin.toordinal() <= week + offset <= end.toordinal():
                yield date.fromordinal(week + offset)


def _monthly(rule, begin, end):
    began = rule.starts_on.year * 12 + rule.starts_on.month - 1
    year, month = divmod(_in_step(begin.year * 12 + begin.month - 1, began, rule.interval), 12)
    if year > end.year:
        return
    monthdays = rule.bymonthday or (None if rule.byday else rule.starts_on.day)
    days = rrule.rrule(
        rrule.MONTHLY,
        dtstart=datetime.combine(date(year, month + 1, 1), time()),
        until=datetime.combine(end, time()),
        interval=rule.interval,
        byweekday=[_dateutil_weekday(token) for token in rule.byday] or None,
        bymonthday=monthdays,
    )
    for day in days:
        if day.date() >= begin:
            yield day.date()


_PATTERNS = {Freq.ONCE: _once, Freq.DAILY: _daily, Freq.WEEKLY: _weekly, Freq.MONTHLY: _monthly}


def _in_step(value, origin, step):
    """The smallest number from `value` on that lies a whole number of steps after `origin`."""
    return value + (origin - value) % step


def _dateutil_weekday(token):
    nth, letters = split_token(token)
    return rrule.weekday(WEEKDAYS.index(letters), nth or None)


def _is_monthday(day, monthdays):
    if day.day in monthdays:
        return True
    month_length = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
    return day.day - month_length - 1 in monthdays


def _in_season(rule):
    """A test for one date; a season that ends before it begins runs over New Year."""
    first, last = season_day(rule.season_from), season_day(rule.season_until)
    if first <= last:
        return lambda day: first <= (day.month, day.day) <= last
    return lambda day: not last < (day.month, day.day) < first
