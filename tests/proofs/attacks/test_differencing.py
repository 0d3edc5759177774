"""Published figures month after month: whoever subtracts any two of them finds no cell of few people.

The attacker of `tests/groups/insights` knows the rules, both tables, and solves for every hidden cell exactly. Here it
has a whole year of them, of many made-up populations, and takes any two months, not only neighbours.
"""

import random
from itertools import combinations, pairwise

import pytest

from groups.insights import publishing
from groups.insights.auditing import FEW, Family
from groups.insights.publishing import Cell, safe
from tests.groups.insights import attacker
from tests.proofs import rounds

ROW = "differencing of published figures over a year"
PARTS = ("a", "b", "c", "d")
FAMILY = Family("all", PARTS)
MONTHS = 6
LOPSIDED = [[0, 2, 0, 60]] * 2
"""Two months of a population nearly all of whom are in one part: what is left of the whole is next to nobody."""


def population(dice):
    """People in each part, month after month; some parts stay small, some grow by few, some lose some."""
    people = [dice.choice((0, 2, 5, 8, 9, 10, 12, 19, 21, 35, 60)) for _ in PARTS]
    for _month in range(MONTHS):
        yield list(people)
        people = [max(0, n + dice.choice((0, 0, 0, 1, 2, 5, 9, 10, 14, 30))) for n in people]


def published(population):
    """What is shown each month, as numbers of people; what was hidden meanwhile is remembered as the site does."""
    shown, last, gone = [], None, {}
    for people in population:
        cells = {"all": Cell(sum(people))} | {key: Cell(n) for key, n in zip(PARTS, people, strict=True)}
        now = safe(cells, [FAMILY], last, gone)
        gone = {key: record for key, record in {**gone, **(last or {})}.items() if key not in now}
        shown.append({key: record["n"] for key, record in now.items()})
        last = now
    return shown


def found_out(months):
    """What subtraction tells of fewer than ten people: hidden cells of any month alone or with its neighbour, and
    newcomers between any two months."""
    told = [("hidden", place) for before, pair in neighbours(months) for place in known_too_well(pair, before)]
    for then, now in combinations(months, 2):
        told += [("newcomers", key) for key in attacker.joined(["all", *PARTS], [then, now])]
    return told


def neighbours(months):
    """The first month, and each with the next; before them what was shown until then."""
    return [({}, months[:1]), *zip([{}, *months], map(list, pairwise(months)), strict=False)]


def known_too_well(snapshots, before):
    """Hidden cells with fewer than ten numbers left; None is where what is told contradicts that nobody left."""
    wide = attacker.widths([FAMILY], snapshots, before)
    return [place for place, numbers in wide.items() if numbers is not None and numbers < FEW]


def attacked(seed, how_many):
    """What is found out in so many populations."""
    dice = random.Random(seed)
    return [found for _ in range(how_many) if (found := found_out(published(population(dice))))]


@pytest.mark.proof("attacks", ROW)
def test_a_year_of_figures_tells_nobody_from_the_others(record_property):
    many = rounds(8, 400)
    record_property("figure", f"{many} populations, {MONTHS} months each")
    assert attacked(8, many) == []


@pytest.mark.twin("attacks", ROW)
def test_without_complements_hidden_cells_are_found(monkeypatch):
    assert found_out(published(LOPSIDED)) == []
    monkeypatch.setattr(publishing, "keep_apart", lambda *everything: None)
    assert "hidden" in str(found_out(published(LOPSIDED)))


@pytest.mark.twin("attacks", ROW)
def test_without_repeating_newcomers_are_found(monkeypatch):
    monkeypatch.setattr(publishing, "STALE", 0)
    assert "newcomers" in str(attacked(8, 3))
