"""How long something takes: samples in milliseconds, and the row of figures that is kept of them."""

import math
import statistics
import time
from dataclasses import dataclass, field
from http import HTTPStatus

from django.db import connection
from django.test import Client

REPEATS = 25
WARM_UP = 3


@dataclass
class Run:
    """One figure: times in milliseconds, of as many repeats as there are samples.

    `engine` did the work: product, postgis or kdtree. `more_ms` holds further samples by name, `facts` what else is
    to be kept of the run.
    """

    size: int
    query: str
    wall_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    queries: int | None = None
    engine: str = "product"
    more_ms: dict[str, list[float]] = field(default_factory=dict)
    facts: dict = field(default_factory=dict)

    def add(self, wall_ms, database_ms, **more_ms):
        """One more sample; what could not be measured is None and left out."""
        self.wall_ms.append(wall_ms)
        self.database_ms.append(database_ms)
        for name, taken in more_ms.items():
            if taken is not None:
                self.more_ms.setdefault(name, []).append(taken)

    def row(self):
        """The figure as `benchmarks/results.json` holds it."""
        row = {"size": self.size, "query": self.query, "engine": self.engine}
        for name, samples in {"": self.wall_ms, "db": self.database_ms, **self.more_ms}.items():
            row |= spread(samples, name)
        if self.queries is not None:
            row["queries"] = self.queries
        return row | self.facts


class Meter:
    """Counts the statements of a request and the time the database took for them."""

    def __init__(self):
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += 1


def spread(samples, name=""):
    """Median and 95th percentile of samples in milliseconds, as `{"db_p50_ms": …}` for `name` "db"; {} of none."""
    if not samples:
        return {}
    before = f"{name}_" if name else ""
    return {
        f"{before}p50_ms": round(statistics.median(samples), 2),
        f"{before}p95_ms": round(percentile(samples, 95), 2),
    }


def number(value):
    """A figure as a person reads it: three figures that count, a dash for what is not known."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def percentile(values, percent):
    """The least of `values` that `percent` of them do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)]


def page(size, name, path, client=None):
    """Time a GET of `path`; raises RuntimeError where the answer is not a page."""
    client = client or Client(SERVER_NAME="localhost")

    def ask():
        answer = client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    return timed(size, name, ask)


def timed(size, name, work, repeats=REPEATS, warm_up=WARM_UP):
    """Time `work()`: the wall clock, and what of it was the database; `warm_up` times before the clock counts."""
    run = Run(size, name)
    for turn in range(repeats + warm_up):
        wall, meter, _ = metered(work)
        if turn >= warm_up:
            run.add(wall, meter.seconds * 1000)
            run.queries = meter.queries
    return run


def metered(work):
    """Milliseconds that `work()` took, the `Meter` of its statements, and what it answered."""
    meter = Meter()
    with connection.execute_wrapper(meter):
        began = time.perf_counter()
        answer = work()
        return (time.perf_counter() - began) * 1000, meter, answer
