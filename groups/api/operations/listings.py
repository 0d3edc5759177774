"""One listing: everything public about it."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router

from groups import booking, outgoing, pairing
from groups.api import shapes
from groups.api.schemas.listings import ListingWhole
from groups.models import Listing, Term
from groups.views.listings import became

router = Router(tags=["listings"])


@router.get(
    "/listings/{slug:public_id}",
    response=ListingWhole,
    summary=_("One listing"),
    description=_(
        "Everything public about one listing. Of a private home only its cell of about a kilometre is public, of a "
        "confidential venue the name of its area. One that was merged into another leads there."
    ),
    operation_id="listing",
    url_name="listing",
)
def listing(request, public_id: str):
    now = timezone.now()
    try:
        card = read(public_id, now)
    except Http404:
        if other := became(public_id):
            return HttpResponsePermanentRedirect(reverse("api:listing", args=[other.public_id]))
        raise
    whole = shapes.whole(card, request.build_absolute_uri("/")[:-1], now)
    return whole | {
        "practical_help": [practical_help(one) for one in outgoing.promised(card)],
        "coming": coming(booking.rules_of(card)),
        "goes_with": [partner.listing.public_id for partner in pairing.beside(card).pairs],
    }


def read(public_id, now):
    """A published listing with all that `shapes.whole` tells of it; 404 for any other."""
    listings = Listing.objects.published().for_cards().with_next(now).with_pause(now)
    whole = outgoing.with_parts(listings, now).select_related("booking_rules")
    return get_object_or_404(whole, public_id=public_id)


def practical_help(row):
    return shapes.word(Term.objects.lexicon().by_id[row.term_id]) | {"how_to_ask": row.how_to_ask}


def coming(rules):
    return {"way": rules.way, "capacity": rules.capacity, "asks_first": rules.asks_first}
