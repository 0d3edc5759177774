"""My listings: all that somebody signed in looks after, and how each stands."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import member_required
from groups import claiming, mine
from groups.forms.managing import AddressForm, RowForm, Said, said_in
from groups.views.managing.access import Access


@never_cache
@require_safe
@member_required
def my_listings(request):
    """The listings of who asks, with what waits for them, and those they sent in before they had an account."""
    now = timezone.now()
    asked = AddressForm.of(request)
    listings = mine.with_standing(mine.listings_of(request.user), now)
    page = Paginator(listings, mine.PAGE_SIZE).get_page(asked.get("page") or 1)
    coming = mine.coming_to(page, now)
    context = {
        "page": page,
        "rows": [(listing, coming[listing.pk]) for listing in page],
        "claimable": list(mine.claimable_by(request.user)[: mine.PAGE_SIZE]),
        "said": said_in(request),
        "now": now,
    }
    return render(request, "groups/mine/mine.html", context)


@never_cache
@require_POST
@member_required
def claim(request):
    """Take a listing as one's own that was sent in from one's own confirmed address."""
    form = RowForm(request.POST)
    if not form.is_valid():
        raise Http404
    listing = get_object_or_404(mine.claimable_by(request.user), pk=form.cleaned_data["row"])
    if not claiming.claim_submission(listing, request.user):
        raise Http404
    return Access(listing, listing.public_id, request.user).back(Said.CLAIMED)
