"""A search for listings, page by page: what the search page finds for the same parameters."""

from django.utils.translation import gettext_lazy as _
from ninja import Router

from groups.api import asked, cursors, shapes
from groups.api.following import Following
from groups.api.schemas.answers import SearchAnswer
from groups.facets import Facets

router = Router(tags=["search"])
SUMMARY = _("Search for listings")
DESCRIPTION = _(
    "Finds what the search page finds for the same parameters, in the same order: nearest first around a place, else "
    "soonest first; what has no date comes last. A parameter that is left empty counts as not given. Facets take "
    "several words: any of one facet, all facets together. A word or a place that we do not know is left out and named "
    "in the notices. Positions are rounded to two decimals (about 1 km), the distance is 25 km where you give none."
)
PRIVATELY = _(
    "The same as by GET, with the parameters in the body as a form sends them, so that no address, no history and no "
    "log on the way holds what somebody looks for. The answer is not to be stored."
)


@router.post(
    "/search",
    response=SearchAnswer,
    summary=_("Search and leave no address behind"),
    description=PRIVATELY,
    operation_id="search-privately",
    url_name="search",
)
@router.get("/search", response=SearchAnswer, summary=SUMMARY, description=DESCRIPTION, operation_id="search")
def search(request):
    query = asked.read_search(asked.SearchPageForm, request)
    bound, options = asked.binding(query), query.form.cleaned_data
    results = Following(query.search, cursors.read(options["cursor"], bound), options["limit"])
    site = request.build_absolute_uri("/")[:-1]
    return about(query.search) | {
        "total": results.total,
        "is_total_exact": results.is_total_known,
        "facets": facets(results.tally) if counts_choices(options) else None,
        "listings": [shapes.listing(card, site) for card in results.listings],
        "next": cursors.write(results.next_key, bound),
    }


def counts_choices(options):
    """Whether the choices are counted: as asked for, else where the answer begins."""
    return options["facets"] == "true" or not (options["facets"] or options["cursor"])


def about(search):
    """How a search was understood."""
    origin, resolution = search.origin, search.resolution
    return {
        "origin": origin and spot(origin),
        "other_places": [spot(place) for place in (resolution.alternatives if resolution else ())],
        "notices": [str(notice) for notice in search.notices],
    }


def spot(place):
    point = place.point.rounded()
    return {"label": str(place.label), "lat": point.lat, "lon": point.lon}


def facets(tally):
    return [
        {"facet": group.facet.value, "label": str(group.facet.label), "choices": [choice(one) for one in group.options]}
        for group in Facets(tally).groups
    ]


def choice(option):
    return shapes.word(option.term) | {
        "count": option.count,
        "is_about": option.is_about,
        "is_chosen": option.is_chosen,
    }
