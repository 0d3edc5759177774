"""What there is to say of an area, as tables that a page, a spreadsheet and a program read alike."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import needs
from groups.areas import reach
from groups.areas.area import FAR_KM
from groups.areas.supply import supply_of
from groups.choices import Facet
from groups.models import Term

PER = 100_000
SUPPLIED = (Facet.CATEGORY, Facet.SUPPORT, Facet.LANGUAGE, Facet.ACCESS, Facet.AUDIENCE, Facet.COST)
"""What listings are counted by, in the order of the page."""
TITLES = {
    Facet.CATEGORY: gettext_lazy("Kinds of support"),
    Facet.SUPPORT: gettext_lazy("Sorts of support"),
    Facet.LANGUAGE: gettext_lazy("Languages"),
    Facet.ACCESS: gettext_lazy("Access"),
    Facet.AUDIENCE: gettext_lazy("Who it is for"),
    Facet.COST: gettext_lazy("Cost"),
}
TABLES = ("reach", "gaps", "unmet", *(facet.value for facet in SUPPLIED))
"""The names of all tables, as addresses have them."""


@dataclass(frozen=True)
class Column:
    """One column of numbers: its `title`, its `name` for programs, and the `unit` behind each number."""

    name: str
    title: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of a name and numbers (None: not known), with what has to be said of them."""

    name: str
    title: str
    what: str
    columns: list[Column]
    rows: list[tuple] = field(default_factory=list)
    is_about: bool = False
    empty: str = ""

    def with_units(self):
        """Each row as its name and its numbers with their units."""
        for name, *numbers in self.rows:
            yield name, [(number, column.unit) for number, column in zip(numbers, self.columns, strict=True)]


def tables(area, supply):
    """All tables of an `Area` with this `Supply`, by name."""
    return {
        "reach": _reach(area),
        "gaps": _gaps(area),
        "unmet": _unmet(area),
        **{facet.value: _supply(area, supply, facet) for facet in SUPPLIED},
    }


def table(area, name):
    """The one of `TABLES` called so; nothing is read for the others."""
    makers = {"reach": _reach, "gaps": _gaps, "unmet": _unmet}
    return makers[name](area) if name in makers else _supply(area, supply_of(area), Facet(name))


def _supply(area, supply, facet):
    """Listings by the words of one facet. Those nobody offers are there too, but for languages: there are too many."""
    columns = [
        Column("listings", _("Listings")),
        Column("per_100000", _("For 100,000 people")),
        Column("formal", _("Formal")),
        Column("informal", _("Informal")),
    ]
    terms = Term.objects.lexicon().offered(facet)
    rows = [_supplied(area, supply, term) for term in terms if facet != Facet.LANGUAGE or supply.listings[term.pk]]
    return Table(facet.value, str(TITLES[facet]), str(facet.label), columns, rows, supply.is_about, _("None is known."))


def _supplied(area, supply, term):
    listings, informal = supply.listings[term.pk], supply.informal[term.pk]
    rate = per_people(listings, area.population)
    return str(term.name), listings, rate, max(0, listings - informal), informal


def per_people(number, people):
    """How many there are for 100,000 people, to one decimal, or two where they are fewer than ten."""
    if not people:
        return None
    rate = number * PER / people
    return round(rate, 1 if rate >= 10 else 2) if number else 0


def _reach(area):
    columns = [Column(f"within_{km}_km", _("Within %(km)s km") % {"km": km}, unit="%") for km in reach.WITHIN_KM]
    rows = [(str(reach.SORTS[sort]), *shares) for sort, shares in reach.shares(area).items()]
    return Table("reach", _("How many people have something near"), _("What"), columns, rows)


def _gaps(area):
    columns = [
        Column("population", _("People")),
        Column("nearest_km", _("Nearest listing"), unit="km"),
    ]
    rows = [(town.name, town.population, None if town.any_km is None else round(town.any_km)) for town in area.gaps]
    empty = _("No town here is more than %(km)s km from a listing.") % {"km": FAR_KM}
    return Table("gaps", _("Gaps: towns far from any listing"), _("Town"), columns, rows, empty=empty)


def _unmet(area):
    lexicon = Term.objects.lexicon()
    rows = [
        (f"{Facet(facet).label}: {lexicon.by_slug[facet, slug].name}", number)
        for facet, slug, number in needs.seen_in(area.search_areas)
        if (facet, slug) in lexicon.by_slug
    ]
    empty = _("Nothing was looked for in vain %(n)s times or more.") % {"n": needs.LEAST}
    columns = [Column("searches", _("Searches, at least"))]
    return Table("unmet", _("Looked for and not found"), _("What was asked for"), columns, rows, empty=empty)
