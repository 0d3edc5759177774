"""What somebody agrees to, with an account before the first booking and without one with each, and takes back."""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import erasures
from groups.booking import letters
from groups.booking.waiting import let_go
from groups.choices import BookingState, Purpose
from groups.models import Booking, Consent

WORDS = _(
    "I agree that this site keeps which dates I book. That I come to a group can say something about my health. Only "
    "the people who run the group see the name I gave and that I come. It is erased some weeks after the date. I can "
    "take this back at any time, and then all of it is erased at once."
)
"""The words of consent, as a form shows them and as they are kept."""


def has_agreed(user):
    """Whether `user` agreed that we keep what they book, and did not take it back."""
    return Consent.objects.given(user, Purpose.BOOKING).exists()


def hold_consent(user):
    """The `Consent` that `has_agreed` means, held until the end of the transaction, or None."""
    return Consent.objects.held(user, Purpose.BOOKING)


def agree(user):
    """Keep that `user` agreed just now, in the words shown; answers the `Consent`. One that holds stays as it is."""
    return Consent.objects.agree(user, Purpose.BOOKING, WORDS)


def take_back(user):
    """Let `user` take the consent back: what they booked is cancelled, the next in line move up, and all is erased.

    That it was given and taken back stays known, without what for. It holds until everything is erased, so that it
    can be taken back again if that fails.
    """
    mine = Booking.objects.of(user)
    erase(mine)
    with transaction.atomic():
        Consent.objects.take_back(user, Purpose.BOOKING)
        erase(mine)  # what was booked meanwhile


def erase(bookings):
    """Cancel `bookings` (a queryset), so that the next in line move up, and erase them; answers how many.

    Each is a transaction, so that nobody waits for more than one, and in the order of `follow`: within a transaction
    of the caller the two then never wait for one another. Mails about them that were not sent yet never are.
    """
    pks = list(bookings.order_by().values_list("pk", flat=True))
    for booking in Booking.objects.alive().filter(pk__in=pks).order_by("schedule_id", "session_id", "pk"):
        with suppress(ObjectDoesNotExist):  # erased in another tab
            let_go(booking, BookingState.CANCELLED)
    with transaction.atomic():
        gone = Booking.objects.filter(pk__in=pks).order_by("pk")
        letters.unsend(gone)
        erasures.note(gone)
        return gone.delete()[1].get("groups.Booking", 0)
