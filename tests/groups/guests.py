"""People who told that they come, without the way they took to say so."""

from datetime import UTC, date, datetime

from django.utils import timezone

from groups.booking.standing import standing_of
from groups.booking.telling import as_told
from groups.choices import BookingState
from groups.models import Booking, BookingRules, Session
from tests.groups.desk import page

TONIGHT, NEXT = date(2026, 3, 3), date(2026, 3, 10)
AGREED = datetime(2026, 3, 1, tzinfo=UTC)


def on_date(slot, day=TONIGHT):
    """The row of one date."""
    return Session.objects.get_or_create(schedule=slot, original_on=day)[0]


def guest(thing, name="Kim", state=BookingState.COMING, **fields):
    """A booking of `thing` (a `Session`, or the `Schedule` of a course) by somebody without an account, who knows
    when it is."""
    what = {"session": thing} if isinstance(thing, Session) else {"schedule": thing}
    who = {"nickname": name, "email": f"{name.lower()}@example.org", "consented_at": AGREED}
    one = Booking(**what | who | fields, state=state)
    for column, value in as_told(one, standing_of(thing, timezone.now()), timezone.now()).items():
        setattr(one, column, value)
    one.save()
    return one


def rule(listing, way, **fields):
    """How `listing` wants to know who comes."""
    return BookingRules.objects.create(listing=listing, way=way, **fields)


def named(slot, day=TONIGHT):
    """How addresses and forms name a session."""
    return f"{slot.pk}-{day:%Y%m%d}"


def send(client, key, act, slot, day=TONIGHT, **sent):
    """What the page of an evening answers to one of its forms."""
    return client.post(page(f"manage-evening-{act}", key), {"date": named(slot, day)} | sent)
