"""The words that listings are described by, and the places that searches are made around."""

from django.utils.translation import gettext_lazy as _
from ninja import Router

from groups import geocoding
from groups.api import asked
from groups.api.schemas.answers import Places, Words
from groups.api.shapes import word
from groups.choices import Facet
from groups.filters import ListingFilter
from groups.models import Term
from groups.views.search import country_bias

router = Router()


@router.get(
    "/words",
    response=Words,
    summary=_("The words to search by"),
    description=_("Every facet with its words, their labels in the language of the address, and other words for them."),
    operation_id="words",
    url_name="words",
    tags=["words"],
)
def words(request):
    wanted = asked.read(asked.FacetForm, request).cleaned_data["facet"]
    return {"facets": [facet_words(facet) for facet in Facet if facet != Facet.SLOT and wanted in ("", facet.value)]}


def facet_words(facet):
    return {
        "facet": facet.value,
        "label": str(facet.label),
        "is_parameter": facet.value in ListingFilter.base_filters,
        "words": [whole_word(term) for term in Term.objects.lexicon().offered(facet)],
    }


def whole_word(term):
    parent = Term.objects.lexicon().by_id.get(term.parent_id)
    return word(term) | {
        "help": term.help,
        "synonyms": term.synonyms,
        "parent": parent and parent.slug,
        "formality": term.default_formality,
    }


@router.get(
    "/places",
    response=Places,
    summary=_("Places that begin like this"),
    description=_(
        "Towns, postcodes, regions and countries for a field that people type into; a label is what the parameter "
        "“near” takes. Positions have two decimals. Nobody outside is asked, and nothing is kept of what is typed."
    ),
    operation_id="places",
    url_name="places",
    tags=["places"],
)
def places(request):
    text = asked.read(asked.PlacePrefixForm, request).cleaned_data["q"]
    found = geocoding.suggest(text, country_bias=country_bias(request)) if text else []
    return {"places": [suggestion(place) for place in found]}


def suggestion(place):
    point = place.point.rounded()
    spot = {"label": place.label, "lat": point.lat, "lon": point.lon}
    return spot | {"country": place.country, "precision": place.precision}
