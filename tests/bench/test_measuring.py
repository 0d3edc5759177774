"""Samples in, figures out."""

import pytest
from django.db import connection

from groups.bench.measuring import Run, metered, number, percentile, spread
from groups.bench.statements import Server, literal
from groups.models import Listing


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 50), (95, 95), (99, 99), (100, 100)])
def test_percentile_is_the_nearest_rank(percent, value):
    assert percentile(range(100, 0, -1), percent) == value


def test_percentile_of_one_is_that_one():
    assert percentile([7], 1) == percentile([7], 99) == 7


def test_spread_names_its_figures():
    assert spread([3, 1, 2], "db") == {"db_p50_ms": 2, "db_p95_ms": 3}
    assert spread([1.234]) == {"p50_ms": 1.23, "p95_ms": 1.23}
    assert spread([]) == {}


def test_row_leaves_out_what_could_not_be_measured():
    run = Run(10, "Q1", engine="kdtree", facts={"found": 20})
    run.add(2, 1, cpu=None, ids=0.5)
    assert run.row() == {
        "size": 10, "query": "Q1", "engine": "kdtree", "p50_ms": 2, "p95_ms": 2, "db_p50_ms": 1, "db_p95_ms": 1,
        "ids_p50_ms": 0.5, "ids_p95_ms": 0.5, "found": 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "–"), (0.123456, "0.123"), (12.34, "12.3"), (1234.5, "1,234"), (1000, "1,000"), ("x", "x")],
)
def test_number_has_three_figures(value, words):
    assert number(value) == words


def test_metered_counts_statements_and_hands_on_the_answer(db):
    taken, meter, answer = metered(lambda: [Listing.objects.count(), Listing.objects.count()])
    assert answer == [0, 0]
    assert meter.queries == 2
    assert taken >= meter.seconds * 1000 > 0


def test_server_is_asked_the_text_that_django_sends(circle):
    statement = literal(Listing.objects.filter(name="Tuesday Circle").values_list("pk"), connection)
    assert "'Tuesday Circle'" in statement
    answer = Server(connection.connection).ask(statement)
    assert answer.rows == [(circle.pk,)]
    assert answer.ms > 0


def test_shape_names_scan_index_and_sort(db):
    server = Server(connection.connection)
    server.raw.execute("CREATE TEMP TABLE shelf (id int CONSTRAINT shelf_place PRIMARY KEY, name text) ON COMMIT DROP")
    server.raw.execute("SET LOCAL enable_seqscan = off")  # a table with nothing in it needs no index
    server.raw.execute("SET LOCAL enable_bitmapscan = off")
    assert server.shape("SELECT * FROM shelf WHERE id = 5", "shelf") == "Index Scan shelf_place"
    assert server.shape("SELECT * FROM shelf ORDER BY name", "shelf").endswith(", Sort")
