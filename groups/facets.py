"""Counts beside the choices: how many listings each would leave, given all the other filters."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Count, F, Func, IntegerField, Value, When
from django.db.models.expressions import CombinedExpression
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groups.choices import Facet
from groups.filters import SLOT_FACETS
from groups.keeping import kept_for
from groups.models import Listing, Term
from groups.models.counting import ALL, rounded
from groups.models.fields import Unnest
from groups.models.listing import SAMPLE
from groups.models.listing_queries import OWN
from groups.recurrence import week
from groups.tally import COUNTED, SECONDS_KEPT, SMALL_DIRECTORY, size_of_directory
from groups.taxonomy import slot_slug

TAGS = ArrayField(IntegerField())


@dataclass(frozen=True)
class Option:
    """One choice of a facet, with the number of listings it would leave (`is_about`: an estimate)."""

    term: Term
    count: int
    is_chosen: bool
    is_about: bool = False

    @property
    def shown(self):
        """The number as people read it; the sample need not hold what is rare."""
        if not self.is_about:
            return self.count
        return _("about %(n)s") % {"n": number_format(self.count, force_grouping=True)} if self.count else _("few")


@dataclass(frozen=True)
class FacetGroup:
    """One facet with its choices; those that would leave nothing are left out unless chosen."""

    facet: Facet
    options: list[Option]

    @property
    def has_choice(self):
        return any(option.is_chosen for option in self.options)


@dataclass
class Counted:
    """Listings per tag, and all of them under `ALL`; `is_about` where the sample stood for some of them."""

    by_tag: Counter = field(default_factory=Counter)
    is_about: bool = False

    def of(self, tag):
        """A number to show: of an estimate the first two figures, for the rest is chance."""
        number = self.by_tag[tag]
        return rounded(number) if self.is_about else number

    def may_have(self, tag):
        """Whether there could be a listing with this tag; of what is rare the sample need not hold any."""
        return bool(self.by_tag[tag]) or self.is_about


class Facets:
    """The choices beside a search, with counts: OR inside a facet, AND between them. `tally` is its `Tally`."""

    def __init__(self, tally):
        self.search, self.tally = tally.search, tally

    @cached_property
    def groups(self):
        """The facets to show; those without a choice are left out."""
        return [group for facet in COUNTED if (group := self.group(facet)).options]

    @property
    def total(self):
        """About how many listings there are, where they are too many to count."""
        return self.counts[""].of(ALL)

    @property
    def total_in_words(self):
        """`total` as people read it: “93,000”."""
        return number_format(self.total, force_grouping=True)

    def group(self, facet):
        chosen = set(self.search.chosen(facet))
        counted = self.counts.get(facet.value, self.counts[""])
        terms = Term.objects.lexicon().offered(facet)
        if facet == Facet.WEEKDAY:
            terms = week.in_order(terms, lambda term: term.slug)
        options = [
            Option(term, counted.of(term.pk), term.slug in chosen, counted.is_about)
            for term in terms
            if counted.may_have(term.pk) or term.slug in chosen
        ]
        return FacetGroup(facet, options)

    @cached_property
    def counts(self):
        """`Counted` under "" with all filters, and under each chosen facet with all but its own. One question.

        Days and times hold for one slot together, so with a time chosen the days are counted by their slots.
        """
        asked, slots = ["", *self.tally.chosen], slots_to_count(self.search)
        whole = [own for own in asked if self.search.is_for_everything_but(own)]
        branches = {own: self.tally.sized(own) for own in asked if own not in whole}
        branches |= {own: self.tally.sized(own if own in asked else "") for own in slots}
        counted = count_tags(branches, self.tally.facets_up_to, by=self.search.index(), slots=slots)
        return {own: whole_directory() for own in whole} | counted


def count_tags(branches, up_to, *, by=OWN, slots=None):
    """`Counted` for each of `branches`: by name, the parts with their sizes. One question.

    A part of more than `up_to` listings is counted by the sample, read `by` an index of `ListingQuerySet`. Under the
    name of a facet only its own terms are counted: nothing else is read there, and telling tags apart is what takes
    the time. `slots` are as `slots_to_count` has them.
    """
    tags = {own: held_slots(slots[own]) if slots and own in slots else tags_to_count(own) for own in branches}
    lots = [
        tags_of(part.sampled(by=by), own, SAMPLE, tags[own]) if size > up_to else tags_of(part, own, 1, tags[own])
        for own, parts in branches.items()
        for part, size in parts
        if size
    ]
    counts = {own: Counted(is_about=any(size > up_to for _part, size in parts)) for own, parts in branches.items()}
    if lots:
        first, *others = lots
        for row in first.union(*others, all=True) if others else first:
            counts[row["own"]].by_tag[row["tag"]] += row["n"] * row["stands_for"]
    return counts


def tags_of(listings, own, stands_for, tags):
    """Rows with the number of `listings` per tag of `tags`, under the name `own`; each stands for so many."""
    return (
        listings.order_by()
        .values(own=Value(own, CharField()), stands_for=Value(stands_for), tag=Unnest(tags))
        .annotate(n=Count("*"))
    )


def tags_to_count(own):
    """The tags of a listing, and `ALL`; under the name of a facet those of its terms alone."""
    if not own:
        return Func(F("tags"), Value(ALL), function="array_append", output_field=TAGS)
    terms = [term.pk for term in Term.objects.lexicon().offered(own)]
    return CombinedExpression(F("tags"), "&", Value(terms, TAGS), output_field=TAGS)


@kept_for(SECONDS_KEPT)
def whole_directory():
    """`Counted` where nothing is left out, at most a minute old.

    The one count that reads every row is the same for everybody, so it is not made for each of them.
    """
    return count_tags({"": [(Listing.objects.searchable(), size_of_directory())]}, SMALL_DIRECTORY)[""]


def slots_to_count(search):
    """The slots that each day stands for given the chosen times, and each time given the chosen days, under the name
    of the facet; without it where nothing of the other is chosen."""
    days, times = (search.chosen(facet) for facet in SLOT_FACETS)
    slots = {}
    if times:
        slots[Facet.WEEKDAY.value] = slots_by_term(Facet.WEEKDAY, lambda day: [slot_slug(day, at) for at in times])
    if days:
        slots[Facet.TIME.value] = slots_by_term(Facet.TIME, lambda at: [slot_slug(day, at) for day in days])
    return slots


def slots_by_term(facet, slots_of):
    """The ids of the slots that each day, or each time of day, stands for."""
    lexicon = Term.objects.lexicon()
    return {term.pk: lexicon.ids(Facet.SLOT, slots_of(term.slug)) for term in lexicon.offered(facet)}


def held_slots(slots_by_term):
    """Of a listing, the days or times of which it has one of the slots."""
    held = [Case(When(tags__overlap=slots, then=Value(pk))) for pk, slots in slots_by_term.items()]
    return Func(*held, template="array_remove(ARRAY[%(expressions)s]::integer[], NULL)", output_field=TAGS)
