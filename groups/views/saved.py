"""What people keep: on their device, where this site knows nothing of it, or in their account."""

from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import member_required
from groups import news, saved
from groups.choices import Stop
from groups.forms.saved import (
    AddressForm,
    ListingAct,
    ListingActForm,
    QueryForm,
    Said,
    SearchAct,
    SearchActForm,
    StopForm,
    TakeOverForm,
)
from groups.models import Listing, NewsLink
from groups.views.saying import address_saying, back_to
from groups.views.search import country_bias
from groups.views.secret_links import opened, secret_page


@require_safe
def on_device(request):
    """What this device keeps, shown by script alone; who is signed in has a page of their own."""
    if request.user.is_authenticated:
        return redirect("mine-saved")
    return render(request, "groups/saved/device.html")


@never_cache
@require_safe
@member_required
def mine(request):
    """What who asks keeps in their account, and beside it what this device keeps."""
    return render_mine(request, said=AddressForm(request.GET, Said).words)


def render_mine(request, **more):
    now = timezone.now()
    context = {
        "listings": saved.listings_of(request.user, now),
        "searches": list(saved.searches_of(request.user)),
        "now": now,
    }
    return render(request, "groups/saved/mine.html", context | more)


@never_cache
@require_POST
@member_required
def act_on_listing(request, public_id):
    """Save a public listing; forget one, or ask for its notices, whatever became of it."""
    listing = get_object_or_404(Listing, public_id=public_id)
    if not (listing.is_published or saved.is_saved(listing, request.user)):
        raise Http404
    form = cleaned(ListingActForm(request.POST))
    try:
        said = do_with_listing(listing, form["do"], by=request.user)
    except ValidationError as error:
        return render_mine(request, problems=error.messages)
    return redirect(listing) if form["back"] and listing.is_published else back_to("mine-saved", said)


def do_with_listing(listing, do, *, by):
    """Do it; answers what is to be said of it."""
    match do:
        case ListingAct.SAVE:
            saved.save_listing(listing, by=by)
            return Said.SAVED
        case ListingAct.FORGET:
            saved.forget_listing(listing, by=by)
            return Said.FORGOTTEN
    saved.set_notices(listing, wants=do == ListingAct.NOTICES, by=by)
    return Said.CHANGED


@never_cache
@require_POST
@member_required
def save_search(request):
    """Keep a search; of a position in it, only the name of the nearest town."""
    kept = kept_search(request, cleaned(QueryForm(request.POST))["query"])
    try:
        saved.save_search(kept.query, kept.label, by=request.user)
    except ValidationError as error:
        return render_mine(request, problems=error.messages)
    return back_to("mine-saved", Said.TOWN if kept.is_moved else Said.SAVED)


def kept_search(request, query):
    return news.kept(news.read(query, timezone.now(), country_bias(request)))


@never_cache
@require_POST
@member_required
def act_on_search(request, search):
    """Forget a search, or change whether mails are sent about it."""
    search = get_object_or_404(saved.searches_of(request.user), pk=search)
    do = cleaned(SearchActForm(request.POST))["do"]
    if do == SearchAct.FORGET:
        saved.forget_search(search, by=request.user)
        return back_to("mine-saved", Said.FORGOTTEN)
    saved.set_mail(search, wants=do != SearchAct.NO_MAIL, names=do == SearchAct.NAMES, by=request.user)
    return back_to("mine-saved", Said.CHANGED)


@never_cache
@require_POST
@member_required
def take_over(request):
    """Put what a device keeps into the account, as far as it is public and there is room.

    Answers which ids the device need not keep any more, and where to go then; a script asks.
    """
    held = cleaned(TakeOverForm(request.POST))
    public = {one.public_id: one for one in Listing.objects.published().filter(public_id__in=held["listing"])}
    listings = {name: public[name] for name in held["listing"] if name in public}
    searches = {query: kept_search(request, query) for query in held["search"][: saved.MOST_SEARCHES]}
    pairs = [(kept.query, kept.label) for kept in searches.values()]
    places, queries = saved.take_over(listings.values(), pairs, by=request.user)
    taken = {
        "listings": [name for name, one in listings.items() if one.pk in places],
        "searches": [query for query, kept in searches.items() if kept.query in queries],
    }
    left = {*held["listing"], *held["search"]}.difference(*taken.values())
    more = {"left": len(left)} if left else {}
    return JsonResponse(taken | {"address": address_saying("mine-saved", Said.TAKEN_OVER, **more)})


@never_cache
@require_POST
@member_required
def forget(request):
    """Forget all of it."""
    saved.forget_all(by=request.user)
    return back_to("mine-saved", Said.EMPTY)


@csrf_exempt  # The address is the secret, and mail programs press the button without a cookie (RFC 8058).
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request, token):
    """End mails about what somebody saved with one tap, signed in or not; looking at the page ends nothing."""
    link, answer = opened(request, NewsLink.objects.select_related("user"), token)
    if link is None:
        return answer
    is_done, which = request.method == "POST", StopForm(request.GET).chosen
    if is_done:
        saved.stop_mails(which, by=link.user)
    return render(request, "groups/saved/stop.html", {"is_done": is_done, "is_about_dates": which == Stop.DATES})


def cleaned(form):
    """The answers of a form made of buttons; whoever sends anything else is not found."""
    if not form.is_valid():
        raise Http404
    return form.cleaned_data
