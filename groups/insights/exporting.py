"""Graph 1, Chart 1 and Table 1 for other programs: as CSV and as JSON, with what has to be known beside the figures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groups.insights import tables
from groups.insights.reading import SORTS
from groups.interop.cells import harmless

HIDDEN = "fewer than 10, or held back"
GRAPH = (
    "part",
    "support_from",
    "support_to",
    "wellbeing_from",
    "wellbeing_to",
    "people",
    "figure",
    "low_95",
    "high_95",
)
CHART = ("category", "sort", "people", "mean_0_to_10", "low_95", "high_95")
PROGRAMS = (
    *("listing", "name", "people", "stayed_percent", "stayed_low_95", "stayed_high_95"),
    *("change_of_wellbeing", "change_low_95", "change_high_95"),
)


@dataclass(frozen=True)
class Table:
    """A table with the names of its columns; a cell is a text, a number, or None where there is no figure."""

    columns: tuple
    rows: list


def graph_1(snapshot):
    """The correlation, the bands and the bins."""
    graph = tables.graph(snapshot)
    if graph is None:
        return Table(GRAPH, [])
    support, wellbeing = (graph.support.low, graph.support.high), (graph.wellbeing.low, graph.wellbeing.high)
    rows = [["rank correlation", *support, *wellbeing, *figure(graph.rho)]]
    rows += [["mean well-being", row.low, row.high, *wellbeing, *figure(row.wellbeing)] for row in graph.bands]
    rows += [["people", *one.across, *one.up, one.n, None, None, None] for one in graph.bins]
    return Table(GRAPH, rows)


def chart_1(snapshot):
    """Every category with every sort."""
    rows = [
        [category.slug, sort, *figure(found)]
        for category in tables.chart(snapshot)
        for sort, (_name, found) in zip(SORTS, category.rows, strict=True)
    ]
    return Table(CHART, rows)


def table_1(snapshot):
    """The programs by name."""
    rows = [
        [
            row.listing.public_id,
            row.listing.name,
            *figure(row.stayed),
            row.change.value,
            row.change.low,
            row.change.high,
        ]
        for row in tables.programs(snapshot)
    ]
    return Table(PROGRAMS, rows)


TABLES = {"graph-1": graph_1, "chart-1": chart_1, "table-1": table_1}
"""`{name in the address: builder}`."""


def figure(found):
    """People, figure and interval; the words for what is not told in place of the people."""
    return [HIDDEN if found.n is None else found.n, found.value, found.low, found.high]


def notes(snapshot):
    """What has to be known of every table of a snapshot, as sentences."""
    said = [
        _("What people said before %(day)s. People are rounded to the nearest 5.")
        % {"day": snapshot.month.isoformat()},
        _("People chose to answer (self-selected); these figures cannot show cause."),
    ]
    return [_("SAMPLE: made-up figures, not of real people."), *said] if snapshot.is_sample else said


def lines(snapshot, table):
    """The lines of a CSV file, each a list of harmless cells: first the notes, then the columns, then the rows."""
    yield from ([harmless(note)] for note in notes(snapshot))
    yield list(table.columns)
    for row in table.rows:
        yield ["" if cell is None else cell if isinstance(cell, int | float) else harmless(cell) for cell in row]


def document(snapshot, name, table):
    """The same as one object for JSON."""
    return {
        "table": name,
        "month": f"{snapshot.month:%Y-%m}",
        "is_sample": snapshot.is_sample,
        "notes": notes(snapshot),
        "instruments": snapshot.figures["instruments"],
        "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
    }
