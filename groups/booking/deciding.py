"""What becomes of a booking: cancelled, taken up, accepted or declined.

Each verb raises ValidationError, with the code `gone`, where the booking was erased meanwhile.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.booking import letters
from groups.booking.holding import all_or_gone, hold_booking, slot_of
from groups.booking.places import places
from groups.booking.rules import rules_of
from groups.booking.standing import standing_of
from groups.booking.telling import told
from groups.booking.waiting import let_go, write_state
from groups.choices import BookingState


@all_or_gone
def cancel(booking):
    """Its person does not come after all; the next in line moves up. Answers the booking; safe to repeat."""
    booking, _is_new = let_go(booking, BookingState.CANCELLED)
    return booking


@all_or_gone
def take_offer(booking):
    """Take the place that was offered. Answers the booking; safe to repeat.

    Raises ValidationError where the time for it is over.
    """
    thing, booking = hold_booking(booking)
    if booking.state == BookingState.COMING:
        return booking
    is_kept = booking.state == BookingState.OFFERED and booking.offered_until > timezone.now()
    if not is_kept or not standing_of(thing, timezone.now()).coming:
        raise ValidationError(_("This place is not kept for you any more."), "over")
    write_state(booking, BookingState.COMING, offered_until=None)
    return booking


@all_or_gone
def accept(booking, *, by, via_link=False):
    """The facilitator says yes: the person comes, or waits where it is full. Answers the booking; safe to repeat.

    `by` is None for who holds the secret link; `via_link` is there because every verb has it, but who comes has no
    history. Raises ValidationError where the person does not wait for an answer, or there is nothing to come to.
    """
    thing, booking = hold_booking(booking)
    now = timezone.now()
    if booking.state != BookingState.ASKED:
        if booking.decided_at and booking.state in (BookingState.COMING, BookingState.WAITING, BookingState.OFFERED):
            return booking
        raise ValidationError(_("This person does not wait for an answer any more."), "over")
    if all(date.is_over(now) for date in standing_of(thing, now).coming):
        raise ValidationError(_("This does not take place, or is over. They were told nothing."), "over")
    is_full = places(thing, rules_of(slot_of(thing).listing)).is_full
    state, template = (BookingState.WAITING, "waiting") if is_full else (BookingState.COMING, "accepted")
    write_state(booking, state, decided_at=now, decided_by=by)
    letters.write(template, booking, told(booking))
    return booking


@all_or_gone
def decline(booking, *, by, via_link=False):
    """The facilitator says no, also to somebody who was accepted; the next in line moves up. Answers the booking.

    Safe to repeat. `by` and `via_link` are as for `accept`.
    """
    booking, is_new = let_go(booking, BookingState.DECLINED, decided_at=timezone.now(), decided_by=by)
    if is_new:
        letters.write("declined", booking, told(booking))
    return booking


@all_or_gone
def set_reminders(booking, *, wants_day_before, wants_hours_before, wants_question=False):
    """Write which mails before a date, and whether one after it, the person wants. Answers the booking."""
    _thing, booking = hold_booking(booking)
    booking.wants_day_before, booking.wants_hours_before = wants_day_before, wants_hours_before
    booking.wants_question = wants_question
    booking.save(update_fields=["wants_day_before", "wants_hours_before", "wants_question"])
    return booking
