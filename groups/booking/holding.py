"""Whoever books, cancels or moves up holds what is booked until the end of the transaction, so that all take turns.

Without it two people see the same last place. In the order of the house: listing, slot, date, bookings.
"""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Booking, Schedule, Session

OF_DATE = ("session__schedule__listing__place", "session__schedule__listing__booking_rules")
UNUSED = ("document", "pos", "tags", "description", "how_to_join")
OF_COURSE = ("schedule__listing__place", "schedule__listing__booking_rules")


def all_or_gone(verb):
    """Let `verb` be one transaction, and what it is about may be taken away meanwhile: by an edit, or in another tab.

    It then raises ValidationError with the code `gone`.
    """

    @wraps(verb)
    def guarded(*args, **kwargs):
        try:
            with transaction.atomic():
                return verb(*args, **kwargs)
        except ObjectDoesNotExist as error:
            raise ValidationError(_("This is not there any more. Please look again."), "gone") from error

    return guarded


def hold_date(slot, original_on):
    """The row of one date, made where there is none, and held.

    One statement does both: a row that somebody takes away meanwhile is made anew.
    """
    (row,) = Session.objects.bulk_create(
        [Session(schedule_id=slot.pk, original_on=original_on)],
        update_conflicts=True,
        unique_fields=["schedule", "original_on"],
        update_fields=["original_on"],
    )
    return hold(Session, row.pk)


def hold(model, pk):
    """The `Session` or `Schedule` with that key as it is now, held, with its listing and place."""
    towards = "schedule__" if model is Session else ""
    rows = model.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related(f"{towards}listing__place", f"{towards}listing__booking_rules").get(pk=pk)


def hold_booking(booking):
    """What `booking` is for (a `Session` or `Schedule`), and the booking as it is now; both held.

    Raises Booking.DoesNotExist where it was erased.
    """
    while True:
        thing = hold(*key_of(Booking.objects.get(pk=booking.pk)))
        held = with_things(Booking.objects.select_for_update(of=["self"], no_key=True)).get(pk=booking.pk)
        if key_of(held) == (type(thing), thing.pk):  # else its date was moved to another slot meanwhile
            return thing, held


def key_of(booking):
    """Model and key of what is booked."""
    return (Session, booking.session_id) if booking.session_id else (Schedule, booking.schedule_id)


def with_things(bookings):
    """`bookings` (a queryset) with all that mails and pages say of them: person, slot, listing, place, rules."""
    return bookings.select_related("user", *OF_DATE, *OF_COURSE)


def attach_things(bookings):
    """`bookings` (a list) with all that `with_things` gives, in two questions: a date that many booked is read once."""
    for model, name in ((Session, "session"), (Schedule, "schedule")):
        towards = "schedule__" if model is Session else ""
        rows = model.objects.select_related(f"{towards}listing__place", f"{towards}listing__booking_rules")
        rows = rows.defer(*(f"{towards}listing__{column}" for column in UNUSED))
        things = rows.in_bulk({getattr(booking, f"{name}_id") for booking in bookings} - {None})
        for booking in bookings:
            setattr(booking, name, things.get(getattr(booking, f"{name}_id")))
    return [booking for booking in bookings if booking.session or booking.schedule]


def slot_of(thing):
    """The `Schedule` of a `Session`, or itself."""
    return thing.schedule if isinstance(thing, Session) else thing
