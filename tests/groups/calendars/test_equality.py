"""A calendar program shows exactly the dates of `groups.sessions`: over a year, and over both changes of clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import recurrence
from groups.models import Closure
from groups.recurrence import Freq, Rule
from groups.sessions import dates_of, session_dates
from tests import factories
from tests.conftest import NOW
from tests.groups.calendars.opened import calendar_of, is_told, make_session, make_slot, opened
from tests.groups.test_recurrence_dateutil import rules

BEGIN = NOW
END = NOW + timedelta(days=366)
days = st.dates(date(2026, 2, 20), date(2027, 3, 10))


@st.composite
def any_rules(draw):
    """Sound rules of every kind: repeating, once, and with a season that begins and ends within a month."""
    rule = draw(rules())
    kind = draw(st.sampled_from(["repeating", "repeating", "once", "season"]))
    if kind == "once":
        once = {"freq": Freq.ONCE, "interval": 1, "byday": (), "bymonthday": (), "count": None, "until": None}
        return replace(rule, **once, starts_on=draw(days), season_from="", season_until="")
    return replace(rule, season_from="09-15", season_until="06-20") if kind == "season" else rule


@st.composite
def told_dates(draw, rule):
    """Rows attached to some dates of the rule, and to one it does not have."""
    planned = [one.original_on for one in recurrence.occurrences(rule, BEGIN, END)] + [draw(days)]
    chosen = draw(st.lists(st.sampled_from(planned), max_size=4, unique=True))
    return [draw(row_on(day)) for day in chosen]


@st.composite
def row_on(draw, day):
    status = draw(st.sampled_from(["on", "cancelled", "moved"]))
    note = draw(st.sampled_from(["", "Room 4; upstairs, left"]))
    begin = datetime.combine(day, time(), UTC) + timedelta(minutes=draw(st.integers(-4000, 40_000)))
    moved = {"starts_at": begin, "ends_at": begin + timedelta(minutes=draw(st.integers(1, 1440)))}
    return make_session(day, status=status, note=note, **(moved if status == "moved" else {}))


@st.composite
def closed_days(draw):
    begin = draw(days)
    end = draw(st.none() | st.integers(0, 60).map(lambda length: begin + timedelta(days=length)))
    return Closure(starts_on=begin, ends_on=end)


def shown(slot, sessions, closures):
    """What `groups.sessions` says of the year; a closed day is shown only where something else is said of it."""
    told = {row.original_on for row in sessions if is_told(row)}
    return sorted(
        (date.starts_at.astimezone(UTC), date.ends_at.astimezone(UTC), not date.takes_place)
        for date in session_dates(slot, sessions, closures, BEGIN, END)
        if not date.closure or date.original_on in told or slot.freq == Freq.ONCE
    )


@settings(max_examples=150)
@given(st.data())
def test_calendar_shows_the_dates_of_the_site(data):
    rule = data.draw(any_rules())
    sessions = data.draw(told_dates(rule))
    closures = data.draw(st.lists(closed_days(), max_size=2))
    slot = make_slot(rule)
    assert opened(calendar_of(slot, sessions, closures), BEGIN, END) == shown(slot, sessions, closures)


CHANGES = {
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Africa/Cairo": (date(2026, 4, 24), date(2026, 10, 29)),
    "Asia/Karachi": (date(2026, 3, 29), date(2026, 10, 25)),
}


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("at", [time(0), time(1, 30), time(2, 15), time(2, 30), time(23)])
@pytest.mark.parametrize("lasts", [timedelta(minutes=30), timedelta(hours=4), timedelta(hours=24)])
def test_nights_in_which_clocks_change_are_shown_as_they_are(zone, at, lasts):
    for day in CHANGES[zone]:
        for begin in (day - timedelta(days=7), day):
            slot = make_slot(Rule(begin, at, lasts, zone, Freq.WEEKLY))
            assert opened(calendar_of(slot), BEGIN, END) == shown(slot, [], [])


def test_calendar_of_a_listing_shows_what_dates_of_says(client, now, source):
    slots = [factories.weekly("TU", "18:30"), factories.weekly("SA", "23:30", minutes=240)]
    listing = factories.make_listing(source, "Circle", slots=slots)
    tuesday = listing.schedules.get(start_time=time(18, 30))
    tuesday.sessions.create(original_on=date(2026, 3, 10), status="cancelled")
    tuesday.sessions.create(original_on=date(2026, 3, 17), note="Room 4", stand_in="Kim")
    tuesday.sessions.create(original_on=date(2026, 3, 24))  # somebody booked it
    data = client.get(listing.get_absolute_url()[:-1] + ".ics").content
    dates = dates_of([listing], BEGIN, END)[listing.pk]
    expected = [(one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC), not one.takes_place) for one in dates]
    assert opened(data, BEGIN, END) == sorted(expected)
    assert data.count(b"RECURRENCE-ID") == 2 + 4  # two that are told, two nights of changing clocks in each year
