"""Tell whoever booked what became of it: cancelled, moved, on again, or gone, however that came about."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from groups.booking import letters
from groups.booking.holding import attach_things, hold, key_of, with_things
from groups.booking.moving import same_day_elsewhere
from groups.booking.standing import standing_of, standings_of
from groups.booking.telling import as_told, changes, span_of, told
from groups.booking.waiting import write_state
from groups.choices import BookingState
from groups.models import Booking, Session

BATCH = 500


def follow(bookings=None, *, now=None):
    """Bring `bookings` (a queryset; all, if None) that are to come to what `groups.sessions` says at `now`.

    Whoever believes something else is told once, in one mail. Answers the keys of those bookings. Safe at any time,
    as often as wanted and by several at once. A few hundred at a time are held in memory, and only what differs is
    locked, courses before dates and each kind by its key: who holds several takes them in this order.
    """
    now = now or timezone.now()
    bookings = (Booking.objects.all() if bookings is None else bookings).to_come(now).order_by("pk")
    differing, last = set(), 0
    while batch := attach_things(list(bookings.filter(pk__gt=last)[:BATCH])):
        last = batch[-1].pk
        standings = standings_of(batch, now)
        differing |= {key_of(one) for one in batch if _differs(one, standings[one.pk], now)}
    in_order = sorted(differing, key=lambda key: (key[0].__name__, key[1]))
    return [told for model, pk in in_order for told in _bring_up_to_date(model, pk, now)]


def follow_listing(listing):
    """The same for one listing, at the end of whatever changed its dates; answers the keys of people with an account
    who were told."""
    told = follow(Booking.objects.of_slots(listing.schedules.order_by().values("pk")))
    return set(Booking.objects.filter(pk__in=told, user__isnull=False).values_list("user", flat=True))


def _differs(booking, standing, now):
    columns = as_told(booking, standing, now)
    return standing.is_gone or any(getattr(booking, name) != value for name, value in columns.items())


@transaction.atomic
def _bring_up_to_date(model, pk, now):
    """Tell everybody who booked one date or course, held meanwhile; answers the keys of their bookings."""
    try:
        thing = hold(model, pk)
    except ObjectDoesNotExist:
        return []
    standing, told_to_wait = standing_of(thing, now), []
    if standing.is_gone and isinstance(thing, Session):
        thing, crowded = same_day_elsewhere(thing)
        standing = standing_of(thing, now)
        told_to_wait = [booking.pk for booking in crowded if _tell_to_wait(booking, standing, now)]
    people = with_things(thing.bookings.to_come(now)).select_for_update(of=["self"], no_key=True).order_by("pk")
    return told_to_wait + [booking.pk for booking in people if _tell(booking, standing, now)]


def _tell_to_wait(booking, standing, now):
    """One mail to somebody whose date is elsewhere now, where all places are taken; not where it is off there too."""
    if standing.next is None:
        return False
    was, columns = told(booking), as_told(booking, standing, now)
    write_state(booking, booking.state, **columns)
    letters.write("waiting", booking, span_of(standing.next), was=was)
    return True


def _tell(booking, standing, now):
    """Write what holds now and mail what of it is news; answers whether any of it was."""
    news, was, columns = changes(booking, standing, now), told(booking), as_told(booking, standing, now)
    had_a_place = booking.state == BookingState.COMING
    if standing.is_gone:
        write_state(booking, BookingState.CALLED_OFF, offered_until=None, **columns)
    else:
        if booking.offered_until and standing.next:
            columns["offered_until"] = min(booking.offered_until, standing.coming[-1].starts_at)
        write_state(booking, booking.state, **columns)
    if not news:
        return False
    if standing.next:
        letters.write("booking_changed", booking, span_of(standing.next), changes=news)
    else:
        letters.write("called_off", booking, was, is_gone=standing.is_gone, had_a_place=had_a_place)
    return True
