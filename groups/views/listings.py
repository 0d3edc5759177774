"""One listing: its page, a sheet to print, and its dates for a calendar."""

import segno
from django.conf import settings
from django.db.models import DateTimeField, F, Q, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from groups import crisis, locator
from groups.choices import Facet, SessionStatus
from groups.interop import ical, jsonld
from groups.models import Contact, Listing, ListingTerm, Schedule, Session
from groups.models.fields import LocalDate

DATES_SHOWN = 100  # more than the horizon holds of anything but several slots a day


def read_listing(public_id, now):
    """A published listing with what belongs to it; 404 for any other, the same whether it exists or not."""
    listings = Listing.objects.published().select_related("kind", "organization", "place", "source", "first_visit")
    return get_object_or_404(listings.with_next(now), public_id=public_id)


def listing_context(listing, now):
    """What page and print-out show of a listing; nothing that is not public is read."""
    return {
        "listing": listing,
        "first_visit": getattr(listing, "first_visit", None),
        "facts": facts(listing),
        "contacts": list(Contact.objects.filter(listing=listing).public().order_by("position", "pk")),
        "slots": list(listing.schedules.live().order_by("starts_on", "start_time", "pk")),
        "dates": list(listing.upcoming_dates.filter(ends_at__gt=now).order_by("starts_at", "pk")[:DATES_SHOWN]),
        "changes": list(changes(listing, now)),
    }


def facts(listing):
    """The words of a listing by facet, as `(facet label, [ListingTerm])`, in the order of the facets."""
    chosen = list(ListingTerm.objects.filter(listing=listing).select_related("term").order_by("term__position", "pk"))
    by_facet = [(facet, [word for word in chosen if word.term.facet == facet]) for facet in Facet]
    return [(facet.label, words) for facet, words in by_facet if words]


def changes(listing, now):
    """Coming dates of the live slots that are cancelled, moved or annotated, soonest first; days are the place's."""
    today = LocalDate(Value(now, DateTimeField()), F("schedule__timezone"))
    is_to_come = Q(original_on__gte=today) | Q(status=SessionStatus.MOVED, ends_at__gt=now)
    return (
        Session.objects.filter(is_to_come, schedule__in=Schedule.objects.live().filter(listing=listing))
        .exclude(status=SessionStatus.ON, note="")
        .select_related("schedule")
        .order_by("original_on", "pk")
    )


def locator_of(place):
    """The small drawn map of a place that works without script; empty where there is no position to show."""
    if place is None or place.point is None or place.is_confidential:
        return ""
    return locator.svg(place.lat, place.lon, km=place.cell_km or 0, precision=place.precision, width=420, height=250)


def directions_to(place):
    """Addresses that lead to a place known exactly: one for the maps app of a phone, one for any browser."""
    if place is None or place.point is None or not place.is_pinned:
        return None
    lat, lon = place.point
    return {
        "geo": f"geo:{lat},{lon}?q={lat},{lon}",
        "web": f"https://www.openstreetmap.org/directions?to={lat},{lon}#map=16/{lat}/{lon}",
    }


@require_safe
def listing_detail(request, public_id):
    """Everything public about one listing."""
    now = timezone.now()
    listing = read_listing(public_id, now)
    country = listing.place.country if listing.place else settings.DEFAULT_COUNTRY
    context = listing_context(listing, now) | {
        "locator": locator_of(listing.place),
        "directions": directions_to(listing.place),
        "crisis": crisis.help_for(country or None),
    }
    page_url = request.build_absolute_uri(listing.get_absolute_url())
    context["json_ld"] = jsonld.graph(listing, context["contacts"], context["dates"], page_url)
    return render(request, "groups/listings/detail.html", context)


@require_safe
def listing_print(request, public_id):
    """One sheet to hand over: the essentials in large type, with a QR code that leads back to the page."""
    now = timezone.now()
    listing = read_listing(public_id, now)
    page_url = request.build_absolute_uri(listing.get_absolute_url())
    code = segno.make(page_url, error="m").svg_inline(border=2, omitsize=True)
    context = listing_context(listing, now) | {"page_url": page_url, "qr": mark_safe(code)}
    return render(request, "groups/listings/print.html", context)


@require_safe
def listing_calendar(request, public_id):
    """The dates of one listing as an iCalendar file (RFC 5545)."""
    now = timezone.now()
    listing = read_listing(public_id, now)
    page_url = request.build_absolute_uri(listing.get_absolute_url())
    response = HttpResponse(ical.calendar(listing, page_url, now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listing.public_id}.ics"'
    return response
