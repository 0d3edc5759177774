"""A slot without a database, and its calendar as another program opens it."""

from datetime import UTC, date, time, timedelta

import recurring_ical_events
from icalendar import Calendar

from groups.choices import SessionStatus
from groups.interop.calendars import Wording
from groups.interop.calendars.events import events
from groups.interop.calendars.feeds import written
from groups.models import Listing, Place, Schedule, Session
from tests.conftest import NOW

WORDING = Wording(address_of=lambda listing: f"https://support.example/listings/{listing.public_id}/")


def make_slot(rule=None, *, name="Tuesday Circle", **fields):
    """A slot of an unsaved listing: by a `recurrence.Rule`, or every Tuesday at 18:30 in London."""
    place = Place(name="Linden Street Library", street="4 Linden Street", town="London")
    listing = Listing(pk=1, public_id="abcdefgh", name=name, place=place, updated_at=NOW)
    values = {
        "starts_on": date(2026, 1, 6),
        "start_time": time(18, 30),
        "duration": timedelta(minutes=90),
        "timezone": "Europe/London",
        "freq": "WEEKLY",
    }
    if rule:
        values = {name: getattr(rule, name) for name in rule.__slots__}
        values |= {"byday": list(rule.byday), "bymonthday": list(rule.bymonthday)}
    return Schedule(pk=12, listing=listing, updated_at=NOW, sequence=0, **values | fields)


def make_session(day, **fields):
    return Session(original_on=day, **fields)


def is_told(session):
    """Whether the public is told something by that row: the twin of `Session.objects.telling()` without a database."""
    return bool(session.status != SessionStatus.ON or session.note or session.stand_in)


def calendar_of(slot, sessions=(), closures=(), now=NOW, wording=WORDING):
    """The bytes of the calendar of one slot."""
    slot._prefetched_objects_cache = {"sessions": [one for one in sessions if is_told(one)]}
    return written(list(events(slot, closures, wording, now)), wording, now)


def opened(data, start, end):
    """What a calendar program shows of `data` between two moments: `{(begin, end, whether it is cancelled)}` in UTC."""
    shown = recurring_ical_events.of(Calendar.from_ical(data)).between(start, end)
    return sorted(
        (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC), event.get("STATUS") == "CANCELLED")
        for event in shown
    )
