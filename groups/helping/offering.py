"""What members offer each other, or wish, for one date."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.choices import BookingState
from groups.helping.parting import part
from groups.models import Booking, Offer


def is_open_to(listing):
    """Whether members may offer each other company at `listing`.

    The operator allows it, it is not for minors, and there is a public door at which two people can meet first: not
    online, not at a private home or a confidential venue.
    """
    has_a_door = listing.place is not None and listing.place.is_pinned
    return settings.MEMBER_OFFERS and has_a_door and not listing.is_for_minors


def booking_of(user, date):
    """The booking by which `user` comes to one `SessionDate`, or None; a course is no single date."""
    session = {"session__schedule": date.slot, "session__original_on": date.original_on}
    return Booking.objects.of(user).filter(state=BookingState.COMING, **session).first()


def offers_of(user, date):
    """What `user` offers and wishes for one `SessionDate`, in order."""
    return Offer.objects.of(user).standing().at(date)


@transaction.atomic
def offer(date, *, by, side, company, is_adult):
    """Keep that `by` offers or wishes (`side`, a `Side`) some `company` for a `SessionDate`; answers the `Offer`.

    Said twice it is kept once, as said last. Raises ValidationError where it cannot be: closed to offers, not an
    adult, not coming, too late, or going with somebody already.
    """
    _refuse(date, is_adult)
    booking = booking_of(by, date)
    if booking is None:
        raise ValidationError(_("First tell them that you come."))
    Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
    said = Offer.objects.filter(booking=booking, company=company).first()
    if said and said.match_id:
        raise ValidationError(_("Somebody goes with you already."))
    said = said or Offer(booking=booking, company=company)
    said.side, said.is_adult = side, is_adult
    said.save()
    return said


def _refuse(date, is_adult):
    if not is_open_to(date.slot.listing):
        raise ValidationError(_("Members cannot offer each other company here."))
    if not is_adult:
        raise ValidationError(_("This is for people who are 18 or older."))
    if not date.takes_place or date.starts_at <= timezone.now():
        raise ValidationError(_("It is too late for this date."))


@transaction.atomic
def take_back(said, *, by):
    """Erase an `Offer` of `by`; whoever was to go with them is told. Safe to repeat.

    Once two who were put together may have met, it stays for its time: the other one may still have to say how it was.
    """
    mine = Offer.objects.filter(pk=said.pk, booking__user=by).select_related("booking")
    found = mine.select_for_update(of=["self"]).first()
    if found is None or (found.match_id and _has_met(found)):
        return
    match = found.match
    found.delete()
    if match:
        part(match)


def _has_met(one):
    told = one.booking.told_starts_at
    return told is not None and told <= timezone.now()
