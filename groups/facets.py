"""Counts beside the choices: how many listings each would leave, given all the other filters."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from django.db.models import CharField, Count, Q, Value

from groups.choices import Facet
from groups.filters import SLOT_FACETS
from groups.models import Listing, Term
from groups.models.fields import Unnest
from groups.taxonomy import slot_slug

SHOWN = (
    Facet.FORMALITY,
    Facet.KIND,
    Facet.SUPPORT,
    Facet.TOPIC,
    Facet.ATTENDANCE,
    Facet.WEEKDAY,
    Facet.TIME,
    Facet.AUDIENCE,
    Facet.OPENNESS,
    Facet.COST,
    Facet.LANGUAGE,
    Facet.ACCESS,
    Facet.JOINING,
    Facet.ACTIVITY,
    Facet.SETTING,
)


SECONDS_KEPT = 60


@dataclass(frozen=True)
class Option:
    """One choice of a facet, with the number of listings it would leave."""

    term: Term
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet with its choices; those that would leave nothing are left out unless chosen."""

    facet: Facet
    options: list[Option]

    @property
    def has_choice(self):
        return any(option.is_chosen for option in self.options)


def facet_groups(search):
    """The facets to show beside the results of `search` (a `ListingFilter`), with counts: OR inside, AND between."""
    counts = count_tags(search)
    return [group for facet in SHOWN if (group := _group(search, facet, counts)).options]


def _group(search, facet, counts):
    chosen = set(search.chosen(facet))
    counted = counts.get(facet.value, counts[""])
    options = [
        Option(term, counted[term.pk], term.slug in chosen)
        for term in Term.objects.lexicon().offered(facet)
        if counted[term.pk] or term.slug in chosen
    ]
    return FacetGroup(facet, options)


def count_tags(search):
    """Listings per tag: under "" with all filters, and under each chosen facet with all but its own. One query.

    Days and times hold for one slot together, so with a time chosen the days are counted by `count_slots`.
    """
    if search.is_for_everything:
        return {"": whole_directory()}
    chosen, kept = [facet for facet in SHOWN if search.chosen(facet)], {}
    if len(chosen) == 1 and search.is_for_everything_but(chosen[0].value):
        kept, chosen = {chosen[0].value: whole_directory()}, []
    branches = [
        part.order_by().values(own=Value(own, CharField()), tag=Unnest("tags")).annotate(n=Count("*"))
        for own in ("", *chosen)
        for part in search.parts(without=own or None)
    ]
    first, *others = branches
    found = first.union(*others, all=True) if others else first
    counts = {own: Counter() for own in ("", *map(str, chosen))}
    for row in found:
        counts[row["own"]][row["tag"]] += row["n"]
    return counts | kept | count_slots(search)


def whole_directory():
    """Listings per tag where nothing is left out, at most a minute old."""
    return everything(int(monotonic() // SECONDS_KEPT))


@lru_cache(maxsize=1)
def everything(minute):
    """Listings per tag in the whole directory, as counted in that minute of this process.

    The one count that reads every row is the same for everybody, so it is not made for each of them.
    """
    rows = Listing.objects.searchable().order_by().values(tag=Unnest("tags")).annotate(n=Count("*"))
    return Counter({row["tag"]: row["n"] for row in rows})


def count_slots(search):
    """Listings per day given the chosen times, and per time given the chosen days, for one and the same slot."""
    days, times = (search.chosen(facet) for facet in SLOT_FACETS)
    counts = {}
    if times:
        counts[Facet.WEEKDAY.value] = _count_slots(
            search, Facet.WEEKDAY, lambda day: [slot_slug(day, t) for t in times]
        )
    if days:
        counts[Facet.TIME.value] = _count_slots(search, Facet.TIME, lambda time: [slot_slug(d, time) for d in days])
    return counts


def _count_slots(search, facet, slots_of):
    lexicon = Term.objects.lexicon()
    wanted = {
        f"n{term.pk}": Count("pk", filter=Q(tags__overlap=lexicon.ids(Facet.SLOT, slots_of(term.slug))))
        for term in lexicon.offered(facet)
    }
    counts = Counter()
    for part in search.parts(without=facet):
        counts.update({int(name[1:]): n for name, n in part.order_by().aggregate(**wanted).items()})
    return counts
