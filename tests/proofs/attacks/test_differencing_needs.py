"""What was looked for in vain, by town and by region, month after month: no subtraction finds a search of few.

Sums overlap twice: a region holds its towns, and next month's sum holds this month's. Whoever attacks knows the rules
and all that was ever published, and solves for each counter of each month exactly. The other tables of an area count
listings, which are public, and people of towns, which a census tells.
"""

import random
from datetime import date
from itertools import product

import pytest
import time_machine

from groups import needs
from groups.models import UnmetSearch
from groups.needs import publishing
from tests.groups.insights.attacker import greatest
from tests.proofs import rounds

ROW = "differencing of searches in vain: towns and regions, month by month"
TOWNS, MONTHS = (1, 2, 3), (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
AREAS = [(town,) for town in TOWNS] + [TOWNS]
CELLS = list(product(TOWNS, MONTHS))
FEW, TOO_WELL = 10, 5
"""Of a counter under `FEW` nobody may be left with fewer than so many numbers to choose from."""


def looked_for(dice):
    """Searches in each town and month, few or many."""
    return {cell: dice.choice((0, 1, 3, 8, 9, 17, 20, 45, 49, 50, 60, 95)) for cell in CELLS}


def published(counts):
    """`{(areas, month): number}` of all that the site says in the days after each month; None where it says nothing."""
    UnmetSearch.objects.all().delete()
    UnmetSearch.objects.bulk_create(
        UnmetSearch(area=town, month=month, facet="topic", slug="grief", count=n) for (town, month), n in counts.items()
    )
    told = {}
    for areas, month in product(AREAS, MONTHS):
        with time_machine.travel(month.replace(month=month.month + 1, day=3), tick=False):
            told[areas, month] = next((number for *_what, number in needs.seen_in(areas)), None)
    return told


def known(told, step):
    """What that tells, as rows and limits over the counters; `step` is how far a sum is rounded down."""
    rows, limits = [], []
    for (areas, last), number in told.items():
        sums = [int(town in areas and month <= last) for town, month in CELLS]
        low, high = (0, needs.LEAST - 1) if number is None else (number, number + step - 1)
        rows += [sums, [-one for one in sums]]
        limits += [high, -low]
    return rows, limits


def narrowest(counts, step=publishing.STEP):
    """How many numbers are left for the counter of few searches that is known best."""
    rows, limits = known(published(counts), step)
    found = [FEW]
    for place, cell in enumerate(CELLS):
        if counts[cell] < FEW:
            goal = [int(place == other) for other in range(len(CELLS))]
            found.append(greatest(goal, rows, limits) + greatest([-one for one in goal], rows, limits) + 1)
    return int(min(found))


def attacked(how_many, step=publishing.STEP):
    """The same over so many made-up regions."""
    dice = random.Random(4)
    return min(narrowest(looked_for(dice), step) for _ in range(how_many))


@pytest.mark.proof("attacks", ROW)
def test_no_counter_of_few_is_known_well(db, record_property):
    many = rounds(10, 300)
    left = attacked(many)
    record_property("figure", f"{many} regions of three towns, three months: at least {left} numbers left")
    assert left >= TOO_WELL


@pytest.mark.twin("attacks", ROW)
def test_exact_sums_tell_a_single_search(db, monkeypatch):
    monkeypatch.setattr(publishing, "STEP", 1)
    assert attacked(5, step=1) == 1
