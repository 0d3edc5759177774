"""What tests of company among members need: dates, people who come, and what they say."""

from datetime import date

from django.utils import timezone

from groups import helping, sessions
from groups.choices import BookingState, Company, Side
from groups.models import Booking, Session
from tests.accounts.people import make_person

NEXT = date(2026, 3, 10)


def date_of(listing, day=NEXT):
    """One date of the only slot of `listing`, as pages find it."""
    return sessions.find(f"{listing.schedules.get().pk}-{day:%Y%m%d}")


def coming(listing, email="rae@example.org", *, day=NEXT, state=BookingState.COMING):
    """Somebody with an account who comes to one date."""
    one = date_of(listing, day)
    person = make_person(email, nickname=email.partition("@")[0].title())
    session, _new = Session.objects.get_or_create(schedule=one.slot, original_on=day)
    told = {"told_starts_at": one.starts_at, "told_ends_at": one.ends_at, "over_at": one.ends_at}
    said = {"nickname": person.nickname, "consented_at": timezone.now(), "state": state}
    Booking.objects.create(session=session, user=person, **said, **told)
    return person


def say(listing, person, company=Company.WALK, side=Side.WISHES, *, day=NEXT, is_adult=True):
    """`person` says it for one date; answers the `Offer`."""
    return helping.offer(date_of(listing, day), by=person, side=side, company=company, is_adult=is_adult)


def two_together(listing):
    """Rae and Quin, who come to the next date and were put together; answers their offers."""
    said = [say(listing, coming(listing, f"{name}@example.org")) for name in ("rae", "quin")]
    helping.match(date_of(listing), [one.pk for one in said], by=None)
    for one in said:
        one.refresh_from_db()
    return said
