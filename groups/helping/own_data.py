"""What is kept of company among members about a person, given out and erased; see `groups.own_data`."""

from django.db import transaction

from groups.helping.offering import take_back
from groups.models import Match, Offer

COVERS = ["groups.Offer", "groups.Match"]


def export(user):
    """What `user` offered and wished, and when they put two others together, as plain data."""
    offers = Offer.objects.of(user).order_by("pk")
    matches = Match.objects.filter(matched_by=user).order_by("pk")
    return {
        "offers": [
            {
                "listing": one.booking.slot.listing.name,
                "date": one.booking.session.original_on.isoformat(),
                "side": one.side,
                "company": one.company,
                "created_at": one.created_at.isoformat(),
                "is_adult": one.is_adult,
                "went_with_somebody": one.match_id is not None,
                "said": one.said,
            }
            for one in offers.select_related("booking__session__schedule__listing")
        ],
        "put_together": [moment.isoformat() for moment in matches.values_list("matched_at", flat=True)],
    }


@transaction.atomic
def erase(user):
    """Take back all that `user` offered and wished; whoever was to go with them is told."""
    for said in Offer.objects.of(user).order_by("pk"):
        take_back(said, by=user)
    Match.objects.filter(matched_by=user).update(matched_by=None)
