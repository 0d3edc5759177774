"""How long the site takes to answer: each page asked many times, as whoever uses it, through the whole of Django."""

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
    """One figure: times in milliseconds, of `repeats` requests after a few to warm up."""

    size: int
    query: str
    wall_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    queries: int = 0

    def row(self):
        """The figure as `benchmarks/results.json` holds it."""
        return {
            "size": self.size,
            "query": self.query,
            "engine": "product",
            "p50_ms": round(statistics.median(self.wall_ms), 1),
            "p95_ms": round(percentile(self.wall_ms, 95), 1),
            "db_p95_ms": round(percentile(self.database_ms, 95), 1),
            "queries": self.queries,
        }


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


def percentile(values, percent):
    """The value below which `percent` of `values` lie (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))]


def page(size, name, path, client=None):
    """Time a GET of `path`; raises RuntimeError where the answer is not a page."""
    client = client or Client(SERVER_NAME="localhost")

    def ask():
        answer = client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    return timed(size, name, ask)


def timed(size, name, work, repeats=REPEATS):
    """Time `work()`: the wall clock, and what of it was the database."""
    run = Run(size, name)
    for turn in range(repeats + WARM_UP):
        meter = Meter()
        with connection.execute_wrapper(meter):
            began = time.perf_counter()
            work()
            taken = time.perf_counter() - began
        if turn >= WARM_UP:
            run.wall_ms.append(taken * 1000)
            run.database_ms.append(meter.seconds * 1000)
            run.queries = meter.queries
    return run
