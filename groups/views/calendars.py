"""Dates as iCalendar files (RFC 5545): of a listing, of one session, of a search, and of what somebody plans."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import member_required
from groups import calendar_feed, sessions
from groups.forms.calendars import CalendarForm, Said
from groups.forms.said import SaidForm
from groups.interop import calendars
from groups.models import Schedule
from groups.models.many import one_of
from groups.results import Results
from groups.views.listings import became, public_listing
from groups.views.saying import back_to
from groups.views.search import read_search
from groups.views.secret_links import polled, secret_page

LISTINGS_OF_A_SEARCH = 500


def answer(request, name, slots, *, dates=(), **wishes):
    """The file `name` with the live ones of `slots` (a queryset), and `dates` as `calendars.calendar` takes them.

    `wishes` are those of `calendars.Wording`.
    """
    wording = calendars.Wording(lambda listing: request.build_absolute_uri(listing.get_absolute_url()), **wishes)
    content = calendars.calendar(slots, wording, timezone.now(), dates=dates)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
def listing_calendar(request, public_id):
    """All dates of one listing; one merged into another leads to those of that one."""
    try:
        listing = public_listing(public_id)
    except Http404:
        if other := became(public_id):
            return redirect("listing-calendar", other.public_id)
        raise
    return answer(request, listing.public_id, Schedule.objects.filter(listing=listing))


@require_safe
def session_calendar(request, name):
    """One date of a listing, by itself."""
    date = sessions.find(name)
    if date is None:
        raise Http404
    return answer(request, date.id, Schedule.objects.none(), dates=[(date, True)])


@require_safe
def search_calendar(request):
    """The dates of what a search finds: the same listings in the same order as on its page, the first 500."""
    found = Results(read_search(request)).first(LISTINGS_OF_A_SEARCH)
    return answer(request, "dates", Schedule.objects.filter(one_of("listing_id", found)))


@secret_page
@require_safe
def member_calendar(request, token):
    """What the holder of the secret address booked and saved."""
    feed, refusal = polled(request, calendar_feed, token)
    if feed is None:
        return refusal
    plans = calendar_feed.plans_of(feed.user, timezone.now())
    wishes = {"shows_names": feed.shows_names, "owner": str(feed.user_id)}
    return answer(request, "dates", plans.slots, dates=plans.dates, **wishes)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def my_calendar(request):
    """Whether there is a calendar, and what it shows; a POST changes that."""
    if request.method == "POST":
        calendar_feed.set_names(request.user, shows_names=wants_names(request))
        return back_to("my-calendar", Said.NAMES)
    return render_mine(request)


@never_cache
@require_POST
@member_required
def new_address(request):
    """A new address, shown this once; nothing else is kept of it than its digest."""
    token = calendar_feed.make_address(request.user, shows_names=wants_names(request))
    return render_mine(request, request.build_absolute_uri(reverse("member-calendar", args=[token])))


@never_cache
@require_POST
@member_required
def stop(request):
    """Let the address open nothing any more."""
    calendar_feed.revoke(request.user)
    return back_to("my-calendar", Said.STOPPED)


def wants_names(request):
    form = CalendarForm(request.POST)
    return form.is_valid() and form.cleaned_data["shows_names"]


def render_mine(request, new_url=""):
    """The page; `new_url` is an address just made, the one time it can be shown."""
    context = {
        "feed": calendar_feed.feed_of(request.user),
        "new_url": new_url,
        "subscribe_url": f"webcal:{new_url.partition(':')[2]}" if new_url else "",
        "said": SaidForm(request.GET, Said).words,
    }
    return render(request, "groups/calendars/mine.html", context)
