"""What was promised, next to what was seen: one `Demand` after the other, for the largest size that was measured."""

from dataclasses import dataclass
from itertools import chain

from groups.bench import growth
from groups.bench.measuring import number

SEARCHES = ("Q1", "Q2", "Q3", "Q4a", "Q6", "Q7")
GROWING = ("Q1", "Q2", "Q3")
TEXTS = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8")
DATED = ("C5", "C6", "C7", "C8")
BESIDE = ("B1", "B2")
AREAS = ("A1", "A2", "A3")
CROWD = 16


@dataclass(frozen=True)
class Demand:
    """What is demanded, the limit as a number and in words, and what was seen (None: not measured).

    Without a limit the figure is only reported.
    """

    what: str
    limit: float | None
    unit: str
    seen: float | None
    note: str = ""
    is_least: bool = False

    @property
    def verdict(self):
        """One word."""
        if self.seen is None:
            return "not measured"
        if self.limit is None:
            return "reported"
        is_met = self.seen >= self.limit if self.is_least else self.seen <= self.limit
        return "pass" if is_met else "miss"

    @property
    def limit_in_words(self):
        if self.limit is None:
            return "report it"
        return f"{'≥' if self.is_least else '≤'} {number(self.limit)}{self.unit}"

    @property
    def seen_in_words(self):
        return number(None) if self.seen is None else f"{number(self.seen)}{self.unit} {self.note}".strip()


def demands(figures):
    """All of them, for the largest size."""
    if not figures.counts:
        return []
    size = figures.counts[-1]
    parts = (_searching(figures, size), _growing(figures), _coming(figures, size), _serving(figures, size))
    return [*chain.from_iterable(parts), *_filling(figures, size)]


def _searching(figures, size):
    yield _worst(figures, size, "Q1–Q4a, Q6, Q7: database, p95", SEARCHES, "db_p95_ms", 5)
    yield _against(figures, size, "postgis", "the same search next to PostGIS, p95", 1.0)
    yield _worst(figures, size, "Q1–Q4a, Q6, Q7: through the ORM, p95", SEARCHES, "p95_ms", 12)
    yield _worst(figures, size, "Q4b: through the ORM, p95", ["Q4b"], "p95_ms", 20)
    yield _worst(figures, size, "Q5, where people live: p95", ["Q5"], "p95_ms", 30)
    yield _worst(figures, size, "Q5n, metropolis: p95", ["Q5n"], "p95_ms", 60)
    yield _worst(figures, size, "words (`q`) within 25 km: through the ORM, p95", TEXTS, "p95_ms", 30)
    yield _against(figures, size, "kdtree", "the same search next to a k-d tree in memory, p95", None)


def _growing(figures):
    grown = {query: found for query in GROWING if (found := growth.ratio(figures, "db_p95_ms", query))}
    worst = max(grown, key=grown.get, default=None)
    sizes = f"({worst}, {figures.counts[0]:,} to {figures.counts[-1]:,})" if worst else ""
    yield Demand("growth of Q1–Q3 from 10,000 to 1,000,000, p95", 2.5, "×", grown.get(worst), sizes)


def _coming(figures, size):
    yield _worst(figures, size, "a calendar of 500 listings, p95", ["C1"], "p95_ms", 1000)
    yield _worst(figures, size, "the dates of 10,000 slots for a week, p95", ["C2"], "p95_ms", 1000)
    yield _worst(figures, size, "today and soonest within 25 km, p95", DATED, "p95_ms", 30)
    yield _worst(figures, size, "reminders of 100,000 bookings written", ["C3"], "p95_ms", 120_000)
    yield _worst(figures, size, "the figures of a month, over 1,000,000 answers", ["I1"], "p95_ms", 120_000)
    yield _worst(figures, size, "what goes well with a listing, p95", BESIDE, "p95_ms", 50)
    yield _worst(figures, size, "the page of an area, p95", AREAS, "p95_ms", 500)


def _serving(figures, size):
    crowd = figures.one("serving", size=size, page="search", clients=CROWD) or {}
    failed = f"({crowd['failed']} failed)" if crowd.get("failed") else ""
    weights = figures.one("weights", size=size) or {}
    yield Demand("`/search/` next to a bare page, 16 clients", 0.15, "×", crowd.get("of_bare"), failed, is_least=True)
    yield Demand("`/search/`: p99 with 16 clients", 250, " ms", crowd.get("p99_ms"))
    yield Demand("`/search/`: statements", 8, "", weights.get("queries"))
    for what, key, limit in (("HTML", "html_gz", 25), ("CSS", "css_gz", 15), ("script without map", "script_gz", 25)):
        seen = weights[key] / 1000 if key in weights else None
        yield Demand(f"`/search/`: {what}, compressed", limit, " kB", seen)
    yield Demand("map code that comes without the map", 0, " files", weights.get("map_files"))


def _filling(figures, size):
    filled = figures.one("filling", size=size)
    rate = filled and filled["listings"] / filled["seconds"]
    yield Demand("made-up listings written, derived and indexed", None, " rows/s", rate)


def _worst(figures, size, what, queries, name, limit):
    """The slowest of some questions, named; only where all of them were measured."""
    seen = {}
    for query in queries:
        row = figures.one("runs", size=size, query=query, engine="product")
        if row is None:
            return Demand(what, limit, " ms", None)
        seen[query] = row[name]
    worst = max(seen, key=seen.get)
    return Demand(what, limit, " ms", seen[worst], f"({worst})" if len(seen) > 1 else "")


def _against(figures, size, engine, what, limit):
    """The least favourable ratio of the time we take for ids and distances to that of another engine."""
    seen = {query: found for query in SEARCHES if (found := against(figures, size, engine, query))}
    worst = max(seen, key=seen.get, default=None)
    return Demand(what, limit, "×", seen.get(worst), f"({worst})" if worst else "")


def against(figures, size, engine, query, percent="p95"):
    """How many times as long as `engine` the product takes to find the same ids; None where either is not known."""
    ours = figures.one("runs", size=size, query=query, engine="product")
    theirs = figures.one("runs", size=size, query=query, engine=engine)
    if not (ours and theirs and theirs.get(f"db_{percent}_ms") and f"ids_{percent}_ms" in ours):
        return None
    return ours[f"ids_{percent}_ms"] / theirs[f"db_{percent}_ms"]
