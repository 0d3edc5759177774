"""A poster to pin up and cards to hand out, with a code that leads to the page. Only what is public."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups.views.listings import code_for, listing_context, read_listing

CARDS = range(8)  # two by four on a sheet of A4


@require_safe
def poster(request, public_id):
    """One sheet of A4."""
    return render_sheet(request, public_id, "poster")


@require_safe
def cards(request, public_id):
    """Small cards on a sheet of A4, to be cut."""
    return render_sheet(request, public_id, "cards")


def render_sheet(request, public_id, size):
    now = timezone.now()
    listing = read_listing(public_id, now)
    page_url = request.build_absolute_uri(listing.get_absolute_url())
    context = listing_context(listing, now) | {
        "page_url": page_url,
        "qr": code_for(page_url),
        "size": size,
        "cards": CARDS,
    }
    return render(request, "groups/listings/poster.html", context)
