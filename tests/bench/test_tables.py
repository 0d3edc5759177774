"""Figures as tables and pictures, and held to what was promised."""

from xml.etree import ElementTree

import pytest

from groups.bench import bar, charts, growth, plots, tables
from groups.bench.figures import Figures

HERE = {"machine": "a desk", "date": "2026-03-03"}


def run(query, engine="product", **times):
    return ("runs", {"query": query, "engine": engine, "says": "what it asks", "found": 20.0, "places": 3, **times})


def times(db, wall=None, ids=None):
    wall, ids = wall or db, ids or db
    figures = {"p50": wall, "p95": wall, "db_p50": db, "db_p95": db, "ids_p50": ids, "ids_p95": ids}
    return {f"{name}_ms": value for name, value in figures.items()}


@pytest.fixture
def figures(tmp_path):
    """Q1 to Q7 at two sizes, PostGIS beside one of them, the running site and the disk."""
    kept = Figures(tmp_path / "results.json")
    for size, taken in ((10_000, 1.0), (1_000_000, 2.0)):
        rows = [run(query, **times(taken, ids=0.5), plans={"Index Scan x": 3}) for query in bar.SEARCHES]
        kept.keep(size, "search", rows, **HERE)
    rows += [run("Q1", "postgis", p50_ms=1.0, p95_ms=1.0, db_p50_ms=1.0, db_p95_ms=1.0, same=3, version="PostGIS 3")]
    kept.keep(1_000_000, "search", rows, **HERE)
    site = {"page": "search", "clients": 16, "requests_per_s": 90.0, "of_bare": 0.1, "p99_ms": 300.0, "failed": 2}
    weights = {"html_gz": 6000, "css_gz": 7000, "script_gz": 30_000, "map_files": 0, "queries": 8}
    kept.keep(1_000_000, "serving", [("serving", site), ("weights", weights)], **HERE)
    kept.keep(1_000_000, "sizes", [("sizes", {"relation": "x", "kind": "table", "bytes": 5_000_000})], **HERE)
    return kept


def demand(figures, words):
    return next(row for row in bar.demands(figures) if words in row.what)


@pytest.mark.parametrize(
    ("words", "verdict", "seen"),
    [
        ("Q7: database", "pass", "2 ms (Q1)"),
        ("next to PostGIS", "pass", "0.5× (Q1)"),
        ("Q4b", "not measured", "–"),
        ("k-d tree", "not measured", "–"),
        ("growth", "pass", "2× (Q1, 10,000 to 1,000,000)"),
        ("bare page", "miss", "0.1× (2 failed)"),
        ("p99", "miss", "300 ms"),
        ("statements", "pass", "8"),
        ("script", "miss", "30 kB"),
        ("HTML", "pass", "6 kB"),
        ("map code", "pass", "0 files"),
    ],
)
def test_bar_says_what_passes_and_what_does_not(figures, words, verdict, seen):
    row = demand(figures, words)
    assert (row.verdict, row.seen_in_words) == (verdict, seen)


def test_one_slow_search_misses_and_is_named(figures):
    rows = [run(query, **times(7.0 if query == "Q3" else 1.0)) for query in bar.SEARCHES]
    figures.keep(1_000_000, "search", rows, **HERE)
    row = demand(figures, "Q7: database")
    assert (row.verdict, row.seen_in_words) == ("miss", "7 ms (Q3)")


def test_bar_is_silent_where_one_search_was_not_measured(figures):
    figures.keep(1_000_000, "search", [run("Q1", **times(1.0))], **HERE)
    assert demand(figures, "Q7: database").verdict == "not measured"


def test_growth_is_from_the_smallest_to_the_largest(figures):
    assert growth.ratio(figures, "db_p95_ms", "Q1") == 2
    figures.keep(50_000, "soak", [("soak", {"pages": 1})], **HERE)  # asks none of them
    assert growth.table(figures)[0] == ["Q1", 1.0, 2.0, "2.0×"]
    assert growth.ratio(figures, "db_p95_ms", "Q5") is None


def test_tables_go_between_the_marks(figures, tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"# By hand\n\n{tables.BEGIN}\nold\n{tables.END}\n\nmore by hand\n")
    tables.write(page, figures)
    once = page.read_text()
    tables.write(page, figures)
    assert page.read_text() == once
    before, _, after = once.partition(tables.BEGIN)
    assert (before, after[-14:], "old" in once) == ("# By hand\n\n", "\nmore by hand\n", False)
    assert "| Q1 | what it asks | 2 / 2 | 2 / 2 | – | 20 |" in once
    assert "Measured 2026-03-03 on a desk: search, serving, sizes.\n\nPostGIS and k-d tree: PostGIS 3.\n" in once


def test_page_without_marks_is_refused(figures, tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("# By hand\n")
    with pytest.raises(ValueError, match="not found"):
        tables.write(page, figures)
    assert page.read_text() == "# By hand\n"


def test_tables_of_nothing_are_empty(tmp_path):
    nothing = Figures(tmp_path / "results.json")
    assert tables.markdown(nothing).strip() == ""
    assert tables.bar(nothing) == ""
    assert list(plots.drawings(nothing)) == []


def test_every_row_of_a_table_has_as_many_cells(figures):
    for block in tables.markdown(figures).split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1


def test_largest_relations_are_named_and_the_others_summed_up(figures):
    rows = [("sizes", {"relation": f"r{n}", "kind": "table", "bytes": n * 1_000_000}) for n in range(1, 15)]
    figures.keep(1_000_000, "sizes", rows, **HERE)
    text = tables.sizes(figures, 1_000_000)
    assert "| r14 | table | 14 |" in text
    assert "| all others |  | 3 |" in text
    assert "| r2 |" not in text


def test_pictures_are_well_formed_and_without_style(figures):
    drawn = dict(plots.drawings(figures))
    assert set(drawn) == {"growth", "engines", "serving"}
    for drawing in drawn.values():
        for element in ElementTree.fromstring(drawing).iter():
            assert not {"style", "class"} & set(element.attrib)
            assert element.tag.rpartition("}")[2] in {"svg", "title", "text", "line", "rect", "circle", "polyline"}


def test_lines_put_ten_times_as_much_one_step_further():
    drawing = charts.lines("A & B", {"one": {10: 1, 100: 10, 1000: 100}}, across="x", up="y")
    dots = [dot for dot in ElementTree.fromstring(drawing).iter() if dot.tag.endswith("circle")]
    xs, ys = ([float(dot.attrib[name]) for dot in dots] for name in ("cx", "cy"))
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.2)
    assert ys[0] - ys[1] == pytest.approx(ys[1] - ys[2], abs=0.2)


def test_bars_are_as_high_as_their_numbers():
    drawing = charts.bars("Rates", {"a": {"one": 10.0}, "b": {"one": 40.0}}, up="y")
    bars = [float(bar.attrib["height"]) for bar in ElementTree.fromstring(drawing).iter() if bar.tag.endswith("rect")]
    assert bars[1] == pytest.approx(4 * bars[0], rel=0.01)
