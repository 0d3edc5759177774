"""Who comes, for those who may know: the person, the facilitators, and who holds a link from a mail."""

from django.db.models import F, Q
from django.utils import timezone

from groups import emails
from groups.booking.holding import with_things
from groups.booking.rules import is_home
from groups.choices import BookingState
from groups.models import Booking, BookingLink
from groups.models.booking import ALIVE


def opened_by(token):
    """The bookings, one at most, whose secret address holds `token`."""
    return with_things(Booking.objects.filter(links__in=BookingLink.objects.opened_by(token)))


def bookings_of(user, now):
    """What `user` booked that is to come at `now`, soonest first; what does not take place just now comes last."""
    return with_things(Booking.objects.of(user).to_come(now)).order_by(F("told_starts_at").asc(nulls_last=True), "pk")


def expected(date):
    """Who told that they come to one `SessionDate`, or want to, in order; for its facilitators, without addresses."""
    return _in_order(Booking.objects.filter(session__schedule=date.slot, session__original_on=date.original_on))


def expected_of_course(slot):
    """The same for all dates of a course (a `Schedule`)."""
    return _in_order(Booking.objects.filter(schedule=slot))


def people_to_tell(date):
    """Everybody who comes to a `SessionDate`, by itself or with its course, each address once, as `Reader`s; for mails,
    not to show."""
    is_here = Q(session__isnull=True) | Q(session__original_on=date.original_on)
    coming = (
        Booking.objects.of_slots([date.slot])
        .filter(is_here, state=BookingState.COMING)
        .select_related("user")
        .order_by("pk")
    )
    people = [booking for booking in coming if not booking.user_id or booking.user.is_active]
    return list({booking.address: emails.Reader.of_booking(booking) for booking in people}.values())


def may_see_home(user, listing):
    """Whether `user` may see the address of the private home at which `listing` meets.

    The facilitator has accepted them, they still come, and it is not over. An e-mail address alone is not enough.
    """
    if not (user.is_authenticated and listing.is_published and is_home(listing)):
        return False
    there = Booking.objects.of_slots(listing.schedules.order_by().values("pk"))
    accepted = there.of(user).filter(state=BookingState.COMING, decided_at__isnull=False)
    return accepted.filter(told_ends_at__gt=timezone.now()).exists()


def _in_order(bookings):
    return bookings.filter(state__in=ALIVE).defer("email").order_by("queued_at", "pk")
