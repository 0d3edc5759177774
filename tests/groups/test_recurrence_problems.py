"""What stops a pattern, each by the field it is about."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.recurrence import problems
from groups.recurrence.problems import is_known_zone
from tests.groups.test_recurrence import TUESDAY

LEAP_DAY = {"season_from": "02-29", "season_until": "02-29"}
"""With a Friday, from 2026 on: not before 2036."""


def fields(rule):
    return {problem.field for problem in problems(rule)}


def test_sound_rule_has_no_problems():
    assert problems(TUESDAY) == []


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("freq", {"freq": "SECONDLY"}),
        ("freq", {"freq": "HOURLY"}),
        ("freq", {"freq": "YEARLY"}),
        ("freq", {"freq": ""}),
        ("starts_on", {"starts_on": date(1969, 12, 31)}),
        ("starts_on", {"starts_on": date(2200, 1, 1)}),
        ("start_time", {"start_time": time(18, 30, 5)}),
        ("start_time", {"start_time": time(18, 30, 0, 7)}),
        ("start_time", {"start_time": time(18, 30, tzinfo=UTC)}),
        ("duration", {"duration": timedelta(0)}),
        ("duration", {"duration": timedelta(hours=-1)}),
        ("duration", {"duration": timedelta(hours=24, minutes=1)}),
        ("timezone", {"timezone": ""}),
        ("timezone", {"timezone": "America"}),
        ("timezone", {"timezone": "../../etc/passwd"}),
        ("timezone", {"timezone": "localtime"}),
        ("interval", {"interval": 0}),
        ("interval", {"interval": -1}),
        ("interval", {"interval": 100}),
        ("interval", {"freq": "ONCE", "interval": 2}),
        ("byday", {"byday": ("XX",)}),
        ("byday", {"byday": ("2TU",)}),
        ("byday", {"freq": "DAILY", "byday": ("-1FR",)}),
        ("byday", {"freq": "MONTHLY", "byday": ("6TU",)}),
        ("byday", {"freq": "MONTHLY", "byday": ("0TU",)}),
        ("byday", {"freq": "MONTHLY", "byday": ("1TU", "FR")}),
        ("byday", {"freq": "MONTHLY", "byday": ("1TU",), "bymonthday": (3,)}),
        ("byday", {"byday": ("TU", "TU")}),
        ("byday", {"freq": "ONCE", "byday": ("TU",)}),
        ("bymonthday", {"bymonthday": (6,)}),
        ("bymonthday", {"freq": "MONTHLY", "bymonthday": (0,)}),
        ("bymonthday", {"freq": "MONTHLY", "bymonthday": (32,)}),
        ("bymonthday", {"freq": "MONTHLY", "bymonthday": (3, 3)}),
        ("until", {"until": date(2026, 1, 5)}),
        ("until", {"until": date(2200, 1, 1)}),
        ("until", {"until": date(2026, 6, 1), "count": 3}),
        ("count", {"count": 0}),
        ("count", {"count": 1001}),
        ("season_until", {"season_from": "11-01"}),
        ("season_from", {"season_until": "11-01"}),
        ("season_from", {"season_from": "02-30", "season_until": "03-31"}),
        ("season_until", {"season_from": "02-01", "season_until": "3-31"}),
        ("season_until", {"season_from": "02-01", "season_until": "\uff11\uff11-01"}),
        ("starts_on", {"freq": "MONTHLY", "bymonthday": (29,), "byday": ("FR",), **LEAP_DAY}),
        ("starts_on", {"until": date(2026, 1, 7), "byday": ("MO",)}),
        (
            "starts_on",
            {"freq": "MONTHLY", "bymonthday": (31,), "season_from": "06-01", "season_until": "06-30"},
        ),
        (
            "starts_on",
            {"freq": "MONTHLY", "bymonthday": (31,), "interval": 12, "starts_on": date(2026, 2, 1)},
        ),
    ],
)
def test_problem_is_named_by_its_field(field, changes):
    assert fields(replace(TUESDAY, **changes)) == {field}


@given(st.text(max_size=20))
def test_zone_of_any_text_is_known_or_refused(name):
    assert is_known_zone(name) or fields(replace(TUESDAY, timezone=name)) == {"timezone"}
