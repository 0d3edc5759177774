"""Where the bookings of a date go whose slot has ended: to another slot of its listing that has the same day."""

from groups import sessions
from groups.booking.holding import hold_date, with_things
from groups.booking.places import places
from groups.booking.rules import rules_of
from groups.booking.standing import is_open
from groups.booking.waiting import ENDABLE, write_state
from groups.choices import BookingState
from groups.models import Schedule
from groups.models.booking import HOLDS_A_PLACE


def same_day_elsewhere(session):
    """`(row, crowded)`: the row, held, to which the bookings of `session` (held) went, and those without a place there.

    That is so where a slot was changed. Free places go to whoever had one, in order; the others wait, and do not know
    it yet. Whoever has booked there too stays behind, and is told nothing new. `(session, [])` where there is no such
    slot.
    """
    chosen = _nearest(session)
    if chosen is None:
        return session, []
    row, crowded = hold_date(chosen, session.original_on), []
    left = places(row, rules_of(session.schedule.listing)).left
    there = {_person(booking) for booking in row.bookings.alive()}
    for booking in with_things(session.bookings.filter(state__in=ENDABLE)).order_by("queued_at", "pk"):
        if _person(booking) in there:
            write_state(booking, BookingState.CALLED_OFF, offered_until=None)
            continue
        booking.session = row
        booking.save(update_fields=["session"])
        if left is not None and booking.state in HOLDS_A_PLACE:
            if left == 0:
                write_state(booking, BookingState.WAITING, offered_until=None)
                crowded.append(booking)
            left = max(0, left - 1)
    return row, crowded


def _nearest(session):
    """The live slot with the same local day that begins at the nearest time of day, or None."""
    slot, day = session.schedule, session.original_on
    others = Schedule.objects.live().filter(listing=slot.listing_id).exclude(pk=slot.pk).order_by("pk")
    found = [other for other in others if sessions.by_rule(other, day)] if is_open(slot.listing) else []
    return min(found, key=lambda other: abs(_minutes(other) - _minutes(slot)), default=None)


def _minutes(slot):
    return slot.start_time.hour * 60 + slot.start_time.minute


def _person(booking):
    return booking.user_id or booking.email.lower()
