"""Dates and instants of a pattern."""

import time as clock
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from groups.recurrence import (
    MAX_OCCURRENCES,
    WEEKDAYS,
    Freq,
    Rule,
    occurrences,
    problems,
    weekdays,
)

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = Rule(date(2026, 1, 6), time(18, 30), timedelta(minutes=90), "Europe/Berlin", Freq.WEEKLY)


def at(*parts, fold=0):
    return datetime(*parts, tzinfo=BERLIN, fold=fold)


def days(rule, first=date(1970, 1, 1), last=date(2199, 12, 31)):
    """Local dates of the occurrences that start from `first` to `last`."""
    window = (datetime.combine(day, time(12), tzinfo=UTC) for day in (first, last))
    start, end = (moment + days * timedelta(days=2) for moment, days in zip(window, (-1, 1), strict=True))
    return [one.original_on for one in occurrences(rule, start, end) if first <= one.original_on <= last]


# Patterns


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"freq": "ONCE"}, [date(2026, 1, 6)]),
        ({"freq": "DAILY", "interval": 10}, [date(2026, 1, 6), date(2026, 1, 16), date(2026, 1, 26)]),
        ({"byday": ("SU", "MO"), "interval": 2}, [date(2026, 1, 11), date(2026, 1, 19), date(2026, 1, 25)]),
        ({"freq": "MONTHLY", "byday": ("2TU", "-1FR")}, [date(2026, 1, 13), date(2026, 1, 30)]),
        ({"freq": "MONTHLY", "byday": ("FR",), "bymonthday": (9,)}, [date(2026, 1, 9)]),
        ({"freq": "MONTHLY", "bymonthday": (-1, 15)}, [date(2026, 1, 15), date(2026, 1, 31)]),
        ({"freq": "DAILY", "bymonthday": (-2,)}, [date(2026, 1, 30)]),
        ({"until": date(2026, 1, 20)}, [date(2026, 1, 6), date(2026, 1, 13), date(2026, 1, 20)]),
        ({"count": 2}, [date(2026, 1, 6), date(2026, 1, 13)]),
    ],
)
def test_occurrences_of_each_sort_of_pattern(changes, expected):
    rule = replace(TUESDAY, **changes)

    assert problems(rule) == []
    assert days(rule, last=date(2026, 1, 31)) == expected


def test_monthly_on_the_31st_skips_short_months():
    rule = replace(TUESDAY, freq="MONTHLY", starts_on=date(2026, 1, 31))

    assert [day.month for day in days(rule, last=date(2026, 12, 31))] == [1, 3, 5, 7, 8, 10, 12]


def test_leap_day_comes_back_after_eight_years_over_2100():
    rule = replace(TUESDAY, starts_on=date(2096, 2, 1), freq="MONTHLY", interval=12, bymonthday=(29,))

    assert days(rule, last=date(2105, 1, 1)) == [date(2096, 2, 29), date(2104, 2, 29)]
    assert problems(replace(rule, starts_on=date(2097, 2, 1))) == []


def test_count_counts_from_the_first_date_not_from_the_window():
    rule = replace(TUESDAY, count=10)

    assert days(rule, first=date(2026, 3, 1)) == [date(2026, 3, 3), date(2026, 3, 10)]


# Seasons


def test_season_over_new_year_includes_both_its_ends():
    shelter = replace(TUESDAY, starts_on=date(2025, 6, 1), freq="DAILY", season_from="11-15", season_until="03-10")
    met = set(days(shelter, last=date(2026, 12, 31)))

    assert {date(2025, 11, 15), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 10)} <= met
    assert met.isdisjoint({date(2025, 11, 14), date(2026, 3, 11), date(2026, 7, 1)})


def test_season_within_a_year_keeps_the_phase_of_every_other_week():
    term = replace(TUESDAY, interval=2, season_from="02-01", season_until="02-28")

    assert days(term, last=date(2026, 12, 31)) == [date(2026, 2, 3), date(2026, 2, 17)]


def test_dates_outside_the_season_are_not_counted():
    course = replace(TUESDAY, season_from="09-01", season_until="06-30", count=30, starts_on=date(2026, 6, 23))
    met = days(course)

    assert len(met) == 30
    assert met[:3] == [date(2026, 6, 23), date(2026, 6, 30), date(2026, 9, 1)]


# Clocks that change


def test_time_that_the_clocks_leave_out_moves_forward_by_the_gap():
    night = replace(TUESDAY, starts_on=date(2026, 3, 28), freq="DAILY", start_time=time(2, 30))
    before, change, after = list(occurrences(night, at(2026, 3, 28), at(2026, 3, 31)))

    assert [one.starts_at.time() for one in (before, change, after)] == [
        time(2, 30),
        time(3, 30),
        time(2, 30),
    ]
    assert (change.original_on, change.starts_at.utcoffset()) == (date(2026, 3, 29), timedelta(hours=2))
    assert change.ends_at.time() == time(5, 0)


def test_time_that_the_clocks_show_twice_is_the_first():
    night = replace(TUESDAY, starts_on=date(2026, 10, 25), freq="ONCE", start_time=time(2, 30))
    (only,) = occurrences(night, at(2026, 10, 25), at(2026, 10, 26))

    assert only.starts_at.utcoffset() == timedelta(hours=2)
    assert only.starts_at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 3, 28), 11), (date(2026, 10, 24), 13)])
def test_overnight_end_is_what_the_clock_on_the_wall_says(night, hours):
    shelter = replace(TUESDAY, starts_on=night, freq="ONCE", start_time=time(20), duration=timedelta(hours=12))
    (only,) = occurrences(shelter, at(2026, 1, 1), at(2026, 12, 31))

    assert only.ends_at.time() == time(8)
    assert only.ends_at.astimezone(UTC) - only.starts_at.astimezone(UTC) == timedelta(hours=hours)


def test_day_that_a_zone_leaves_out_keeps_its_own_key():
    apia = replace(TUESDAY, starts_on=date(2011, 12, 30), freq="ONCE", timezone="Pacific/Apia")
    (only,) = occurrences(apia, at(2011, 12, 1), at(2012, 1, 31))

    assert (only.original_on, only.starts_at.date()) == (date(2011, 12, 30), date(2011, 12, 31))


# Windows


def test_window_takes_what_is_under_way_and_not_what_only_touches():
    def found(start, end):
        return [one.original_on.day for one in occurrences(TUESDAY, start, end)]

    assert found(at(2026, 1, 6, 19), at(2026, 1, 6, 19, 5)) == [6]
    assert found(at(2026, 1, 6, 20), at(2026, 1, 13, 18, 30)) == []
    assert found(at(2026, 1, 6, 19, 59), at(2026, 1, 13, 18, 31)) == [6, 13]
    assert found(at(2026, 1, 6, 19, 30), at(2026, 1, 6, 19)) == []


def test_window_tells_the_two_hours_of_an_autumn_night_apart():
    night = replace(
        TUESDAY, starts_on=date(2026, 10, 25), freq="ONCE", start_time=time(2), duration=timedelta(minutes=30)
    )

    assert list(occurrences(night, at(2026, 10, 25, 2, 10, fold=1), at(2026, 10, 26))) == []


@pytest.mark.parametrize(
    ("zone", "day", "start_time", "within"),
    [
        ("Pacific/Kiritimati", date(2026, 1, 6), time(0), datetime(2026, 1, 5, 10, 30, tzinfo=UTC)),
        ("Pacific/Niue", date(2026, 1, 6), time(23), datetime(2026, 1, 8, 9, 30, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 30), time(23), datetime(2012, 1, 1, 8, 30, tzinfo=UTC)),
    ],
)
def test_window_finds_what_lies_on_another_date_in_utc(zone, day, start_time, within):
    long = timedelta(hours=24)
    rule = replace(TUESDAY, starts_on=day, freq="ONCE", start_time=start_time, timezone=zone, duration=long)

    assert [one.original_on for one in occurrences(rule, within, within + timedelta(minutes=1))] == [day]


def test_pattern_without_end_stops_with_the_last_day_we_count():
    rule = replace(TUESDAY, starts_on=date(2199, 12, 30), freq="DAILY")
    found = occurrences(rule, datetime(2199, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC))

    assert [one.original_on.day for one in found] == [30, 31]


def test_window_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        occurrences(TUESDAY, datetime(2026, 1, 1), datetime(2026, 2, 1))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_window_of_all_time_answers_with_no_more_than_the_limit(zone):
    start, end = (moment.replace(tzinfo=ZoneInfo(zone)) for moment in (datetime.min, datetime.max))

    assert len(list(occurrences(replace(TUESDAY, freq="DAILY"), start, end))) == MAX_OCCURRENCES


# Which weekdays


@pytest.mark.parametrize(
    ("changes", "letters"),
    [
        ({"freq": "ONCE"}, {"TU"}),
        ({}, {"TU"}),
        ({"byday": ("MO", "TH")}, {"MO", "TH"}),
        ({"freq": "DAILY"}, set(WEEKDAYS)),
        ({"freq": "DAILY", "interval": 14}, {"TU"}),
        ({"freq": "DAILY", "byday": ("SA",)}, {"SA"}),
        ({"freq": "MONTHLY", "byday": ("2WE", "-1FR")}, {"WE", "FR"}),
        ({"freq": "MONTHLY", "bymonthday": (1,)}, set(WEEKDAYS)),
        ({"freq": "MONTHLY"}, set(WEEKDAYS)),
    ],
)
def test_weekdays_on_which_a_rule_can_fall(changes, letters):
    assert weekdays(replace(TUESDAY, **changes)) == letters


# Speed: generous limits that only a wrong order of work passes over


def seconds_for(work):
    """Seconds of our own processor time, so that a busy machine makes nothing red."""
    began = clock.process_time()
    work()
    return clock.process_time() - began


@pytest.mark.parametrize(
    "changes",
    [
        {"freq": "DAILY"},
        {"freq": "MONTHLY", "byday": ("-1FR",)},
        {"freq": "DAILY", "count": 1000},
        {"freq": "MONTHLY", "bymonthday": (31,), "count": 1000},
        {"freq": "DAILY", "season_from": "02-29", "season_until": "02-29", "count": 1000},
        {"freq": "MONTHLY", "byday": ("5FR",), "interval": 99},
    ],
)
def test_old_rule_answers_at_once(changes):
    rule = replace(TUESDAY, starts_on=date(1970, 1, 6), **changes)
    week = datetime(2190, 3, 1, tzinfo=UTC), datetime(2190, 3, 8, tzinfo=UTC)

    assert min(seconds_for(lambda: list(occurrences(rule, *week))) for _try in range(3)) < 0.2


def test_impossible_rule_is_refused_at_once():
    never = replace(TUESDAY, freq="MONTHLY", bymonthday=(31,), season_from="06-01", season_until="06-30")

    assert min(seconds_for(lambda: problems(never)) for _try in range(3)) < 0.2


def test_week_of_ten_thousand_weekly_rules_takes_less_than_a_second():
    started = [replace(TUESDAY, starts_on=date(1990, 1, 1) + timedelta(days=n)) for n in range(10_000)]
    week = at(2026, 3, 2), at(2026, 3, 9)

    assert min(seconds_for(lambda: [list(occurrences(rule, *week)) for rule in started]) for _try in range(3)) < 1
