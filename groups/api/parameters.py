"""The parameters of an operation, told from the forms that read them: there is no second list that could differ."""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from groups.api import asked
from groups.filters import ListingFilter
from groups.forms.search import ANY_RADIUS, RadiusField
from groups.geo import HALF_CIRCUMFERENCE_KM
from groups.term_filters import WordsField

WITHOUT_NUL = "^[^\\x00]*$"
NOTHING = {"type": "string", "enum": [""]}
"""What a form sends for a field that was left empty."""
SEARCH_FORMS = {
    "search": asked.SearchPageForm,
    "search-privately": asked.SearchPageForm,
    "dates": asked.DatesPageForm,
    "dates-privately": asked.DatesPageForm,
}
FORMS = {"listing-dates": asked.SpanForm, "words": asked.FacetForm, "places": asked.PlacePrefixForm}
EXAMPLES = {
    "near": "Hackney", "lat": 51.55, "lon": -0.06, "radius": 10, "q": "grief", "topic": ["grief"], "age": 30,
    "first_day": "2026-03-03", "last_day": "2026-03-30", "limit": 20, "facet": "topic", "kind": ["peer-circle"],
    "weekday": ["TU"], "cost": ["free"], "language": ["en"],
}  # fmt: skip
WORDS = {
    "near": _("A town, a postcode, a region or a position such as “51.55, -0.06”. It goes before lat and lon."),
    "lat": _("Latitude in degrees, rounded to two decimals by us; it takes lon too."),
    "lon": _("Longitude in degrees."),
    "radius": _("How far, in the units; “any” for no limit. 25 km where you say nothing."),
    "units": _("What the radius is given in; distances in answers are kilometres."),
    "sort": _("Nearest first around a place, where you say nothing."),
    "q": _("Words: beginnings count, and so do likely misspellings."),
    "age": _("Only listings that somebody of this age may come to."),
    "when": _("Only listings with a date then, by the clock of the place."),
    "accepting_new": _("Only listings that said so."),
    "pairs_with": _(
        "Id of a listing: those said to go well with it, and those of the other formality that share a topic with it."
    ),
    "for": _("Who is looking; it changes nothing of what is found."),
    "q of places": _("The first letters of a place or postcode."),
}


LABELS = {"lat": _("Latitude"), "lon": _("Longitude"), "pairs_with": _("Goes well with"), "q of places": _("Letters")}


@dataclass(frozen=True)
class Parameter:
    """One parameter: its `schema` (JSON Schema of what is taken), words about it, and an example or None."""

    name: str
    label: str
    words: str
    schema: dict
    example: object = None
    choices: list = field(default_factory=list)

    @property
    def as_openapi(self):
        told = {"name": self.name, "in": "query", "required": False, "description": self.words, "schema": self.schema}
        return told | ({"example": self.example} if self.example is not None else {})


def parameters(operation):
    """The `Parameter`s of an operation by its id; none for one that takes none."""
    fields = {}
    if operation in SEARCH_FORMS:
        search = ListingFilter(QueryDict(), now=None).form.fields
        fields = {name: one for name, one in search.items() if name not in asked.PAGED_OTHERWISE}
    form_class = SEARCH_FORMS.get(operation) or FORMS.get(operation)
    fields |= form_class.base_fields if form_class else {}
    return [parameter(name, one, operation) for name, one in fields.items()]


def parameter(name, one, operation):
    here = f"{name} of {operation}"
    label = str(LABELS.get(here) or one.label or LABELS.get(name, name))
    words = WORDS.get(here) or WORDS.get(name) or one.help_text or label
    if isinstance(one, WordsField):
        words = _("%(label)s: words of the facet “%(name)s”, any of them. See /words.") % {"label": label, "name": name}
    choices = [(value, str(text)) for value, text in getattr(one, "choices", ()) if value]
    example = None if here in WORDS else EXAMPLES.get(name)
    return Parameter(name, label, str(words), schema_of(one), example, choices)


def schema_of(one):
    """JSON Schema of what a field takes; each takes nothing too, as a form sends it that was left empty."""
    if isinstance(one, WordsField):
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(one, forms.ChoiceField):
        return {"type": "string", "enum": ["", *(value for value, _label in one.choices if value)]}
    if isinstance(one, RadiusField):
        number = {"type": "number", "exclusiveMinimum": 0, "maximum": 2 * HALF_CIRCUMFERENCE_KM}
        return {"anyOf": [number, {"type": "string", "enum": ["", ANY_RADIUS]}]}
    if isinstance(one, forms.FloatField | forms.IntegerField):
        return {"anyOf": [number_schema(one), NOTHING]}
    if isinstance(one, asked.DayField):
        return {"anyOf": [{"type": "string", "format": "date"}, NOTHING]}
    pattern = r"^[-a-zA-Z0-9_]*$" if isinstance(one, forms.SlugField) else WITHOUT_NUL
    return {"type": "string", "pattern": pattern} | ({"maxLength": one.max_length} if one.max_length else {})


def number_schema(one):
    """A `FloatField` is an `IntegerField` to Django."""
    bounds = {"minimum": one.min_value, "maximum": one.max_value}
    return {"type": "number" if isinstance(one, forms.FloatField) else "integer"} | {
        name: bound for name, bound in bounds.items() if bound is not None
    }
