"""What is kept of who comes: given out, erased with the account, and forgotten some time after the date."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from groups.booking.consent import erase as erase_bookings
from groups.booking.holding import with_things
from groups.choices import BookingState
from groups.models import Booking, Consent, Session

COVERS = ["groups.Booking", "groups.Consent"]
UNCONFIRMED_DAYS = 3
"""So long an address that nobody confirmed is kept."""


def export(user):
    """What `user` booked, with an account or by their address, and what they agreed to."""
    mine = Booking.objects.filter(Q(user=user) | Q(email__iexact=user.email))
    consents = Consent.objects.filter(user=user).order_by("pk")
    return {
        "bookings": [_told(booking) for booking in with_things(mine).order_by("pk")],
        "consents": [
            {
                "purpose": str(kept.get_purpose_display()),
                "words": kept.words,
                "given_at": kept.given_at.isoformat(),
                "withdrawn_at": kept.withdrawn_at and kept.withdrawn_at.isoformat(),
            }
            for kept in consents
        ],
    }


def erase(user):
    """Cancel and erase what `user` booked, with an account or by their address; the next in line move up."""
    erase_bookings(Booking.objects.filter(Q(user=user) | Q(email__iexact=user.email)))


def forget(before):
    """Erase bookings that ended, or were over, before the moment `before`, and addresses nobody confirmed.

    Answers how many. Rows of dates that say nothing any more go with them.
    """
    unconfirmed_since = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    unconfirmed = Q(state=BookingState.UNCONFIRMED, created_at__lt=unconfirmed_since)
    is_past = Q(over_at__lt=before) | Q(ended_at__lt=before)
    gone = Booking.objects.filter(is_past | unconfirmed).delete()[1].get("groups.Booking", 0)
    Session.objects.bare().filter(original_on__lt=before.date()).delete()
    return gone


def _told(booking):
    moments = ("told_starts_at", "told_ends_at", "created_at", "consented_at", "decided_at")
    return {
        "listing": booking.slot.listing.name,
        "date": booking.session.original_on.isoformat() if booking.session else None,
        "nickname": booking.nickname,
        "email": booking.email,
        "language": booking.language,
        "is_first_time": booking.is_first_time,
        "words": booking.words,
        "state": str(booking.get_state_display()),
        "wants_day_before": booking.wants_day_before,
        "wants_hours_before": booking.wants_hours_before,
        "wants_question": booking.wants_question,
    } | {name: moment and moment.isoformat() for name in moments for moment in [getattr(booking, name)]}
