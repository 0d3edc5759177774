"""The calendar of one person at a secret address: make it, say what it shows, and let it open nothing any more."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import erasures
from groups import booking
from groups.choices import BookingState
from groups.closed_days import closures_of
from groups.interop.calendars import date_of, leaving_out
from groups.models import CalendarFeed, Listing, Schedule
from groups.models.booking import HOLDS_A_PLACE
from groups.models.many import one_of
from groups.models.secret import digest_of, new_token
from groups.sessions import SessionDate

COVERS = ["groups.CalendarFeed"]
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Plans:
    """What somebody saved and whole courses they booked, as `slots`, and the single `dates` they booked.

    Each date has beside it whether their place is sure: one that was only offered is not.
    """

    slots: QuerySet
    dates: list[tuple[SessionDate, bool]]


@transaction.atomic
def make_address(user, *, shows_names):
    """A new token for the calendar of `user`; an earlier one opens nothing from now on."""
    token = new_token()
    erasures.note(CalendarFeed.objects.filter(user=user))
    values = {"digest": digest_of(token), "shows_names": shows_names, "created_at": timezone.now()}
    CalendarFeed.objects.update_or_create(user=user, defaults=values)
    return token


def set_names(user, *, shows_names):
    """Say whether the calendar of `user` names groups and places; nothing happens where there is none."""
    CalendarFeed.objects.filter(user=user).update(shows_names=shows_names)


@transaction.atomic
def revoke(user):
    """Let the address of the calendar of `user` open nothing any more, also after a restore."""
    mine = CalendarFeed.objects.filter(user=user)
    erasures.note(mine)
    mine.delete()


def feed_of(user):
    """The `CalendarFeed` of `user`, or None."""
    return CalendarFeed.objects.filter(user=user).first()


def opened_by(token):
    """The feeds, one at most, whose secret address holds `token`; none of an account that is closed."""
    return CalendarFeed.objects.opened_by(token).filter(user__is_active=True).select_related("user")


def plans_of(user, now):
    """The `Plans` of `user` as they are at `now` (an aware moment), only of what is public; three questions.

    What they saved is read first: 200 numbers at most find their slots at once, a condition on all listings does not.
    """
    held = booking.bookings_of(user, now - LOOK_BACK).filter(state__in=HOLDS_A_PLACE)
    public = [one for one in held if one.slot.listing.is_published]
    saved = Listing.objects.published().filter(saved_by__user=user).order_by("pk").values_list("pk", flat=True)
    courses = [one.schedule_id for one in public if one.schedule_id]
    slots = Schedule.objects.filter(Q(one_of("listing_id", saved)) | Q(one_of("id", courses)))
    return Plans(slots, list(dates_of(public)))


def dates_of(bookings):
    """The dates that `bookings` are about, each with whether the place is sure; none for a course.

    One that cannot be told is left out.
    """
    singles = [one for one in bookings if one.session_id]
    closures = closures_of(one.slot.listing for one in singles)
    for one in singles:
        date = None
        with leaving_out(one.slot.listing):
            date = one.slot.is_live and date_of(one.slot, one.session, closures[one.slot.listing_id])
        if date:
            yield date, one.state == BookingState.COMING


def export(user):
    """What is kept of the calendar of `user`; its address is known to them alone."""
    feeds = CalendarFeed.objects.filter(user=user)
    return {"calendar": [{"made": one.created_at.isoformat(), "shows_names": one.shows_names} for one in feeds]}


def erase(user):
    """Let the calendar go."""
    revoke(user)
