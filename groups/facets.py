"""Counts beside the choices: how many listings each would leave, given all the other filters."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import CharField, Count, Q, Value

from groups.choices import Facet
from groups.filters import SLOT_FACETS
from groups.models import Term
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
    chosen = [facet for facet in SHOWN if search.chosen(facet)]
    branches = [
        part.order_by().values(own=Value(own, CharField()), tag=Unnest("tags")).annotate(n=Count("*"))
        for own in ("", *chosen)
        for part in search.parts(without=own or None)
    ]
    first, *others = branches
    counts = {own: Counter() for own in ("", *map(str, chosen))}
    for row in first.union(*others, all=True):
        counts[row["own"]][row["tag"]] += row["n"]
    return counts | count_slots(search)


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
