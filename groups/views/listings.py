"""One listing: its page, and what other pages of it read."""

from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Subquery, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.models import Verification
from groups import (
    asking,
    barriers,
    booking,
    crisis,
    freshness,
    locator,
    pairing,
    saved,
    sessions,
    stories,
    volunteering,
)
from groups.choices import Attendance, BookingWay, Channel, Facet, Formality
from groups.in_words import pause_in_words
from groups.interop import jsonld
from groups.models import Closure, Contact, Listing, ListingTerm, PracticalHelp, Revision, texts

PARTS = ("kind", "organization", "place", "source", "first_visit", "booking_rules", "helpers_wanted")
DATES_SHOWN = 100  # more than the horizon holds of anything but several slots a day
AT_ONCE = (Channel.PHONE, Channel.ONLINE_LINK)
WAYS_SHOWN = 2  # to call or join at once, at the top of the page; all of them stand below
FACTS = ("led_by", "minimum_size", "maximum_size", "minimum_age", "maximum_age", "safeguarding_contact")
"""Columns that tell, with its words, what a listing is like."""
TURN_UP = "turn-up"
"""The way to join of listings that anybody may come to without a word."""


def read_listing(public_id, now):
    """A published listing with what belongs to it; 404 for any other, the same whether it exists or not.

    `has_change` tells whether a change of it waits, `can_be_asked` whether somebody of the group gets mail,
    `checked_on` when the owner of a formal listing was checked as a professional (None: not, or not formal).
    """
    listings = Listing.objects.published().select_related(*PARTS)
    waiting = Revision.objects.waiting().filter(listing=OuterRef("pk"))
    listings = asking.answerable(listings.with_next(now).with_pause(now)).annotate(has_change=Exists(waiting))
    listings = listings.annotate(checked_on=Case(When(formality=Formality.FORMAL, then=owner_checked())))
    return get_object_or_404(freshness.with_visits(listings, now), public_id=public_id)


def owner_checked():
    """The moment the professional standing of the owner of a listing was checked, to annotate; never what was noted."""
    return Subquery(Verification.objects.filter(user=OuterRef("owner")).values("verified_at"))


def public_listing(public_id):
    """A published listing, for pages that say little of it themselves; 404 for any other."""
    listings = Listing.objects.published().select_related("place", "kind", "organization")
    return get_object_or_404(asking.answerable(listings), public_id=public_id)


def became(public_id):
    """The published listing that another one was merged into, or None."""
    return Listing.objects.published().filter(merged__public_id=public_id).first()


def help_for(listing):
    """Crisis lines of the country of a listing."""
    return crisis.help_for(listing.place.country or None if listing.place else settings.DEFAULT_COUNTRY or None)


def code_for(page_url):
    """A QR code that leads to an address, as SVG."""
    return mark_safe(segno.make(page_url, error="m").svg_inline(border=2, omitsize=True))


def listing_context(listing, now):
    """What page and print-out show of a listing; nothing that is not public is read."""
    words = facts(listing)
    slots = list(listing.schedules.live().with_cancelled().order_by("starts_on", "start_time", "pk"))
    return {
        "listing": listing,
        "first_visit": getattr(listing, "first_visit", None),
        "told": texts.told(listing, getattr(listing, "first_visit", None)),
        "facts": words,
        "has_facts": bool(words) or any(getattr(listing, name) not in ("", None) for name in FACTS),
        "practical_help": list(PracticalHelp.objects.promised_at(listing)),
        "contacts": list(Contact.objects.filter(listing=listing).public().order_by("position", "pk")),
        "slots": slots,
        "closures": closures(listing, slots, now),
        "now": now,
        "has_pages": False,  # of dates; the public page of a public listing says otherwise
        **dates_ahead(listing, now),
    }


def dates_ahead(listing, now):
    """The `dates` that are near, cancelled ones among them, and how to come to them.

    `changes` are those of a year that are not as the rule has them. Dates of closed days are in neither: the closure
    itself is said. `next_dates` are those that take place.
    """
    year = sessions.dates_of([listing], now, now + sessions.A_YEAR)[listing.pk]
    dates = sessions.near(year, now, DATES_SHOWN)
    rules = booking.rules_of(listing)
    return {
        "rules": rules,
        "may_just_come": may_just_come(listing, rules),
        "places": booking.places_of(dates) if rules.way == BookingWay.PLACES else {},
        "dates": dates,
        "next_dates": [date for date in dates if date.takes_place],
        "changes": [date for date in year if date.says_something and date.closure is None],
    }


def may_just_come(listing, rules):
    """Whether somebody said that nobody need tell: to have no rules yet is no invitation to a service by referral.

    Its words on joining decide where there are any, and nobody turns up at a phone.
    """
    ways = {term.slug for term in listing.words(Facet.JOINING)}
    says_so = TURN_UP in ways if ways else rules.pk
    return bool(says_so and rules.way == BookingWay.TURN_UP and listing.attendance != Attendance.PHONE)


def closures(listing, slots, now):
    """Closures of the listing and of its place, under way or to come by the calendar of the place."""
    zones = [listing.place.timezone] if listing.place else [slot.timezone for slot in slots]
    today = now.astimezone(ZoneInfo(next(iter(zones), settings.TIME_ZONE))).date()
    return list(Closure.objects.of(listing).to_come(today).order_by("starts_on", "pk"))


def facts(listing):
    """The words of a listing by facet, as `(facet label, [ListingTerm])`, in the order of the facets."""
    chosen = list(ListingTerm.objects.filter(listing=listing).select_related("term").order_by("term__position", "pk"))
    by_facet = [(facet, [word for word in chosen if word.term.facet == facet]) for facet in Facet]
    return [(facet.label, words) for facet, words in by_facet if words]


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
    """Everything public about one listing; one merged into another leads there."""
    now = timezone.now()
    try:
        listing = read_listing(public_id, now)
    except Http404:
        if other := became(public_id):
            return redirect(other)
        raise
    context = listing_context(listing, now)
    context |= {
        "has_pages": True,
        "pause": pause_in_words(listing),
        "locator": locator_of(listing.place),
        "directions": directions_to(listing.place),
        "crisis": help_for(listing),
        "is_saved": saved.is_saved(listing, request.user),
        "easier": barriers.eased(barriers.signs_of(listing.tags, context["first_visit"])),
        "beside": pairing.beside(listing),
        "wanted": volunteering.shown_at(listing, timezone.localdate()),
        "may_tell": stories.may_tell(listing),
        "stories": stories.shown_at(listing),
    }
    page_url = request.build_absolute_uri(listing.get_absolute_url())
    context["ways"] = [one for one in context["contacts"] if one.channel in AT_ONCE and one.href][:WAYS_SHOWN]
    context["json_ld"] = jsonld.graph(listing, context["contacts"], context["slots"], context["dates"], page_url)
    return render(request, "groups/listings/detail.html", context)
