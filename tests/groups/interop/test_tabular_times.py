"""Times as people write them in a cell, read and written."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.interop.record import SlotPart
from groups.interop.tabular import times
from groups.recurrence import WEEKDAYS, RecurrenceError, Rule, problems

LONDON = "Europe/London"
TUESDAY = Rule(date(2020, 1, 7), time(18, 30), timedelta(minutes=90), LONDON, "WEEKLY", byday=("TU",))


def rule(text, zone=LONDON):
    return times.read(text, zone, "x").rule


@pytest.mark.parametrize(
    "text",
    [
        "every Tuesday 18:30-20:00",
        "Tuesdays 6:30 - 8 pm",
        "Tue, 18.30 to 20.00",
        "tues 6:30pm–8:00pm",
        "18:30-20:00 on Tuesday",
        "weekly on Tuesday 18:30-20:00",
        "2020-01-07 18:30-20:00 FREQ=WEEKLY;BYDAY=TU",
        "2020-01-07 18:30-20:00 RRULE:FREQ=WEEKLY;BYDAY=TU",
    ],
)
def test_read_every_tuesday_in_all_its_spellings(text):
    assert rule(text) == TUESDAY


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("2nd Tuesday 18:30-20:00", {"freq": "MONTHLY", "byday": ("2TU",), "starts_on": date(2020, 1, 14)}),
        (
            "last Tuesday of the month 18:30-20:00",
            {"freq": "MONTHLY", "byday": ("-1TU",), "starts_on": date(2020, 1, 28)},
        ),
        ("every other Tuesday 18:30-20:00 from 2026-03-03", {"interval": 2, "starts_on": date(2026, 3, 3)}),
        ("every day 18:30-20:00", {"freq": "DAILY", "byday": (), "starts_on": date(2020, 1, 6)}),
        ("Mon-Wed 18:30-20:00", {"byday": ("MO", "TU", "WE"), "starts_on": date(2020, 1, 6)}),
        ("2026-03-31 18:30-20:00", {"freq": "ONCE", "byday": (), "starts_on": date(2026, 3, 31)}),
        ("every Tuesday 18:30", {"duration": timedelta(hours=1)}),
        ("every Tuesday 18:30-20:00 until 2026-12-31", {"until": date(2026, 12, 31)}),
        ("every Tuesday 18:30-20:00 10 times", {"count": 10}),
        ("every Tuesday 18:30-20:00 in America/New_York", {"timezone": "America/New_York"}),
        ("1st Tuesday and 3rd Wednesday 18:30-20:00", {"freq": "MONTHLY", "byday": ("1TU", "3WE")}),
        ("Tuesdays, 1st and 3rd 18:30-20:00", {"freq": "MONTHLY", "byday": ("1TU", "3TU")}),
        (
            "every second Tuesday of the month 18:30-20:00",
            {"freq": "MONTHLY", "byday": ("2TU",), "starts_on": date(2020, 1, 14)},
        ),
        ("1st Tuesday of every month 18:30-20:00", {"freq": "MONTHLY", "byday": ("1TU",)}),
        ("every Tuesday 6:30pm-8", {}),
        ("every Tuesday 9:00-10:30", {"start_time": time(9)}),
        ("every Tuesday 06:30-08:00", {"start_time": time(6, 30)}),
        ("every Tuesday 16-17:30", {"start_time": time(16)}),
        ("every Tuesday 7pm-9", {"start_time": time(19), "duration": timedelta(hours=2)}),
        ("every Tuesday 9am-5", {"start_time": time(9), "duration": timedelta(hours=8)}),
        ("every Tuesday 10pm-2", {"start_time": time(22), "duration": timedelta(hours=4)}),
        ("every Tuesday 22:00-01:00", {"start_time": time(22), "duration": timedelta(hours=3)}),
        ("every Tuesday 18:30-20:00 season 09-01 to 06-30", {"season_from": "09-01", "season_until": "06-30"}),
    ],
)
def test_read_patterns(text, changes):
    assert rule(text) == replace(TUESDAY, **changes)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("every full moon 18:30-20:00", "not a time we understand"),
        ("every Monday and 1st Sunday 10:00-11:00", "not a time we understand"),
        ("1st Monday and every Wednesday 10:00-11:00", "not a time we understand"),
        ("every second Tuesday 10:00-11:00", "not a time we understand"),
        ("monthly on Tuesday 10:00-11:00", "not a time we understand"),
        ("last day of the month 10:00-11:00", "not a time we understand"),
        ("every other day 10:00-11:00 from 2026-03-03", "not a time we understand"),
        ("Mon-Fri 9-5", "not a time we understand"),
        ("every Tuesday 11:00-1:00", "not a time we understand"),
        ("Monday 6-8", "not a time we understand"),
        ("Monday 7-8.30", "not a time we understand"),
        ("Monday 6:30-8:00", "not a time we understand"),
        ("Monday 6:30", "not a time we understand"),
        ("Monday 10-12:30", "not a time we understand"),
        ("Mon, Wed 1st 18:30-20:00", "not a time we understand"),
        ("every Tuesday", "has no time"),
        ("every other Tuesday 18:30-20:00", "from which day it counts"),
        ("every Tuesday 25:00-26:00", "no such time of day"),
        ("2026-02-30 10:00-11:00", "not a day of any year"),
        ("2026-01-06 18:30-20:00 FREQ=SECONDLY", "SECONDLY"),
        ("2026-01-06 18:30-20:00 FREQ=YEARLY;BYSETPOS=1", "BYSETPOS"),
        ("2026-01-06 18:30-20:00 FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "no date"),
        ("18:30-20:00 FREQ=WEEKLY", "write its first day"),
        ("every Tuesday 18:30-20:00 until 1999-01-01", "before the first"),
        ("every Tuesday 18:30-20:00 in Atlantis/Harbour", "not a time zone"),
        ("x" * 401, "too long"),
    ],
)
def test_read_says_what_it_cannot(text, says):
    with pytest.raises(RecurrenceError, match=says):
        rule(text)


def test_note_and_zone_come_back():
    slot = SlotPart("x", replace(TUESDAY, timezone="America/New_York"), "side door; ring | twice")
    text = times.written(slot, LONDON)
    assert text == r"every Tuesday 18:30-20:00 in America/New_York (side door\; ring \| twice)"


def test_without_zone_the_place_tells_it():
    assert rule("every Tuesday 18:30-20:00", zone="").timezone == ""


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
weekly = st.builds(
    lambda begin, byday, step: replace(TUESDAY, starts_on=begin, byday=tuple(byday), interval=step),
    days,
    st.lists(st.sampled_from(WEEKDAYS), min_size=0, max_size=4, unique=True),
    st.integers(1, 5),
)
monthly = st.builds(
    lambda begin, nths, day: replace(TUESDAY, starts_on=begin, freq="MONTHLY", byday=tuple(f"{n}{day}" for n in nths)),
    days,
    st.lists(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), min_size=1, max_size=3, unique=True),
    st.sampled_from(WEEKDAYS),
)
by_number = st.builds(
    lambda begin, numbers: replace(TUESDAY, starts_on=begin, freq="MONTHLY", byday=(), bymonthday=tuple(numbers)),
    days,
    st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True),
)
daily = st.builds(
    lambda begin, step: replace(TUESDAY, starts_on=begin, freq="DAILY", byday=(), interval=step),
    days,
    st.integers(1, 3),
)
limits = st.sampled_from(
    [{}, {"until": date(2035, 1, 1)}, {"count": 7}, {"season_from": "09-01", "season_until": "06-15"}]
)
spans = st.tuples(st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.integers(1, 24 * 60))


@settings(max_examples=200)
@given(st.one_of(weekly, monthly, by_number, daily), limits, spans)
def test_what_is_written_is_read_again(pattern, limit, span):
    slot = replace(pattern, **limit, start_time=span[0], duration=timedelta(minutes=span[1]))
    if problems(slot):
        return
    text = times.written(SlotPart("x", slot), LONDON)
    assert rule(text) == times.canonical(slot), text


@settings(max_examples=300)
@given(st.text(max_size=450))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    with suppress(RecurrenceError):  # anything else is a fault of ours
        assert rule(text).timezone
