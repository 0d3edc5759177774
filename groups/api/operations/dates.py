"""Dates between two days: of one listing, and of what a search finds. `groups.sessions` computes them all."""

from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _
from ninja import Router

from groups import sessions
from groups.api import asked, cursors, shapes
from groups.api.following import Following
from groups.api.schemas.answers import Dates, SearchDates
from groups.views.listings import public_listing

router = Router(tags=["dates"])
A_DAY = timedelta(days=1)  # more than any clock is ahead of another
OF_SEARCH = _(
    "The dates of the listings that a search finds, in pages of listings: each page has all dates of its listings "
    "that begin between the two days, by the clock of each place. Take all pages and sort them where you need one list."
)


@router.get(
    "/listings/{slug:public_id}/dates",
    response=Dates,
    summary=_("The dates of one listing"),
    description=_(
        "The dates that begin between two days, both included, by the clock of the place; at most 92 days. Each is as "
        "it really is: cancelled ones are among them, also those on closed days; a moved one is where it was moved to."
    ),
    operation_id="listing-dates",
    url_name="listing-dates",
)
def listing_dates(request, public_id: str):
    listing = public_listing(public_id)
    span = asked.read(asked.SpanForm, request).cleaned_data
    return days(span) | {"dates": dates([listing], span, request)}


@router.post(
    "/dates",
    response=SearchDates,
    summary=_("The dates of a search, leaving no address behind"),
    description=_("The same as by GET, with the parameters in the body as a form sends them."),
    operation_id="dates-privately",
    url_name="search-dates",
)
@router.get(
    "/dates",
    response=SearchDates,
    summary=_("The dates of a search"),
    description=OF_SEARCH,
    operation_id="dates",
    url_name="search-dates",
)
def search_dates(request):
    query = asked.read_search(asked.DatesPageForm, request)
    bound, span = asked.binding(query), query.form.cleaned_data
    results = Following(query.search, cursors.read(span["cursor"], bound), span["limit"])
    return days(span) | {
        "notices": [str(notice) for notice in query.search.notices],
        "listings": len(results.listings),
        "dates": dates(results.listings, span, request),
        "next": cursors.write(results.next_key, bound),
    }


def days(span):
    return {name: span[name] for name in ("first_day", "last_day")}


def dates(listings, span, request):
    """All dates of `listings` (objects) that begin on a day of `span` by their own clock, soonest first."""
    first, last = span["first_day"], span["last_day"]
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last))
    found = sessions.dates_of(listings, begin - A_DAY, end + 2 * A_DAY)
    site = request.build_absolute_uri("/")[:-1]
    told = [
        (date, listing) for listing in listings for date in found[listing.pk] if first <= date.starts_at.date() <= last
    ]
    told.sort(key=lambda one: (one[0].starts_at.astimezone(UTC), one[0].slot.pk, one[0].original_on))
    return [shapes.session(date, listing, site) for date, listing in told]
