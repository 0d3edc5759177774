"""Finding support: the page, the same answer as GeoJSON, the points of the map, and place suggestions."""

import re

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from groups import caring, crisis, danger, geocoding, needs, relaxation
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.forms.barriers import HardForm
from groups.forms.search import MapWindowForm, PlacePrefixForm
from groups.interop import geojson
from groups.map_points import map_points
from groups.results import Results

ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|curl|wget|python|http-client", re.IGNORECASE)
"""Programs that say what they are; see `is_by_a_person`."""
WHOLE = ("region", "country")


def read_search(request):
    """The search a request asks for, by address or, leaving none behind, by POST."""
    data = request.POST if request.method == "POST" else request.GET
    return ListingFilter(data, now=timezone.now(), country_bias=country_bias(request))


def country_bias(request):
    """Countries to look for a bare postcode in: the site's own, then those of the browser's languages."""
    languages = request.headers.get("Accept-Language", "")[:200].split(",")
    regions = [tag.split(";")[0].strip().partition("-")[2].upper() for tag in languages]
    own = [settings.DEFAULT_COUNTRY] if settings.DEFAULT_COUNTRY else []
    return tuple(dict.fromkeys(own + [region for region in regions if len(region) == 2]))


def country_of(listings, request):
    """The country whose help lines go with some listings: of the first with a place, else of who asks; or None."""
    places = [listing.place.country for listing in listings if listing.place and listing.place.country]
    return next(iter([*places, *country_bias(request)]), None)


@csrf_exempt  # A search changes nothing, and a token would need a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    """Listings that fit, nearest or soonest first, with filters, map and, where nothing is found, ways out."""
    search = read_search(request)
    results = Results(search)
    if not results.total and is_by_a_person(request):
        note_need(search)
    context = {
        "search": search,
        "results": results,
        "facets": Facets(results.tally),
        "relaxations": [] if results.total or search.is_lost else relaxation.relaxations(search),
        "wider": relaxation.wider_circle(search) if results.is_nothing_near else None,
        "crisis": crisis.help_for(search.country),
        "is_help_first": not results.total or danger.may_be(search),
        "is_private": request.method == "POST",
        "is_for_someone": caring.is_for_someone(search),
        "for_carers": caring.for_carers(search),
        "hard": HardForm.chosen_in(request.POST if request.method == "POST" else request.GET),
        "tiles": {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION},
    }
    template = "groups/search/search.html#results" if request.htmx else "groups/search/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if request.GET:
        response["X-Robots-Tag"] = "noindex"  # its address holds what somebody looked for
    return response


def is_by_a_person(request):
    """Whether somebody reads the answer, as far as the request says: no robot, and no browser that asks in advance.

    A search by POST is not counted either: whoever chose it wants no trace of any sort.
    """
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and "Sec-Purpose" not in request.headers and not ROBOT.search(agent)


def note_need(search):
    """Count what was looked for in vain, without words, position or person; only where all of it was understood.

    A search by words, or for what is on just now, is left out: it may have failed by that.
    """
    is_clear = not search.form.errors and not any(search.unknown_words())
    if is_clear and search.origin and not any(search.asked.get(name) for name in ("q", "when", "pairs_with")):
        where = whole_area(search.resolution) or search.origin.point
        needs.note(where, {facet: search.chosen(facet) for facet in needs.COUNTED})


def whole_area(resolution):
    """The number of the region or country that was searched in as a whole, or None."""
    place = resolution and resolution.best
    is_whole = place and place.precision in WHOLE and place.id.startswith("g")
    return int(place.id[1:]) if is_whole else None


@require_safe
def search_geojson(request):
    """The same search, page by page, for programs."""
    return JsonResponse(geojson.collection(Results(read_search(request))), content_type="application/geo+json")


@require_safe
def points_geojson(request):
    """The same search as points of a map window, grouped by a grid so that any number can be drawn."""
    window = MapWindowForm(request.GET)
    window.is_valid()
    points = map_points(read_search(request), window.cleaned_data.get("bbox"), window.cleaned_data.get("zoom") or 0)
    return JsonResponse(points, content_type="application/geo+json")


@require_safe
def places_json(request):
    """Places whose name or postcode begins like `q`, for the suggestions under the field, and where a map of each
    may open (rounded to two decimals)."""
    form = PlacePrefixForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = geocoding.suggest(text, country_bias=country_bias(request)) if text else []
    return JsonResponse({"places": [suggestion(place) for place in found]})


def suggestion(place):
    return {"label": place.label, "lat": round(place.point.lat, 2), "lon": round(place.point.lon, 2)}
