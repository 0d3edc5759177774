"""Two who were to go together, and one cannot."""

from django.utils import timezone

from groups import emails
from groups.models import Offer


def part(match):
    """End a match of which not both stand any more: who is left, and would go, is told and can be matched again.

    Once the date has begun nothing is said and nothing changes: how it was can still be told.
    """
    standing = Offer.objects.standing().filter(match=match).select_related("booking__user").order_by("pk")
    left = list(standing.select_for_update(of=["self"]))
    if len(left) > 1 or any(_has_begun(one) for one in left):
        return
    for one in left:
        when = {"starts_at": one.booking.told_starts_at, "zone": one.booking.slot.timezone}
        reader, key = emails.Reader.of_booking(one.booking), emails.cause("company-off", match.pk, one.pk)
        emails.send("company_off", reader, when, key=key)
    Offer.objects.filter(match=match).update(match=None, digest="", said="")
    match.delete()


def _has_begun(one):
    """Whether the date is over, under way or off, as far as we told the person."""
    told = one.booking.told_starts_at
    return told is None or told <= timezone.now()
