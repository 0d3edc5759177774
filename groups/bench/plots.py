"""The pictures of `docs/performance.md`, drawn from the figures."""

from groups.bench import charts, growth
from groups.bench.bar import SEARCHES

SHOWN = ("Q1", "Q2", "Q3", "Q4a", "Q4b", "Q5", "Q6", "Q7")


def write(folder, figures):
    """Draw what there are figures for into `folder`, as `performance-*.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings(figures):
        (folder / f"performance-{name}.svg").write_text(drawing, "utf-8")


def drawings(figures):
    """Pairs of a name and an SVG."""
    series = {query: seen for query in SHOWN if (seen := growth.times(figures, "db_p95_ms", query))}
    if series:
        yield "growth", charts.lines("Time in the database by size", series, across="listings", up="p95, ms")
    if engines := compared(figures):
        title = f"20 ids and distances, {figures.counts[-1]:,} listings"
        yield "engines", charts.bars(title, engines, up="p95, ms (logarithmic)", is_logarithmic=True)
    if rates := served(figures):
        title = f"Requests a second, {figures.counts[-1]:,} listings"
        yield "serving", charts.bars(title, rates, up="requests/s")


def compared(figures):
    """`{question: {engine: p95 in ms}}` for the largest size."""
    found = {}
    for row in figures.rows("runs", size=next(reversed(figures.counts), None)):
        taken = row.get("ids_p95_ms" if row["engine"] == "product" else "db_p95_ms")
        if row["query"] in SEARCHES and taken:
            found.setdefault(row["query"], {})[row["engine"]] = taken
    return dict(sorted(found.items()))


def served(figures):
    """`{page: {clients: requests a second}}` for the largest size."""
    found = {}
    for row in figures.rows("serving", size=next(reversed(figures.counts), None)):
        clients = f"{row['clients']} client" + "s" * (row["clients"] > 1)
        found.setdefault(row["page"], {})[clients] = row["requests_per_s"]
    return found
