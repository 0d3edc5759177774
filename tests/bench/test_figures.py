"""The file of figures: what is measured anew goes over the old, everything else stays."""

import json

import pytest

from groups.bench.figures import Figures

HERE = {"machine": "a desk", "date": "2026-03-03"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "results.json"


def row(query, **more):
    return ("runs", {"query": query, "engine": "product", **more})


def test_figures_of_other_sizes_and_parts_stay(path):
    figures = Figures(path)
    figures.keep(10, "search", [row("Q1", p50_ms=1), row("Q2", p50_ms=1)], **HERE)
    figures.keep(10, "people", [row("queue")], **HERE)
    figures.keep(1000, "search", [row("Q1", p50_ms=2)], **HERE)
    figures.keep(10, "search", [row("Q1", p50_ms=9)], **HERE)
    seen = Figures(path).rows("runs")
    assert [(one["size"], one["query"], one.get("p50_ms")) for one in seen] == [
        (10, "queue", None), (10, "Q1", 9), (1000, "Q1", 2)
    ]  # fmt: skip


def test_file_says_machine_and_date_of_every_part(path):
    Figures(path).keep(10, "sizes", [("sizes", {"relation": "x", "bytes": 1})], **HERE)
    Figures(path).keep(20, "sizes", [], machine="a shelf", date="2026-03-04")
    kept = json.loads(path.read_text())
    assert (kept["machine"], kept["date"]) == ("a shelf", "2026-03-04")
    assert kept["measured"][0] == {"size": 10, "part": "sizes", **HERE}
    assert Figures(path).counts == [10, 20]


def test_interrupted_run_goes_on_with_what_is_left(path):
    assert Figures(path).begin(10, ["search", "serving", "sizes"], anew=False) == ["search", "serving", "sizes"]
    Figures(path).keep(10, "search", [], **HERE)
    assert Figures(path).begin(20, ["search"], anew=False) == ["search"]
    assert Figures(path).begin(10, ["search", "serving", "sizes"], anew=False) == ["serving", "sizes"]


def test_finished_run_begins_from_the_start(path):
    Figures(path).begin(10, ["search", "sizes"], anew=False)
    for part in ("search", "sizes"):
        Figures(path).keep(10, part, [], **HERE)
    assert "unfinished" not in json.loads(path.read_text())
    assert Figures(path).begin(10, ["search", "sizes"], anew=False) == ["search", "sizes"]


def test_part_that_is_named_is_measured_whatever_is_left(path):
    Figures(path).begin(10, ["search", "sizes"], anew=False)
    Figures(path).keep(10, "search", [], **HERE)
    assert Figures(path).begin(10, ["search"], anew=True) == ["search"]


def test_rows_are_found_by_their_values(path):
    figures = Figures(path)
    figures.keep(10, "search", [row("Q1"), ("runs", {"query": "Q1", "engine": "postgis"})], **HERE)
    assert len(figures.rows("runs", query="Q1")) == 2
    assert figures.one("runs", query="Q1", engine="postgis")["size"] == 10
    assert figures.one("runs", query="Q9") is None
