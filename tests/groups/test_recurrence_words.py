"""A pattern in words."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format, time_format

from groups.recurrence import Freq, Rule, describe, describe_times

TUESDAY = Rule(date(2026, 3, 3), time(18, 30), timedelta(minutes=90), "Europe/London", Freq.WEEKLY)
WORKDAYS = ("MO", "TU", "WE", "TH", "FR")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def clock(*parts):
    return time_format(time(*parts))


def pattern(**changes):
    """The words before the times."""
    rule = replace(TUESDAY, **changes)
    words, times, rest = describe(rule).partition(f", {describe_times(rule)}")
    assert times
    assert not rest
    return words


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("Every Tuesday", {}),
        ("Every Tuesday and Thursday", {"byday": ("TH", "TU")}),
        ("Every Monday, Wednesday and Sunday", {"byday": ("SU", "MO", "WE")}),
        ("Monday to Friday", {"byday": WORKDAYS}),
        ("Every day", {"byday": (*WORKDAYS, "SA", "SU")}),
        ("Every other week on Monday and Thursday", {"interval": 2, "byday": ("MO", "TH")}),
        ("Every 4 weeks on Tuesday", {"interval": 4}),
        ("Every day", {"freq": "DAILY"}),
        ("Every other day", {"freq": "DAILY", "interval": 2}),
        ("Every 3 days", {"freq": "DAILY", "interval": 3}),
        ("Monday to Friday", {"freq": "DAILY", "byday": WORKDAYS}),
        (
            "Every 3 days, if it is a Monday or Tuesday",
            {"freq": "DAILY", "interval": 3, "byday": ("MO", "TU")},
        ),
        ("Every day, if it is the 1st or last day of the month", {"freq": "DAILY", "bymonthday": (-1, 1)}),
    ],
)
def test_words_for_days_and_weeks(expected, changes):
    assert pattern(**changes) == expected


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("Every 2nd Tuesday of the month", {"byday": ("2TU",)}),
        ("Last Friday of the month", {"byday": ("-1FR",)}),
        ("Every 1st and 3rd Monday of the month", {"byday": ("3MO", "1MO")}),
        ("Every 2nd to last Monday of the month", {"byday": ("-2MO",)}),
        ("Every other month on the 1st and last Sunday", {"byday": ("-1SU", "1SU"), "interval": 2}),
        ("Every 3 months on the 2nd Tuesday", {"byday": ("2TU",), "interval": 3}),
        ("Every Tuesday", {"byday": ("TU",)}),
        ("Every other month, each Tuesday", {"byday": ("TU",), "interval": 2}),
        ("Every 3 months, each Tuesday", {"byday": ("TU",), "interval": 3}),
        ("Every Friday that is the 13th of the month", {"byday": ("FR",), "bymonthday": (13,)}),
        ("On the 3rd of the month", {}),
        ("On the 2nd, 15th and last day of the month", {"bymonthday": (15, -1, 2)}),
        ("Every other month on the 3rd", {"interval": 2}),
        ("Every 3 months on the 3rd to last day", {"interval": 3, "bymonthday": (-3,)}),
        (
            "Every other month on a Friday that is the 13th",
            {"byday": ("FR",), "bymonthday": (13,), "interval": 2},
        ),
        (
            "Every 3 months on a Friday that is the 13th",
            {"byday": ("FR",), "bymonthday": (13,), "interval": 3},
        ),
    ],
)
def test_words_for_months(expected, changes):
    assert pattern(freq="MONTHLY", **changes) == expected


def test_words_for_a_single_date_name_the_weekday():
    assert pattern(freq="ONCE") == f"On Tuesday, {date_format(date(2026, 3, 3))}"


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ((18, 30), 90, f"{clock(18, 30)} to {clock(20)}"),
        ((20,), 720, f"{clock(20)} to {clock(8)} the next day"),
        ((22,), 120, f"{clock(22)} to {clock(0)}"),
        ((0,), 1440, "all day"),
        ((9,), 1440, f"{clock(9)} to {clock(9)} the next day"),
    ],
)
def test_words_for_times(start, minutes, expected):
    assert describe_times(replace(TUESDAY, start_time=time(*start), duration=timedelta(minutes=minutes))) == expected


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("from November to March", {"season_from": "11-01", "season_until": "03-31"}),
        ("from September to February", {"season_from": "09-01", "season_until": "02-29"}),
        ("only in May", {"season_from": "05-01", "season_until": "05-31"}),
        (f"until {date_format(date(2026, 6, 30))}", {"until": date(2026, 6, 30)}),
        ("1 date in all", {"count": 1}),
        ("8 dates in all", {"count": 8}),
    ],
)
def test_words_for_season_and_end_follow_the_times(expected, changes):
    assert describe(replace(TUESDAY, **changes)) == f"Every Tuesday, {describe_times(TUESDAY)}, {expected}"


def test_words_for_a_season_within_months_name_its_days():
    first, last = (date_format(date(2000, *day), "MONTH_DAY_FORMAT") for day in ((9, 15), (6, 30)))
    rule = replace(TUESDAY, season_from="09-15", season_until="06-30")

    assert describe(rule).endswith(f", from {first} to {last}")


def test_words_follow_the_active_language():
    with translation.override("de"):
        assert "Dienstag" in describe(TUESDAY)
