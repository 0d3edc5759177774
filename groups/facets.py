"""Counts beside the choices: how many listings each would leave, given all the other filters."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from time import monotonic

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, IntegerField, Q, Value
from django.db.models.expressions import CombinedExpression
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groups.choices import Facet
from groups.filters import SLOT_FACETS
from groups.models import Listing, Term
from groups.models.fields import Unnest
from groups.models.listing import SAMPLE
from groups.tally import COUNTED, SECONDS_KEPT, SMALL_DIRECTORY, size_of_directory
from groups.taxonomy import slot_slug

ALL = 0
"""The tag under which the listings themselves are counted; no term has this id."""
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


def rounded(number):
    """The first two figures of a number, the others 0."""
    return round(number, 2 - len(str(number)))


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
        options = [
            Option(term, counted.of(term.pk), term.slug in chosen, counted.is_about)
            for term in Term.objects.lexicon().offered(facet)
            if counted.may_have(term.pk) or term.slug in chosen
        ]
        return FacetGroup(facet, options)

    @cached_property
    def counts(self):
        """`Counted` under "" with all filters, and under each chosen facet with all but its own. One question.

        Days and times hold for one slot together, so with a time chosen the days are counted by `count_slots`.
        """
        asked = ["", *self.tally.chosen]
        whole = [own for own in asked if self.search.is_for_everything_but(own)]
        found = {own: whole_directory() for own in whole}
        found |= count_tags({own: self.tally.sized(own) for own in asked if own not in whole}, self.tally.facets_up_to)
        return found | count_slots(self.search, self.tally)


def count_tags(branches, up_to):
    """`Counted` for each of `branches`: by name, the parts with their sizes. One question.

    A part of more than `up_to` listings is counted by the sample. Under the name of a facet only its own terms are
    counted: nothing else is read there, and telling tags apart is what takes the time.
    """
    lots = [
        tags_of(part, own, is_sampled=size > up_to) for own, parts in branches.items() for part, size in parts if size
    ]
    counts = {own: Counted(is_about=any(size > up_to for _part, size in parts)) for own, parts in branches.items()}
    if lots:
        first, *others = lots
        for row in first.union(*others, all=True) if others else first:
            counts[row["own"]].by_tag[row["tag"]] += row["n"] * row["stands_for"]
    return counts


def tags_of(listings, own, *, is_sampled):
    """Rows with the number of `listings` per tag, under the name `own`; of the sample, each stands for `SAMPLE`."""
    counted = listings.sampled() if is_sampled else listings
    stands_for = Value(SAMPLE if is_sampled else 1)
    return (
        counted.order_by()
        .values(own=Value(own, CharField()), stands_for=stands_for, tag=Unnest(tags_to_count(own)))
        .annotate(n=Count("*"))
    )


def tags_to_count(own):
    """The tags of a listing, and `ALL`; under the name of a facet those of its terms alone."""
    if not own:
        return Func(F("tags"), Value(ALL), function="array_append", output_field=TAGS)
    terms = [term.pk for term in Term.objects.lexicon().offered(own)]
    return CombinedExpression(F("tags"), "&", Value(terms, TAGS), output_field=TAGS)


def whole_directory():
    """`Counted` where nothing is left out, at most a minute old."""
    return everything(int(monotonic() // SECONDS_KEPT))


@lru_cache(maxsize=1)
def everything(moment):
    """`Counted` over the whole directory, as it was in that minute of this process.

    The one count that reads every row is the same for everybody, so it is not made for each of them.
    """
    return count_tags({"": [(Listing.objects.searchable(), size_of_directory(moment))]}, SMALL_DIRECTORY)[""]


def count_slots(search, tally):
    """`Counted` per day given the chosen times, and per time given the chosen days, for one and the same slot."""
    days, times = (search.chosen(facet) for facet in SLOT_FACETS)
    counts = {}
    if times:
        per_day = slots_by_term(Facet.WEEKDAY, lambda day: [slot_slug(day, time) for time in times])
        counts[Facet.WEEKDAY.value] = count_terms(per_day, tally, Facet.WEEKDAY if days else "")
    if days:
        per_time = slots_by_term(Facet.TIME, lambda time: [slot_slug(day, time) for day in days])
        counts[Facet.TIME.value] = count_terms(per_time, tally, Facet.TIME if times else "")
    return counts


def slots_by_term(facet, slots_of):
    """The ids of the slots that each day, or each time of day, stands for."""
    lexicon = Term.objects.lexicon()
    return {term.pk: lexicon.ids(Facet.SLOT, slots_of(term.slug)) for term in lexicon.offered(facet)}


def count_terms(tags_by_term, tally, own):
    """`Counted`: listings in the branch `own` of `tally` with any of the tags that each term stands for."""
    wanted = {f"n{pk}": Count("pk", filter=Q(tags__overlap=tags)) for pk, tags in tags_by_term.items()}
    counted = Counted()
    for part, size in tally.sized(own):
        is_sampled = size > tally.facets_up_to
        counted.is_about |= is_sampled
        found = (part.sampled() if is_sampled else part).order_by().aggregate(**wanted) if size else {}
        counted.by_tag.update({int(name[1:]): n * (SAMPLE if is_sampled else 1) for name, n in found.items()})
    return counted
