"""The waiting list: a place that became free is offered to the next in line, for a time."""

from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from groups.booking import letters
from groups.booking.holding import hold, hold_booking, slot_of, with_things
from groups.booking.noticing import tell_free
from groups.booking.places import places
from groups.booking.rules import rules_of, way_of
from groups.booking.standing import standing_of
from groups.booking.telling import told
from groups.choices import BookingState
from groups.models import Booking, Schedule, Session
from groups.models.booking import ALIVE, HOLDS_A_PLACE

ENDABLE = (BookingState.UNCONFIRMED, *ALIVE)


def fill(thing, was, now=None):
    """Offer the free places of `thing` (a held `Session` or `Schedule`) to the next in line; answers the bookings.

    `was` are its `Places` before something changed: where it was full, and nobody is in line for what is free, those
    who saved the listing hear of it.
    """
    now = now or timezone.now()
    rules, standing = rules_of(slot_of(thing).listing), standing_of(thing, now)
    begins = [date.starts_at for date in standing.coming if date.starts_at > now]
    if not begins:
        return []
    are = places(thing, rules)
    line = with_things(thing.bookings.in_line()).select_for_update(of=["self"], no_key=True)
    chosen = list(line if are.left is None else line[: are.left])
    until = min(now + timedelta(hours=rules.accept_hours), begins[-1])
    for booking in chosen:
        _offer(booking, until)
    if was.left == 0 and are.left and are.left > len(chosen):
        tell_free(thing, standing.next, now)
    return chosen


@transaction.atomic
def let_go(booking, state, now=None, **columns):
    """End `booking` (of which somebody holds a copy) with `state` and `columns`; the next in line moves up.

    Answers the booking as it is now, and whether it ended just now: one that is over already stays as it is.
    """
    thing, booking = hold_booking(booking)
    if booking.state not in ENDABLE:
        return booking, False
    was = places(thing, rules_of(slot_of(thing).listing))
    write_state(booking, state, offered_until=None, **columns)
    fill(thing, was, now)
    return booking, True


def write_state(booking, state, **columns):
    """Save `booking` with `state` and `columns`, and when it ended if it does so now."""
    booking.state = state
    if state not in ENDABLE:
        columns["ended_at"] = timezone.now()
    for name, value in columns.items():
        setattr(booking, name, value)
    booking.save(update_fields=["state", *columns])


def lapse(now=None):
    """Take back places that were offered and not taken up by `now`, and fill every line that has a free place.

    Answers how many were taken back. Safe at any time and by several at once: each date is held while it is worked on.
    """
    now = now or timezone.now()
    due = Booking.objects.filter(state=BookingState.OFFERED, offered_until__lte=now)
    lapsed = sum(_lapse(booking, now) for booking in list(due.only("pk").order_by("offered_until", "pk")))
    for model, pk in list(_lines(now)):
        _fill_line(model, pk, now)
    return lapsed


def _offer(booking, until):
    write_state(booking, BookingState.OFFERED, offered_until=until)
    letters.write("offered", booking, told(booking), until=until)


@transaction.atomic
def _lapse(booking, now):
    """Whether it was still to be taken back: it may have been taken up, or taken back, meanwhile."""
    try:
        thing, booking = hold_booking(booking)
    except ObjectDoesNotExist:
        return False
    if booking.state != BookingState.OFFERED or booking.offered_until > now:
        return False
    was = places(thing, rules_of(slot_of(thing).listing))
    write_state(booking, BookingState.LAPSED, offered_until=None)
    fill(thing, was, now)
    return True


def _lines(now):
    """Dates and courses that somebody is in line for although a place is free, as (model, key)."""
    waiting = Booking.objects.to_come(now).filter(state=BookingState.WAITING, told_ends_at__isnull=False)
    for model, name in ((Session, "session"), (Schedule, "schedule")):
        rules = "schedule__listing__booking_rules" if model is Session else "listing__booking_rules"
        rows = model.objects.filter(Exists(waiting.filter(**{name: OuterRef("pk")})))
        rows = rows.annotate(held=Count("bookings", filter=Q(bookings__state__in=HOLDS_A_PLACE)))
        is_full = Q(**{f"{rules}__way": way_of(model), f"{rules}__capacity__lte": F("held")})
        yield from ((model, pk) for pk in rows.exclude(is_full).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _fill_line(model, pk, now):
    try:
        thing = hold(model, pk)
    except ObjectDoesNotExist:
        return
    fill(thing, places(thing, rules_of(slot_of(thing).listing)), now)
