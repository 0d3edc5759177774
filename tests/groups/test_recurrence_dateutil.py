"""Dates and instants of any sound pattern, python-dateutil being the second opinion."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import assume, given
from hypothesis import strategies as st

from groups.recurrence import WEEKDAYS, Freq, Rule, occurrences, problems, weekdays
from tests.groups.test_recurrence import days

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Karachi", "Australia/Lord_Howe", "Africa/Cairo", "UTC")
MONTH_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
some_weekdays = st.sets(st.sampled_from(WEEKDAYS), max_size=3)
some_monthdays = st.sets(st.integers(1, 31) | st.integers(-31, -1), max_size=3)


@st.composite
def day_parts(draw, freq):
    """`byday` and `bymonthday` that may stand beside `freq`."""
    byday, bymonthday = draw(some_weekdays), draw(some_monthdays)
    if freq == Freq.MONTHLY and draw(st.booleans()):
        nth = st.sampled_from([-5, -2, -1, 1, 2, 3, 4, 5])
        return tuple(sorted(f"{draw(nth)}{letters}" for letters in byday)), ()
    return tuple(sorted(byday)), () if freq == Freq.WEEKLY else tuple(sorted(bymonthday))


@st.composite
def rules(draw):
    """Sound repeating rules, with a season of whole months at most."""
    freq = draw(st.sampled_from([Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY]))
    starts_on = draw(st.dates(date(2019, 1, 1), date(2026, 12, 31)))
    byday, bymonthday = draw(day_parts(freq))
    first, last = draw(st.sampled_from([(0, 0), (9, 6), (11, 3), (4, 4), (3, 5), (12, 2)]))
    ends = st.sampled_from(["open", "until", "count"])
    end = draw(ends)
    rule = Rule(
        starts_on=starts_on,
        start_time=time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30]))),
        duration=timedelta(minutes=draw(st.integers(1, 1440))),
        timezone=draw(st.sampled_from(ZONES)),
        freq=freq,
        interval=draw(st.integers(1, 5)),
        byday=byday,
        bymonthday=bymonthday,
        until=starts_on + timedelta(days=draw(st.integers(0, 900))) if end == "until" else None,
        count=draw(st.integers(1, 30)) if end == "count" else None,
        season_from=f"{first:02}-01" if first else "",
        season_until=f"{last:02}-{MONTH_LENGTH[last - 1]}" if first else "",
    )
    assume(not problems(rule))
    return rule


def dates_by_dateutil(rule, first, last):
    """The same dates from python-dateutil alone, counted from the first date on."""
    months = [int(text[:2]) for text in (rule.season_from, rule.season_until) if text]
    if months:
        months = [(months[0] - 1 + step) % 12 + 1 for step in range((months[1] - months[0]) % 12 + 1)]
    found = rrule.rrule(
        getattr(rrule, rule.freq),
        dtstart=datetime.combine(rule.starts_on, time()),
        interval=rule.interval,
        count=rule.count,
        until=rule.until and datetime.combine(rule.until, time()),
        bymonth=months or None,
        byweekday=[getattr(rrule, token[-2:])(int(token[:-2] or 0) or None) for token in rule.byday] or None,
        bymonthday=rule.bymonthday or None,
    )
    window = (datetime.combine(day, time()) for day in (first, last))
    return [moment.date() for moment in found.between(*window, inc=True)]


@given(rules(), st.dates(date(2018, 6, 1), date(2034, 12, 31)), st.integers(0, 400))
def test_dates_equal_those_of_dateutil(rule, first, length):
    last = first + timedelta(days=length)

    assert days(rule, first, last) == dates_by_dateutil(rule, first, last)


@given(rules(), st.lists(st.datetimes(datetime(2018, 6, 1), datetime(2028, 1, 1)), min_size=3, max_size=3))
def test_two_windows_side_by_side_hold_what_one_window_holds(rule, moments):
    a, b, c = (moment.replace(tzinfo=ZoneInfo(rule.timezone)) for moment in sorted(moments))
    whole = list(occurrences(rule, a, c))
    halves = {one for window in ((a, b), (b, c)) for one in occurrences(rule, *window)}
    on_the_border = {one for one in whole if one.starts_at.astimezone(UTC) == b.astimezone(UTC)}

    assert halves == set(whole)
    assert on_the_border <= set(occurrences(rule, b, c)) or b == c


@given(rules())
def test_occurrences_are_in_order_last_some_time_and_keep_their_weekday(rule):
    window = datetime(2019, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found = list(occurrences(rule, *window))

    assert all(one.starts_at.astimezone(UTC) < one.ends_at.astimezone(UTC) for one in found)
    assert all(a.original_on < b.original_on and a.starts_at <= b.starts_at for a, b in pairwise(found))
    assert {WEEKDAYS[one.original_on.weekday()] for one in found} <= weekdays(rule)
