"""Tell a listing that you come: to one date, or to a whole course."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.booking import letters
from groups.booking.consent import WORDS, hold_consent
from groups.booking.holding import all_or_gone, hold, hold_booking, hold_date, slot_of
from groups.booking.places import places
from groups.booking.rules import rules_of
from groups.booking.standing import standing_of
from groups.booking.telling import as_told, told
from groups.choices import BookingState, BookingWay
from groups.models import Booking, Schedule, Session

WAYS = {Session: (BookingWay.TELL, BookingWay.PLACES), Schedule: (BookingWay.SERIES,)}


@all_or_gone
def book(date, **said):
    """Book one date (a `SessionDate`) for an account, `by`, or for an address, `email`; answers the `Booking`.

    `nickname` is what they are called there; `is_first_time` and what begins with `wants_` are as the columns of
    `Booking`. An account comes, waits or asks at once; an address counts for nothing before the link that
    is mailed to it was followed. Raises ValidationError, with a sentence and a code, where it cannot be: `turn_up`,
    `gone`, `over`, `booked`, `consent`.
    """
    _need_consent(said.get("by"))
    slot = hold(Schedule, date.slot.pk)  # or an edit could delete it below the new row
    return _book(hold_date(slot, date.original_on), **said)


@all_or_gone
def book_course(slot, **said):
    """Book all dates of the course that `slot` (a `Schedule`) is; arguments, answer and errors as for `book`."""
    _need_consent(said.get("by"))
    return _book(hold(Schedule, slot.pk), **said)


@all_or_gone
def confirm(booking):
    """The address is theirs: the booking counts from now on. Answers it; safe to repeat.

    Raises ValidationError where it can no longer be, as `book` does.
    """
    thing, booking = hold_booking(booking)
    if booking.state == BookingState.UNCONFIRMED:
        standing = _open(thing, timezone.now())
        _refuse_twice(thing, email=booking.email)
        _place(thing, booking, standing)
    return booking


def _need_consent(user):
    """Held first, so that who takes it back at the same moment erases this booking too."""
    if user and not hold_consent(user):
        raise ValidationError(_("Please say first that you agree to what we keep."), "consent")


def _book(thing, *, nickname, by=None, email="", **wishes):
    """Book `thing`, a held `Session` or `Schedule`."""
    now = timezone.now()
    standing = _open(thing, now)
    booking = Booking(user=by, email="" if by else email, nickname=nickname, consented_at=now, **wishes)
    booking.session, booking.schedule = (thing, None) if isinstance(thing, Session) else (None, thing)
    if by:
        _refuse_twice(thing, user=by)
        _place(thing, booking, standing)
        return booking
    booking.words = str(WORDS)
    _keep(booking, BookingState.UNCONFIRMED, standing)
    letters.write("booking_confirm", booking, told(booking))
    return booking


def _open(thing, now):
    """How it stands with `thing`. Raises ValidationError where nobody can book it (any more)."""
    listing, standing = slot_of(thing).listing, standing_of(thing, now)
    if rules_of(listing).way not in WAYS[type(thing)]:
        raise ValidationError(_("You need not tell them this way. Look at the page to see how to come."), "turn_up")
    if not standing.coming:
        raise ValidationError(_("This does not take place. Nothing was booked."), "gone")
    if standing.coming[-1].starts_at <= now:
        raise ValidationError(_("It is too late for this: it has begun or is over."), "over")
    return standing


def _refuse_twice(thing, **who):
    """One person has one booking of a thing; an address learns it only from its own mail."""
    lookup = {"email__iexact": who["email"]} if "email" in who else who
    if thing.bookings.alive().filter(**lookup).exists():
        raise ValidationError(_("You have told them already."), "booked")


def _place(thing, booking, standing):
    """Let somebody come, wait or ask first, and write them so."""
    rules = rules_of(slot_of(thing).listing)
    if rules.asks_first:
        state, template = BookingState.ASKED, "asked_to_come"
    elif places(thing, rules).is_full:
        state, template = BookingState.WAITING, "waiting"
    else:
        state, template = BookingState.COMING, "booked"
    _keep(booking, state, standing)
    letters.write(template, booking, told(booking))
    if state == BookingState.ASKED and thing.bookings.filter(state=state).count() == 1:
        letters.write_to_facilitators("somebody_asks", booking.slot, standing.next, told(booking))


def _keep(booking, state, standing):
    booking.state, booking.queued_at = state, timezone.now()
    for name, value in as_told(booking, standing, booking.queued_at).items():
        setattr(booking, name, value)
    booking.save()
