"""What lies long ago or far off: clocks, closed days and slots, as far as a calendar could want them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from groups.models import Closure
from groups.recurrence import Freq, Rule
from groups.recurrence.rule import FIRST_DAY, LAST_DAY
from tests.conftest import NOW
from tests.groups.calendars.opened import calendar_of, make_slot, opened

DAILY = Rule(date(2020, 1, 1), time(10), timedelta(hours=1), "Europe/London", Freq.DAILY)


def days_of(data, begin, end):
    """The days (UTC) on which a calendar program shows something from the day `begin` to before `end`."""
    span = (datetime.combine(day, time(), UTC) for day in (begin, end))
    return [begins_at.date() for begins_at, _ends_at, _is_cancelled in opened(data, *span)]


def test_clock_of_a_slot_of_long_ago_goes_on_for_twenty_years_from_now():
    data = calendar_of(make_slot(starts_on=date(2001, 1, 2))).replace(b"\r\n ", b"").decode()
    summer = data.partition("BEGIN:DAYLIGHT")[2].partition("END:DAYLIGHT")[0]
    assert "DTSTART:20010325T010000" in summer
    assert "20460325T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100" in summer


def test_clock_of_a_slot_far_ahead_begins_with_it():
    data = calendar_of(make_slot(starts_on=date(2060, 1, 6))).replace(b"\r\n ", b"").decode()
    assert "DTSTART:20600328T010000" in data
    assert "20800331T010000" in data


def test_days_closed_long_ago_take_nothing_from_those_to_come():
    closed = Closure(starts_on=date(2020, 1, 1), ends_on=date(2026, 3, 20))
    shown = days_of(calendar_of(make_slot(DAILY), closures=[closed]), date(2026, 3, 1), date(2026, 3, 23))
    assert shown == [date(2026, 3, 21), date(2026, 3, 22)]


def test_series_ends_where_more_days_are_closed_than_can_be_left_out():
    closed = Closure(starts_on=date(2026, 3, 10), ends_on=date(2027, 12, 31))
    data = calendar_of(make_slot(DAILY), closures=[closed])
    assert days_of(data, date(2026, 3, 1), date(2028, 3, 1)) == [date(2026, 3, day) for day in range(1, 10)]
    later = calendar_of(make_slot(DAILY), closures=[closed], now=NOW + timedelta(days=600))
    assert days_of(later, date(2027, 12, 1), date(2028, 1, 3)) == [date(2028, 1, 1), date(2028, 1, 2)]


@pytest.mark.parametrize(
    ("begin", "end", "shown"),
    [
        (date(2026, 3, 9), date.max, 1),
        (date.min, date.max, 0),
        (date.min, date(2026, 3, 4), 4),
        (date.min, None, 0),
        (date.max, None, 5),
        (date.max, date.max, 5),
        (LAST_DAY, LAST_DAY, 5),
        (FIRST_DAY, FIRST_DAY, 5),
    ],
)
def test_closed_from_or_to_the_edge_of_time(begin, end, shown):
    data = calendar_of(make_slot(), closures=[Closure(starts_on=begin, ends_on=end)])
    assert len(days_of(data, date(2026, 3, 1), date(2026, 4, 5))) == shown


@pytest.mark.parametrize("year", [1971, 2005, 2020, 2025])
def test_season_within_months_of_a_slot_of_long_ago_is_written(year):
    slot = make_slot(starts_on=date(year, 1, 6), byday=["TU"], season_from="03-10", season_until="04-05")
    shown = days_of(calendar_of(slot), date(2026, 3, 1), date(2026, 12, 1))
    assert shown == [date(2026, 3, day) for day in (10, 17, 24, 31)]
