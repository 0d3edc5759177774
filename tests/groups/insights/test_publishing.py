"""What is held back: nobody finds a hidden cell by adding, subtracting or waiting a month. Each rule has its twin
that shows what would follow without it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.insights import publishing
from groups.insights.auditing import FEW, Family, Range, ranges, rounded
from groups.insights.publishing import Cell, safe
from tests.groups.insights import attacker

PEOPLE = st.integers(0, 60)
PARTS = ("a", "b", "c", "d")
FAMILY = Family("all", PARTS)


def cells_of(parts):
    """A whole and its parts, from how many people are in each part."""
    return {"all": Cell(sum(parts))} | {key: Cell(n) for key, n in zip(PARTS, parts, strict=True)}


def numbers(records):
    return {key: record["n"] for key, record in records.items()}


def month_after_month(first, second):
    """Both snapshots of a family, as numbers of people."""
    then = safe(cells_of(first), [FAMILY], None)
    return [numbers(then), numbers(safe(cells_of(second), [FAMILY], then))]


def known_too_well(snapshots):
    return {place for place, wide in attacker.widths([FAMILY], snapshots).items() if wide is None or wide < FEW}


@given(st.dictionaries(st.text(), PEOPLE, max_size=20))
def test_nothing_of_fewer_than_ten_is_shown(people):
    seen = safe({key: Cell(n) for key, n in people.items()}, [], None)
    assert set(seen) == {key for key, n in people.items() if n >= FEW}
    assert all(record["n"] == rounded(people[key]) and record["n"] % 5 == 0 for key, record in seen.items())


@pytest.mark.proof("attacks", "differencing of published figures over a year")
@given(st.tuples(PEOPLE, PEOPLE, PEOPLE, PEOPLE))
def test_hidden_cell_does_not_follow_from_its_table(parts):
    shown = numbers(safe(cells_of(parts), [FAMILY], None))
    assert known_too_well([shown]) == set()


@pytest.mark.proof("attacks", "differencing of published figures over a year")
def test_hidden_cell_does_not_follow_from_two_months():
    rng = random.Random(6)
    for _ in range(150):
        first = [rng.choice((0, 3, 8, 9, 10, 12, 19, 20, 25, 40)) for _ in PARTS]
        second = [n + rng.choice((0, 0, 1, 3, 9, 10, 15, 30)) for n in first]
        snapshots = month_after_month(first, second)
        assert known_too_well(snapshots) == set(), (first, second, snapshots)
        assert attacker.joined(["all", *PARTS], snapshots) == set(), (first, second)


def test_people_who_moved_from_part_to_part_hide_no_whole():
    """They contradict the guess that nobody left, so nothing follows from it."""
    then, now = month_after_month((30, 30, 30, 30), (60, 60, 0, 60))
    assert then == {"all": 120, "a": 30, "b": 30, "c": 30, "d": 30}
    assert now["all"] == 180
    assert known_too_well([now]) == set()


@pytest.mark.twin("attacks", "differencing of published figures over a year")
def test_without_complements_subtraction_finds_a_hidden_cell(monkeypatch):
    monkeypatch.setattr(publishing, "keep_apart", lambda *everything: None)
    shown = numbers(safe(cells_of((40, 0, 0, 0)), [FAMILY], None))
    assert known_too_well([shown]) == {(0, "b"), (0, "c"), (0, "d")}  # at most 4 people each


@pytest.mark.twin("attacks", "differencing of published figures over a year")
def test_without_complements_two_months_find_a_hidden_cell(monkeypatch):
    monkeypatch.setattr(publishing, "is_safe", lambda *everything: True)
    assert known_too_well(month_after_month((40, 7, 0, 0), (52, 20, 0, 0)))


@pytest.mark.twin("attacks", "differencing of published figures over a year")
def test_without_repeating_newcomers_are_told_apart(monkeypatch):
    monkeypatch.setattr(publishing, "STALE", 0)
    snapshots = month_after_month((40, 40, 40, 40), (43, 40, 40, 40))
    assert attacker.joined(PARTS, snapshots) == {"a"}


def test_cell_says_the_same_until_ten_people_came():
    before = {"n": 40, "mean": 7.0}
    for people in (30, 38, 41, 49, 51):
        assert safe({"a": Cell(people, {"mean": 3.0})}, [], {"a": before})["a"] == before
    assert safe({"a": Cell(52)}, [], {"a": {"n": 40}})["a"] == {"n": 50}


def test_mean_stays_until_twenty_people_came():
    """Two means and their people tell the mean of the newcomers."""
    before = {"n": 40, "mean": 7.0}
    later = safe({"a": Cell(52, {"mean": 3.0})}, [], {"a": before})["a"]
    assert later == {"n": 50, "mean": 7.0, "of": 40}
    assert safe({"a": Cell(61, {"mean": 3.0})}, [], {"a": later})["a"] == later
    assert safe({"a": Cell(62, {"mean": 3.0})}, [], {"a": later})["a"] == {"n": 60, "mean": 3.0}
    assert safe({"a": Cell(55)}, [], {"a": before}) == {}  # a mean that may be told no more is not forgotten


def test_cell_that_falls_below_ten_is_hidden_again():
    assert safe({"a": Cell(9)}, [], {"a": {"n": 15}}) == {}


def test_cell_that_was_hidden_is_shown_ten_people_later():
    assert safe({"a": Cell(19)}, [], {}) == {}
    assert safe({"a": Cell(20)}, [], {})["a"]["n"] == 20


def test_cell_that_was_hidden_meanwhile_keeps_away_from_what_it_said():
    gone = {"a": {"n": 30}}
    assert safe({"a": Cell(41)}, [], {}, gone) == {}
    assert safe({"a": Cell(42)}, [], {}, gone) == {"a": {"n": 40}}
    assert safe({"a": Cell(41)}, [], {"a": {"n": 20}}, gone) == {"a": {"n": 40}}  # shown again since
    gone = {"a": {"n": 40, "mean": 7.0, "of": 30}}
    assert safe({"a": Cell(51)}, [], {}, gone) == {}
    assert safe({"a": Cell(54)}, [], {}, gone) == {"a": {"n": 55}}


@pytest.mark.proof("attacks", "differencing of published figures over a year")
def test_what_subtraction_leaves_of_a_mean_is_of_twenty_people_or_more():
    family = Family("all", ("a", "b", "others"), has_means=True)
    figure = {"mean": 5.0}
    cells = {"all": Cell(75, figure), "a": Cell(35, figure, least=20), "b": Cell(25, figure, least=20)}
    assert set(safe(cells, [family], None)) == {"all", "a"}  # all but a and b are 15
    cells["all"] = Cell(80, figure)
    assert set(safe(cells, [family], None)) == {"all", "a", "b"}


def test_ranges_are_drawn_tighter_from_sum_to_sum():
    found = ranges([FAMILY], {"all": 60, "a": 30, "b": 20}, {})
    assert found[1, "c"] == Range(0, 62 - 28 - 18)
    assert found[1, "all"] == Range(58, 62)


@pytest.mark.parametrize(("people", "said"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (0, 0)])
def test_people_are_rounded_to_five(people, said):
    assert rounded(people) == said
