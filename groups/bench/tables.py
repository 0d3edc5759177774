"""The figures as tables: lines for whoever waits at the screen, and Markdown for `docs/performance.md`."""

from groups.bench import bar as promises
from groups.bench import growth
from groups.bench.measuring import number

BEGIN, END = "<!-- figures: begin (make bench writes what is between these lines) -->", "<!-- figures: end -->"
LARGEST = 12  # relations that are named; the others are summed up


def line(kind, row):
    """One figure in one line of text."""
    if kind != "runs":
        return "  ".join(f"{name} {number(value)}" for name, value in row.items())
    named = {"": "", "database": "db_", "CPU": "cpu_", "ids alone": "ids_"}
    times = "  ".join(f"{name} {pair(row, before)}" for name, before in named.items() if f"{before}p50_ms" in row)
    return f"{row['query']:<34} {row['engine']:<8} {times}"


def bar(figures):
    """The promises with what was seen, as text."""
    rows = promises.demands(figures)
    return "".join(f"{row.verdict:<13} {row.what:<58} {row.limit_in_words:<14} {row.seen_in_words}\n" for row in rows)


def write(path, figures):
    """Put all tables between the two marks of the page at `path`; what is written by hand around them stays.

    Raises ValueError where the page lacks a mark.
    """
    text = path.read_text("utf-8")
    begin = text.index(BEGIN) + len(BEGIN)
    end = text.index(END, begin)
    path.write_text(f"{text[:begin]}\n\n{markdown(figures)}\n{text[end:]}", "utf-8")


def markdown(figures):
    """All tables: the bar, every size from the largest down, and growth."""
    largest = figures.counts[-1:]
    parts = [part for size in largest for part in ("## The bar", f"With {size:,} listings.", promised(figures))]
    for size in reversed(figures.counts):
        parts += [f"## {size:,} listings", *headed(figures, size), *of_size(figures, size)]
    if len(sizes := growth.sizes(figures)) > 1:
        heads = ["question", *(f"{size:,}" for size in sizes), "ratio"]
        parts += ["## Growth", "Database, 95th percentile, milliseconds.", grid(heads, growth.table(figures))]
    return "\n\n".join(parts) + "\n"


def headed(figures, size):
    """Where and when the figures of a size were seen: a sentence for each machine and day, then for other engines."""
    seen = {}
    for row in figures.rows("measured", size=size):
        seen.setdefault((row["date"], row["machine"]), []).append(row["part"])
    engines = dict.fromkeys(row["version"] for row in figures.rows("runs", size=size) if "version" in row)
    sentences = [f"Measured {date} on {machine}: {', '.join(parts)}." for (date, machine), parts in seen.items()]
    return sentences + [f"PostGIS and k-d tree: {'; '.join(engines)}."] * bool(engines)


def promised(figures):
    """The table of demands."""
    rows = [[row.what, row.limit_in_words, row.seen_in_words, row.verdict] for row in promises.demands(figures)]
    return grid(["what", "bar", "seen", ""], rows)


def of_size(figures, size):
    """The tables of one size, without those that have no rows."""
    builders = (searches, engines, plans, counts, serving, weights, traffic, soak, people)
    builders += (coming, beside, insights, planning, sizes)
    return [table for builder in builders if (table := builder(figures, size))]


def searches(figures, size):
    """Searches: 20 cards through the ORM, and what of it was the database."""
    rows = [row for row in ours(figures, size) if "ids_p95_ms" in row]
    cells = [[row["query"], row["says"], pair(row), pair(row, "db_"), pair(row, "cpu_"), row["found"]] for row in rows]
    return cells and titled("Searching", grid(["question", "", "ORM", "database", "CPU", "found"], cells))


def engines(figures, size):
    """The same searches for ids and distances alone, next to what others take for them."""
    heads = ["question", "ids alone", "PostGIS", "ratio", "ids alone, CPU", "PostGIS, CPU", "k-d tree", "same found"]
    cells = []
    for row in ours(figures, size):
        rival, tree = (
            figures.one("runs", size=size, query=row["query"], engine=name) for name in ("postgis", "kdtree")
        )
        if "ids_p95_ms" in row and (rival or tree):
            ratio = promises.against(figures, size, "postgis", row["query"])
            times = [pair(row, "ids_"), pair(rival), ratio and f"{ratio:.2f}×", pair(row, "ids_cpu_")]
            same = ", ".join(
                f"{other['engine']} {other['same']} of {other['places']}" for other in (rival, tree) if other
            )
            cells.append([row["query"], *times, pair(rival, "cpu_"), pair(tree), same])
    return cells and titled("Next to others", grid(heads, cells))


def plans(figures, size):
    """Searches: how the rows are reached."""
    rows = [row for row in ours(figures, size) if "plans" in row]
    cells = [[row["query"], "; ".join(f"{way} ({n})" for way, n in row["plans"].items())] for row in rows]
    return cells and titled("Plans", grid(["question", "way to the listings (places it was taken from)"], cells))


def counts(figures, size):
    """Total and facets."""
    heads = ["question", "", "p50 / p95", "database", "CPU", "statements", "listings", "PostGIS, exact"]
    cells = []
    for row in (row for row in ours(figures, size) if row["query"] in ("Q5", "Q5n")):
        rival = figures.one("runs", size=size, query=row["query"], engine="postgis")
        times = [pair(row), pair(row, "db_"), pair(row, "cpu_")]
        cells.append([row["query"], row["says"], *times, row["queries"], row["found"], pair(rival)])
    return cells and titled("Total and the counts beside the choices", grid(heads, cells))


def serving(figures, size):
    """Requests a second."""
    names = ("page", "clients", "requests_per_s", "of_bare", "p50_ms", "p99_ms", "kilobytes", "failed")
    heads = ["page", "clients", "requests/s", "of bare", "p50", "p99", "kB", "failed"]
    return titled("The running site", columns(figures.rows("serving", size=size), names, heads))


def weights(figures, size):
    """What a browser fetches."""
    names = ("html_gz", "css_gz", "script_gz", "map_files", "queries")
    heads = ["HTML, bytes", "CSS", "script without map", "map files fetched", "statements"]
    return titled("The search page, compressed", columns(figures.rows("weights", size=size), names, heads))


def traffic(figures, size):
    """A busy day, by how many ask at once."""
    names = ("clients", "kind", "pages_per_s", "of_bare", "p50_ms", "p99_ms", "put_off", "put_off_p99_ms", "failed")
    heads = ["clients", "what", "pages/s", "of bare", "p50", "p99", "put off (503)", "p99 of those", "failed"]
    rows = figures.rows("traffic", size=size)
    lost = f"\n\nAcknowledged writes that were lost: {rows[0]['lost']}." if rows else ""
    return titled("A busy day", columns(rows, names, heads) + lost) if rows else ""


def soak(figures, size):
    """Ten minutes on end."""
    names = ("from_s", "to_s", "pages", "p50_ms", "p99_ms", "megabytes", "put_off", "failed")
    heads = ["from second", "to", "pages", "p50", "p99", "memory, MB", "put off (503)", "failed"]
    rows = figures.rows("soak", size=size)
    lost = f"\n\nAcknowledged writes that were lost: {rows[0]['lost']}." if rows else ""
    return titled("Ten minutes on end, 16 clients", columns(rows, names, heads) + lost) if rows else ""


def people(figures, size):
    """Pages of people who work here."""
    rows = [[row["query"], pair(row), row["db_p95_ms"], row["queries"]] for row in ours(figures, size, "people")]
    heads = ["page", "p50 / p95", "database p95", "statements"]
    return rows and titled("Pages of moderators and facilitators", grid(heads, rows))


def coming(figures, size):
    """Dates, for people and programs that come back for them."""
    rows = [
        [row["query"], row["says"], pair(row), row["db_p95_ms"], row["queries"], row["found"]]
        for row in ours(figures, size, "coming")
    ]
    heads = ["question", "", "p50 / p95", "database p95", "statements", "of"]
    return rows and titled("Coming along", grid(heads, rows))


def beside(figures, size):
    """What is suggested beside a listing."""
    rows = [
        [row["query"], row["says"], pair(row), row["db_p95_ms"], row["queries"], row["found"]]
        for row in ours(figures, size, "pairing")
    ]
    heads = ["question", "", "ms", "database ms", "statements", "found"]
    return rows and titled("What goes well with a listing", grid(heads, rows))


def insights(figures, size):
    """The figures of a month."""
    rows = [
        [row["query"], row["says"], row["p50_ms"] / 1000, row["queries"], row["found"]]
        for row in ours(figures, size, "insights")
    ]
    return rows and titled("Published figures", grid(["question", "", "seconds", "statements", "of"], rows))


def planning(figures, size):
    """What planners ask of an area."""
    rows = [
        [row["query"], row["says"], pair(row), row["db_p95_ms"], row["queries"]] for row in ours(figures, size, "areas")
    ]
    return rows and titled("Areas", grid(["question", "", "ms", "database ms", "statements"], rows))


def sizes(figures, size):
    """The disk."""
    rows = sorted(figures.rows("sizes", size=size), key=lambda row: -row["bytes"])
    cells = [[row["relation"], row["kind"], row["bytes"] / 1e6] for row in rows[:LARGEST]]
    if rest := sum(row["bytes"] for row in rows[LARGEST:]):
        cells.append(["all others", "", rest / 1e6])
    return cells and titled("On disk", grid(["relation", "", "MB"], cells))


def ours(figures, size, part=None):
    """The product's times, in the order of their names."""
    rows = figures.rows("runs", size=size, engine="product")
    return sorted((row for row in rows if part in (None, row["part"])), key=lambda row: row["query"])


def pair(row, before=""):
    """Median and 95th percentile."""
    if not row or f"{before}p50_ms" not in row:
        return None
    return f"{number(row[f'{before}p50_ms'])} / {number(row[f'{before}p95_ms'])}"


def columns(rows, names, heads):
    """Rows as they are; "" where there are none."""
    return grid(heads, [[row.get(name) for name in names] for row in rows]) if rows else ""


def titled(title, table):
    """A table under its heading; "" where there is none."""
    return f"### {title}\n\n{table}" if table else ""


def grid(heads, rows):
    """A Markdown table."""
    cells = [heads, ["---"] * len(heads), *([number(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in cells)
