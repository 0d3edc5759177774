"""Every way in which clocks change somewhere: a calendar program shows the same local time on both sides of it."""

import zoneinfo
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from groups.interop.calendars.clocks import jumps
from groups.recurrence import WEEKDAYS, Freq, Rule
from groups.recurrence.problems import is_known_zone
from groups.sessions import session_dates
from tests.conftest import NOW
from tests.groups.calendars.opened import calendar_of, make_slot, opened

END = NOW + timedelta(days=366)
WINTER = datetime(2026, 1, 1)


def zones_that_differ():
    """One zone for each way of clocks in the year to come, with its changes."""
    found = {}
    for zone in sorted(filter(is_known_zone, zoneinfo.available_timezones())):
        changes = jumps(zone, NOW.date(), END.date())
        found.setdefault((changes, WINTER.replace(tzinfo=ZoneInfo(zone)).utcoffset()), (zone, changes))
    return list(found.values())


def patterns(zone, changes):
    """A weekly and a monthly-nth rule that fall on each day of change, at half past two in the night."""
    for day in {change.at.astimezone(ZoneInfo(zone)).date() for change in changes} or {date(2026, 6, 2)}:
        nth = f"{(day.day - 1) // 7 + 1}{WEEKDAYS[day.weekday()]}"
        begin = day - timedelta(days=70)
        yield Rule(begin, time(2, 30), timedelta(hours=2), zone, Freq.WEEKLY, byday=(WEEKDAYS[day.weekday()],))
        yield Rule(begin, time(2, 30), timedelta(hours=2), zone, Freq.MONTHLY, byday=(nth,))


@pytest.mark.slow
def test_local_time_holds_wherever_clocks_change():
    counted = Counter()
    for zone, changes in zones_that_differ():
        for rule in patterns(zone, changes):
            slot = make_slot(rule)
            dates = session_dates(slot, [], [], NOW, END)
            expected = [(one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC), False) for one in dates]
            assert opened(calendar_of(slot), NOW, END) == expected, rule
            odd = [one for one in dates if one.starts_at.time() != rule.start_time]
            counted.update(zones=0, rules=1, dates=len(dates), moved=len(odd))
        counted["zones"] += 1
    assert counted["zones"] > 50
    assert counted["dates"] > 4000
    assert counted["moved"] > 20


@pytest.mark.parametrize(
    ("zone", "day", "at", "begin", "end"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "07:30", "08:30"),  # left out: 03:30 to 04:30 in summer
        ("America/New_York", date(2026, 11, 1), time(1, 30), "05:30", "07:30"),  # twice: from the first to 02:30
        ("Europe/London", date(2026, 3, 29), time(1, 30), "01:30", "02:30"),
        ("Europe/London", date(2026, 10, 25), time(1, 30), "00:30", "02:30"),
    ],
)
def test_hour_that_clocks_leave_out_or_show_twice(zone, day, at, begin, end):
    slot = make_slot(Rule(day - timedelta(days=14), at, timedelta(hours=1), zone, Freq.WEEKLY))
    midnight = datetime.combine(day, time(), UTC)
    ((starts_at, ends_at, _is_cancelled),) = opened(calendar_of(slot), midnight, midnight + timedelta(days=1))
    assert (f"{starts_at:%H:%M}", f"{ends_at:%H:%M}") == (begin, end)
