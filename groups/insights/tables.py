"""A snapshot as what its page shows: Graph 1, Chart 1 and Table 1, each with a row for whatever is held back too."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groups.check_ins.instruments import Instrument, instruments
from groups.insights import keys, scales
from groups.insights.reading import SORT_NAMES, SORTS
from groups.models import Listing

CATEGORY_NAMES = {
    "community": _("Social connections"),
    "peer": _("Peer groups"),
    "family": _("Family involvement"),
    "local": _("Local resources"),
    "clinical": _("Clinical care"),
}


@dataclass(frozen=True)
class Figure:
    """A cell that may be shown: `n` people (to the nearest 5), and three numbers: the figure and its interval's ends.

    `n` is None where fewer than 10 people are in it, or where it is held back; `value` is None where fewer than 20 are.
    """

    n: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, record, name):
        """The figure called `name` in a record of a snapshot; an empty one for None."""
        return cls(record["n"], *(record.get(name) or ())) if record else cls()


@dataclass(frozen=True)
class BandRow:
    """Well-being of the people whose support lies in one band, from its lowest to its highest score."""

    name: str
    low: int
    high: int
    wellbeing: Figure


@dataclass(frozen=True)
class Bin:
    """People in one bin of the scatter; each side by its lowest and highest score."""

    across: tuple
    up: tuple
    n: int


@dataclass(frozen=True)
class Graph:
    """Graph 1."""

    support: Instrument
    wellbeing: Instrument
    rho: Figure
    bands: list
    bins: list

    @property
    def is_validated(self):
        """Whether studies have shown of both that they measure what they say."""
        return self.support.is_validated and self.wellbeing.is_validated

    @property
    def is_empty(self):
        """Whether nothing of it may be shown."""
        return not self.bins and all(row.wellbeing.n is None for row in self.bands)


@dataclass(frozen=True)
class Category:
    """One kind of community support in Chart 1; `rows` are pairs of a sort's name and its `Figure`."""

    slug: str
    name: str
    rows: list


@dataclass(frozen=True)
class Program:
    """One row of Table 1."""

    listing: Listing
    stayed: Figure
    change: Figure


def graph(snapshot):
    """Graph 1 of a `Snapshot`, or None where nobody answered or its instruments are not known any more."""
    used, cells, known = snapshot.figures["instruments"], snapshot.figures["cells"], instruments()
    if not used or not set(used) <= set(known):
        return None
    support, wellbeing = (known[key] for key in used)
    bands = [
        BandRow(band.name, band.low, band.high, Figure.of(cells.get(keys.band(*used, band.slug)), "mean"))
        for band in support.bands
    ]
    every = [pair for band in support.bands for pair in scales.bins(band, wellbeing)]
    shown = [(pair, cells.get(keys.bin_of(*used, *pair))) for pair in every]
    bins = [Bin(*pair, record["n"]) for pair, record in shown if record]
    return Graph(support, wellbeing, Figure.of(cells.get(keys.correlation(*used)), "rho"), bands, bins)


def chart(snapshot):
    """Chart 1 of a `Snapshot`: a `Category` for each kind, each with all sorts."""
    cells = snapshot.figures["cells"]
    return [
        Category(
            slug,
            CATEGORY_NAMES[slug],
            [(SORT_NAMES[sort], Figure.of(cells.get(keys.category(slug, sort)), "mean")) for sort in SORTS],
        )
        for slug in keys.CATEGORIES
    ]


def programs(snapshot):
    """Table 1 of a `Snapshot`, by name: the programs that have a row and are still public."""
    used = snapshot.figures["instruments"]
    if not used:
        return []
    start = keys.program(used[1], "")
    rows = {
        int(key.removeprefix(start)): record
        for key, record in snapshot.figures["cells"].items()
        if key.startswith(start)
    }
    listings = Listing.objects.published().filter(pk__in=rows).only("name", "public_id").order_by("name", "pk")
    return [Program(one, Figure.of(rows[one.pk], "stayed"), Figure.of(rows[one.pk], "change")) for one in listings]


def has_means(categories):
    """Whether Chart 1 has anything to draw."""
    return any(figure.value is not None for category in categories for _name, figure in category.rows)
