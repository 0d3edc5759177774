"""What the search parameters mean: each filter calls one word of `ListingQuerySet`."""

from dataclasses import dataclass
from functools import cached_property

import django_filters as filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import geocoding, spelling
from groups.choices import Facet, When
from groups.forms.search import SearchForm
from groups.geo import Point
from groups.models import Listing, Term
from groups.models.listing_queries import is_everywhere
from groups.taxonomy import slot_slug
from groups.term_filters import AgeFilter, TermFilter

SLOT_FACETS = (Facet.WEEKDAY, Facet.TIME)
MAX_AGE = 130
ACCEPTING_NEW = [("true", gettext_lazy("takes new people")), ("false", gettext_lazy("takes nobody new just now"))]


@dataclass(frozen=True)
class Origin:
    """Where distances are measured from, as exactly as we ever know it (two decimals)."""

    label: str
    point: Point
    country: str = ""


class ListingFilter(filters.FilterSet):
    """The search: cleaned parameters on the one hand, the listings they stand for on the other."""

    q = filters.CharFilter(
        method="about",
        label=gettext_lazy("Words"),
        max_length=200,
        error_messages={"max_length": gettext_lazy("That is a lot of words. Try a few of them.")},
    )
    category = TermFilter(Facet.CATEGORY)
    formality = TermFilter(Facet.FORMALITY)
    kind = TermFilter(Facet.KIND)
    support = TermFilter(Facet.SUPPORT)
    topic = TermFilter(Facet.TOPIC)
    audience = TermFilter(Facet.AUDIENCE)
    attendance = TermFilter(Facet.ATTENDANCE)
    weekday = TermFilter(Facet.WEEKDAY)
    time = TermFilter(Facet.TIME)
    cost = TermFilter(Facet.COST)
    language = TermFilter(Facet.LANGUAGE)
    access = TermFilter(Facet.ACCESS)
    joining = TermFilter(Facet.JOINING)
    openness = TermFilter(Facet.OPENNESS)
    activity = TermFilter(Facet.ACTIVITY)
    setting = TermFilter(Facet.SETTING)
    led_by = TermFilter(Facet.LED_BY)
    age = AgeFilter(method="for_age", label=gettext_lazy("Age"), min_value=0, max_value=MAX_AGE)
    when = filters.ChoiceFilter(method="meeting", label=gettext_lazy("When"), choices=When.choices)
    accepting_new = filters.TypedChoiceFilter(
        label=gettext_lazy("Takes new people"), choices=ACCEPTING_NEW, coerce=lambda value: value == "true"
    )
    pairs_with = filters.CharFilter(method="complementing", max_length=20, label="")

    class Meta:
        model = Listing
        fields = []
        form = SearchForm

    def __init__(self, data, *, now, country_bias=(), asks_outside=True):
        super().__init__(data, queryset=Listing.objects.searchable())
        self.now = now
        self.country_bias = tuple(country_bias)
        self.asks_outside = asks_outside
        self.matched = {}
        self.form.is_valid()

    def get_form_class(self):
        """The form with a field for each filter. It depends on code alone, so one serves every search."""
        cls = type(self)
        if "form_class" not in vars(cls):
            cls.form_class = super().get_form_class()
        return cls.form_class

    @property
    def asked(self):
        """The cleaned parameters; those that made no sense are missing."""
        return self.form.cleaned_data

    @cached_property
    def resolution(self):
        """What the place text was understood as; None where no text was given."""
        text = self.asked.get("near")
        if not text:
            return None
        return geocoding.resolve(text, country_bias=self.country_bias, asks_outside=self.asks_outside)

    @cached_property
    def origin(self):
        """Where to measure from, or None. A place text wins over a position in numbers."""
        if self.resolution:
            best = self.resolution.best
            return best and Origin(best.label, best.point.rounded(), best.country)
        point = self.form.point
        return point and Origin(_("your position"), point)

    @cached_property
    def town(self):
        """The town or district next to where is searched around (a `Locality`), or None."""
        return geocoding.nearest_locality(self.origin.point) if self.origin else None

    @property
    def country(self):
        """The country searched in (two letters), or None."""
        if self.origin and not self.origin.country:
            return self.town and self.town.country
        return self.origin.country if self.origin else next(iter(self.country_bias), None)

    @property
    def is_for_everything(self):
        """Nothing is asked that leaves a listing out."""
        return self.is_for_everything_but(None)

    def is_for_everything_but(self, facet):
        """At most one facet is asked for: without it nothing would leave a listing out."""
        asked_for = {name for name, _words in self.chosen_in_words()}
        return self.origin is None and not self.is_lost and asked_for <= {facet}

    @property
    def is_lost(self):
        """A place was named and nobody knows it: there is nothing to search around."""
        return bool(self.resolution) and self.resolution.best is None

    @cached_property
    def notices(self):
        """A sentence for each thing that was not understood or was understood in a certain way."""
        sentences = [self.sentence(name, error) for name, errors in self.form.errors.items() for error in errors]
        for name, word in self.unknown_words():
            left_out = _("“%(word)s” is not a choice we know, so we left it out.") % {"word": word}
            sentences.append(self.sentence(name, left_out))
        sentences += spelling.in_words(self.reading.near)
        return sentences + ([self.resolution.notice] if self.resolution and self.resolution.notice else [])

    def sentence(self, name, error):
        """An error with the label of its field in front, where it has one."""
        field = self.form.fields.get(name)
        return f"{field.label}: {error}" if field and field.label else str(error)

    def chosen(self, facet):
        """The short names chosen of one facet."""
        return self.asked.get(facet) or []

    def given(self, name):
        """The values of one parameter as they came."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name, "")]
        return [value for value in values if value != ""]

    def unknown_words(self):
        """Words of the term filters that name no term, as `(parameter, word)`."""
        for name, field_filter in self.filters.items():
            if isinstance(field_filter, TermFilter):
                yield from ((name, word[:60]) for word in self.form.fields[name].unknown(self.given(name)))

    def params(self):
        """The parameters that were given and understood, in a fixed order: what an address of this search holds."""
        given = QueryDict(mutable=True)
        for name, values in self.understood.items():
            given.setlist(name, values)
        return given

    @cached_property
    def understood(self):
        """What `params` holds, as lists by name."""
        given = {
            name: self.chosen(name) if isinstance(self.filters.get(name), TermFilter) else self.given(name)
            for name in self.form.fields
            if name not in self.form.errors
        }
        return {name: values for name, values in given.items() if values}

    def carried(self):
        """Parameters without a field of their own on the page, as `(name, value)`, to be sent along unchanged."""
        names = ["for", "sort", "category", "pairs_with", "led_by"]
        if not self.asked.get("near"):
            names += ["lat", "lon"]
        params = self.params()
        return [(name, value) for name in names for value in params.getlist(name)]

    def chips(self):
        """The filters in use one by one, as `(words, parameters without it)`."""
        for name, words in self.chosen_in_words():
            slugs = self.chosen(name) if isinstance(self.filters[name], TermFilter) else [None]
            for slug in slugs:
                params = self.params()
                params.pop("page", None)
                params.setlist(name, [other for other in slugs if other != slug])
                yield self.form.fields[name].label_of(slug) if slug else words, params

    def chosen_in_words(self):
        """The filters in use as `(parameter, words)`, for chips and for what to loosen."""
        chosen = [
            (name, ", ".join(self.form.fields[name].label_of(slug) for slug in slugs))
            for name, field_filter in self.filters.items()
            if isinstance(field_filter, TermFilter) and (slugs := self.chosen(name))
        ]
        asked = self.asked
        if asked.get("q"):
            chosen.append(("q", asked["q"]))
        if asked.get("when"):
            chosen.append(("when", str(When(asked["when"]).label)))
        if asked.get("age") is not None:
            chosen.append(("age", _("age %(age)d") % {"age": asked["age"]}))
        if asked.get("accepting_new") not in (None, ""):
            words = dict(ACCEPTING_NEW)["true" if asked["accepting_new"] else "false"]
            chosen.append(("accepting_new", str(words)))
        if asked.get("pairs_with"):
            chosen.append(("pairs_with", _("goes well with the one you saw")))
        return chosen

    @cached_property
    def chosen_ids(self):
        """Ids of all chosen terms, days and times among them."""
        lexicon = Term.objects.lexicon()
        return {pk for facet in Facet for pk in lexicon.ids(facet, self.chosen(facet))}

    def about(self, listings, name, text):
        return listings.about(text, also=self.reading.near, is_rare=self.reading.is_rare)

    @cached_property
    def reading(self):
        """What the words asked for come to: what else they may mean, and whether one is rare."""
        return spelling.read(self.asked.get("q", ""))

    def for_age(self, listings, name, age):
        return listings.for_age(age)

    def meeting(self, listings, name, when):
        return listings.meeting(when, self.now)

    def complementing(self, listings, name, public_id):
        return listings.complementing(self.partner) if self.partner else listings.none()

    @cached_property
    def partner(self):
        """The listing that others are to go well with, or None where it is not public."""
        return Listing.objects.published().filter(public_id=self.asked["pairs_with"]).first()

    def slot_ids(self, without=None):
        """Ids that stand for the chosen days and times together, so that both hold for one and the same slot."""
        days = self.chosen(Facet.WEEKDAY) if without != Facet.WEEKDAY else []
        times = self.chosen(Facet.TIME) if without != Facet.TIME else []
        lexicon = Term.objects.lexicon()
        if days and times:
            return lexicon.ids(Facet.SLOT, [slot_slug(day, time) for day in days for time in times])
        return lexicon.ids(Facet.WEEKDAY, days) or lexicon.ids(Facet.TIME, times)

    def matching(self, without=None, *, inside=False):
        """Listings that pass every filter but those of place, and but the facet `without`.

        `inside` says that a circle is to be drawn around them, which decides the index that answers.
        """
        if (without, inside) not in self.matched:
            self.matched[without, inside] = self._matching(without, inside)
        return self.matched[without, inside]

    def _matching(self, without, inside):
        if self.is_lost:
            return self.queryset.none()
        listings, tags = self.queryset, []
        for name, field_filter in self.filters.items():
            value = self.asked.get(name)
            if name in (without, *SLOT_FACETS) or value in (None, "", []):
                continue
            if isinstance(field_filter, TermFilter):
                tags.append(Term.objects.lexicon().ids(field_filter.facet, value))
            else:
                listings = field_filter.filter(listings, value)
        tags += filter(None, [self.slot_ids(without)])
        return listings.tagged(*tags) if inside else listings.tagged_anywhere(*tags)

    def parts(self, without=None, *, by="position"):
        """The matches in lots that share no listing, to be found `by` "position", "tags" (to count) or "date".

        With an origin: those with a distance, those joined from anywhere, and, where no distance is too far, those at
        a place nobody could locate. Without one there is one lot.
        """
        return self.parts_within(self.form.radius_km, without, by=by)

    def parts_within(self, km, without=None, *, by="position"):
        """The `parts` of the same search with another distance; None for any."""
        if self.origin is None:
            return [self.matching(without)]
        point, matches = self.origin.point, self.matching(without)
        if by == "date":
            near = matches.around(point, km)
        else:
            is_circle = by == "position" or not is_everywhere(km)
            near = self.matching(without, inside=is_circle).near(point, km)
        return [near, matches.placeless(), *([matches.unlocated()] if is_everywhere(km) else [])]
