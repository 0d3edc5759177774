"""What decides whether two listings go together, as plain values of one listing."""

from dataclasses import dataclass
from datetime import date, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_duration

from groups import recurrence
from groups.choices import Facet, Relation
from groups.geo import km_from_chord
from groups.models import ListingTerm, Schedule, Term
from groups.models.listing import ADULT_AGE, YOUNG

EVERYONE = "everyone"
OLDEST_YOUTH = 25
GENDERS = {"women-only": "women", "men-only": "men"}
COLUMNS = (
    *("pk", "name", "tags", "only_ids", "slots", "minimum_age", "maximum_age"),
    *("organization_id", "is_unsure", "accepting_new", "place__timezone", "chord"),
)
"""What `with_traits` is to be asked for, and `traits_of` reads, in this order."""
DECIDING = {
    *(Facet.FORMALITY, Facet.KIND, Facet.CATEGORY, Facet.TOPIC, Facet.AUDIENCE, Facet.LANGUAGE),
    *(Facet.SUPPORT, Facet.SETTING, Facet.JOINING, Facet.OPENNESS),
}
"""The facets that matter."""
SLOT_COLUMNS = ("freq", "interval", "byday", "starts_on", "start_time", "duration", "timezone")


@dataclass(frozen=True, slots=True)
class Slot:
    """The days of the week on which a slot can fall, and when on such a day, in minutes since midnight."""

    days: frozenset[str]
    begins: int
    ends: int
    timezone: str


@dataclass(frozen=True, slots=True)
class Traits:
    """One listing: its words by facet as sets of short names, and the few columns that matter.

    `people` are those it names, `only` those it is for alone; `km` is the distance from the other one, None where
    there is none to tell.
    """

    pk: int
    name: str
    words: dict[str, frozenset[str]]
    only: frozenset[str]
    slots: tuple
    minimum_age: int | None
    maximum_age: int | None
    organization: int | None
    is_unsure: bool
    is_full: bool
    timezone: str | None
    km: float | None

    def of(self, facet):
        """Its words of one facet; empty where it says nothing."""
        return self.words.get(facet, frozenset())

    @property
    def people(self):
        return self.of(Facet.AUDIENCE) | self.only

    @property
    def part_of_the_world(self):
        """Where its clock is, such as “America”; empty where it has neither place nor times."""
        zones = [self.timezone, *(row["timezone"] for row in self.slots)]
        return next(filter(None, zones), "").partition("/")[0]

    @property
    def is_formal(self):
        return "formal" in self.of(Facet.FORMALITY)

    @property
    def is_for_adults(self):
        return self.minimum_age is not None and self.minimum_age >= ADULT_AGE

    @property
    def is_for_the_young(self):
        """Whether it is for people under 18, and at most for those who just were."""
        return self.maximum_age is not None and self.maximum_age <= OLDEST_YOUTH and not self.is_for_adults

    @property
    def is_for_minors(self):
        """Whether it takes people under 18, by the same signs as `Listing.is_for_minors`, and those up to 25 too."""
        return self.is_for_the_young or (not self.is_for_adults and bool(self.people & YOUNG))

    def times(self):
        """Its slots as `Slot`s; read when they are needed, for few listings are."""
        return [_slot(row) for row in self.slots]


def with_traits(listings):
    """`listings` (a queryset that has `chord`) as rows of `COLUMNS`; words and slots of each in no order."""
    only = ListingTerm.objects.filter(listing=OuterRef("pk"), relation=Relation.ONLY).order_by()
    slots = Schedule.objects.live().filter(listing=OuterRef("pk")).order_by()
    return listings.annotate(
        only_ids=ArraySubquery(only.values("term_id")),
        slots=ArraySubquery(slots.values(row=JSONObject(**{name: name for name in SLOT_COLUMNS}))),
    ).values_list(*COLUMNS)


def words_by_tag():
    """The facet and short name that stand behind each tag of the facets that matter."""
    terms = Term.objects.lexicon().terms
    return {term.pk: (term.facet, term.slug) for term in terms if term.facet in DECIDING}


def read_traits(rows):
    """The `Traits` of rows of `with_traits`, by id."""
    known = words_by_tag()
    return {one.pk: one for one in (traits_of(row, known) for row in rows)}


def traits_of(row, known):
    """The `Traits` of one row; `known` are the `words_by_tag`. No query."""
    pk, name, tags, only_ids, slots, youngest, oldest, organization, is_unsure, accepting_new, timezone, chord = row
    words = {}
    for tag in tags:
        if tag in known:
            facet, slug = known[tag]
            words.setdefault(facet, set()).add(slug)
    only = {known[tag][1] for tag in only_ids if tag in known}
    only |= {GENDERS[slug] for slug in words.get(Facet.OPENNESS, ()) if slug in GENDERS}
    return Traits(
        pk=pk,
        name=name,
        words={facet: frozenset(slugs) for facet, slugs in words.items()},
        only=frozenset(only),
        slots=tuple(slots),
        minimum_age=youngest,
        maximum_age=oldest,
        organization=organization,
        is_unsure=is_unsure,
        is_full=accepting_new is False,
        timezone=timezone,
        km=None if chord is None else km_from_chord(chord),
    )


def _slot(row):
    begins = time.fromisoformat(row["start_time"])
    minutes = begins.hour * 60 + begins.minute
    duration = parse_duration(row["duration"])
    rule = recurrence.Rule(
        starts_on=date.fromisoformat(row["starts_on"]),
        start_time=begins,
        duration=duration,
        timezone=row["timezone"],
        freq=recurrence.Freq(row["freq"]),
        interval=row["interval"],
        byday=tuple(row["byday"]),
    )
    return Slot(recurrence.weekdays(rule), minutes, minutes + duration.total_seconds() // 60, row["timezone"])
