"""Finding support: the page, the same answer as GeoJSON, the points of the map, and place suggestions."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from groups import crisis, geocoding, relaxation
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.forms.search import MapWindowForm, PlacePrefixForm
from groups.interop import geojson
from groups.map_points import map_points
from groups.results import Results


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


@csrf_exempt  # A search changes nothing, and a token would need a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    """Listings that fit, nearest or soonest first, with filters, map and, where nothing is found, ways out."""
    search = read_search(request)
    results = Results(search)
    context = {
        "search": search,
        "results": results,
        "facets": Facets(results.tally),
        "relaxations": [] if results.total or search.is_lost else relaxation.relaxations(search),
        "wider": relaxation.wider_circle(search) if results.is_nothing_near else None,
        "crisis": crisis.help_for(search.country),
        "is_private": request.method == "POST",
        "tiles": {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION},
    }
    template = "groups/search/search.html#results" if request.htmx else "groups/search/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


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
