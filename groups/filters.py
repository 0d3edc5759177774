"""What the search parameters mean: each filter calls one word of `ListingQuerySet`."""

from dataclasses import dataclass
from functools import cached_property

import django_filters as filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import geocoding
from groups.choices import PLACELESS, Facet, When
from groups.forms.search import SearchForm
from groups.geo import Point
from groups.models import Listing, Pairing, Term
from groups.models.listing_queries import FIRST, OWN, is_everywhere
from groups.taxonomy import slot_slug
from groups.term_filters import AgeFilter, TermFilter
from groups.understood import ACCEPTING_NEW, Understood

SLOT_FACETS = (Facet.WEEKDAY, Facet.TIME)
MAX_AGE = 130


@dataclass(frozen=True)
class Origin:
    """Where distances are measured from, as exactly as we ever know it (two decimals)."""

    label: str
    point: Point
    country: str = ""


class ListingFilter(Understood):
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
    when = filters.ChoiceFilter(label=gettext_lazy("When"), choices=When.choices)
    accepting_new = filters.TypedChoiceFilter(
        label=gettext_lazy("Takes new people"), choices=ACCEPTING_NEW, coerce=lambda value: value == "true"
    )
    pairs_with = filters.CharFilter(method="complementing", max_length=20, label="")

    class Meta:
        model = Listing
        fields = []
        form = SearchForm

    def __init__(self, data, *, now, country_bias=(), asks_outside=True):
        super().__init__(
            data, queryset=Listing.objects.searchable(), country_bias=country_bias, asks_outside=asks_outside
        )
        self.now = now
        self.matched = {}

    def get_form_class(self):
        """The form with a field for each filter. It depends on code alone, so one serves every search."""
        cls = type(self)
        if "form_class" not in vars(cls):
            cls.form_class = super().get_form_class()
        return cls.form_class

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
    def chosen_ids(self):
        """Ids of all chosen terms, days and times among them."""
        lexicon = Term.objects.lexicon()
        return {pk for facet in Facet for pk in lexicon.ids(facet, self.chosen(facet))}

    def about(self, listings, name, text):
        phrases, rest = self.in_our_words
        for phrase in phrases:
            listings = listings.named_or_tagged(*phrase)
        return listings.about(rest, also=self.reading.near, is_rare=self.reading.is_rare)

    def for_age(self, listings, name, age):
        return listings.for_age(age)

    def complementing(self, listings, name, public_id):
        return listings.complementing(self.partner, *self.linked) if self.partner else listings.none()

    @cached_property
    def partner(self):
        """The listing that others are to go well with, or None where it is not public."""
        return Listing.objects.published().filter(public_id=self.asked["pairs_with"]).first()

    @cached_property
    def linked(self):
        """What somebody said of the partner and others: ids that go well with it, and ids that do not."""
        return Pairing.objects.partners(self.partner)

    def slot_ids(self, without=None):
        """Ids that stand for the chosen days and times together, so that both hold for one and the same slot."""
        days = self.chosen(Facet.WEEKDAY) if without != Facet.WEEKDAY else []
        times = self.chosen(Facet.TIME) if without != Facet.TIME else []
        lexicon = Term.objects.lexicon()
        if days and times:
            return lexicon.ids(Facet.SLOT, [slot_slug(day, time) for day in days for time in times])
        return lexicon.ids(Facet.WEEKDAY, days) or lexicon.ids(Facet.TIME, times)

    def matching(self, without=None, *, inside=False, is_in_order=False):
        """Listings that pass every filter but those of place, and but the facet `without`.

        `inside` says that a circle is to be drawn around them, `is_in_order` that they are to be walked soonest first:
        both decide the index that answers.
        """
        asked = (without, inside, is_in_order)
        if asked not in self.matched:
            self.matched[asked] = self._matching(*asked)
        return self.matched[asked]

    def index(self, without=None):
        """Where positions and tags are read (`by` of `ListingQuerySet`): beside the first date, where days are asked
        for."""
        return FIRST if self.asked.get("when") and without != "when" else OWN

    def _matching(self, without, inside, is_in_order):
        if self.is_lost:
            return self.queryset.none()
        listings, tags = self.queryset, []
        for name, field_filter in self.filters.items():
            value = self.asked.get(name)
            if name in (without, *SLOT_FACETS) or value in (None, "", []):
                continue
            if isinstance(field_filter, TermFilter):
                tags.append(Term.objects.lexicon().ids(field_filter.facet, value))
            elif name == "when":
                listings = listings.meeting(value, self.now, is_in_order=is_in_order)
            else:
                listings = field_filter.filter(listings, value)
        tags += filter(None, [self.slot_ids(without)])
        return listings.tagged(*tags, by=self.index(without)) if inside else listings.tagged_anywhere(*tags)

    def parts(self, without=None, *, by="position"):
        """The matches in lots that share no listing, to be found `by` "position", "tags" (to count) or "date".

        With an origin: those with a distance, those joined from anywhere, and, where no distance is too far, those at
        a place nobody could locate. Without one there is one lot.
        """
        return self.parts_within(self.form.radius_km, without, by=by)

    def parts_within(self, km, without=None, *, by="position"):
        """The `parts` of the same search with another distance; None for any."""
        is_in_order = by == "date"
        matches, index = self.matching(without, is_in_order=is_in_order), FIRST if is_in_order else self.index(without)
        if self.origin is None:
            return [matches]
        point = self.origin.point
        if is_in_order:
            near = matches.around(point, km, by=index)
        else:
            is_circle = by == "position" or not is_everywhere(km)
            near = self.matching(without, inside=is_circle).near(point, km, by=index)
        anywhere = matches.placeless(by=index) if self.may_be_placeless(without) else matches.none()
        unlocated = [matches.unlocated(by=index)] if is_everywhere(km) else []
        return [near, anywhere, *unlocated]

    def may_be_placeless(self, without=None):
        """Whether something joined from anywhere can fit. Nothing can where only ways to meet at a place are chosen,
        and to find none of it the database would read all of it."""
        ways = () if without == Facet.ATTENDANCE else self.chosen(Facet.ATTENDANCE)
        return not ways or any(way in PLACELESS for way in ways)
