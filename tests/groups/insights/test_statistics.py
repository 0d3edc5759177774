"""The formulas, next to numbers worked out by hand or taken from a table; and a known correlation is found again."""

import math
import random
from collections import Counter
from statistics import NormalDist

import pytest

from groups.insights import statistics
from groups.insights.statistics import Sample

RUNS = 100
PEOPLE = 400
NORMAL = NormalDist()


def test_rank_correlation_of_a_worked_example():
    """Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 * 4 / (5 * 24) = 0.8."""
    pairs = dict.fromkeys([(10, 2), (20, 1), (30, 4), (40, 3), (50, 5)], 1)
    assert statistics.spearman(pairs) == pytest.approx(0.8)


def test_equal_scores_share_the_middle_of_their_ranks():
    """x: 1 1 2 (ranks 1.5 1.5 3), y: 1 2 2 (ranks 1 2.5 2.5): 0.75 / 1.5 = 0.5."""
    assert statistics.middle_ranks({(1, 1): 1, (1, 2): 1, (2, 2): 1}, 0) == {1: 1.5, 2: 3}
    assert statistics.spearman({(1, 1): 1, (1, 2): 1, (2, 2): 1}) == pytest.approx(0.5)


def test_people_with_the_same_scores_count_each():
    assert statistics.middle_ranks({(1, 1): 4, (2, 1): 2}, 0) == {1: 2.5, 2: 5.5}


def test_no_rank_correlation_where_all_are_the_same():
    assert statistics.spearman({(3, 1): 5, (3, 2): 5}) is None


def test_interval_of_a_correlation():
    """Of 0.5 in 53 pairs: z 0.5493, standard error root(1.125 / 50) = 0.15, so tanh(0.2553) to tanh(0.8433)."""
    found = statistics.correlation(0.5, 53)
    assert (found.low, found.high) == pytest.approx((0.2499, 0.6876), abs=0.0005)
    with pytest.raises(ValueError, match="no interval"):
        statistics.correlation(0.5, 3)


@pytest.mark.parametrize(("freedom", "table"), [(10, 2.228), (19, 2.093), (30, 2.042), (60, 2.000), (120, 1.980)])
def test_student_as_in_the_tables(freedom, table):
    assert statistics.student(freedom) == pytest.approx(table, abs=0.0015)


def test_interval_of_a_mean_stays_on_the_scale():
    """25 people, spread 2: 2.0639 * 2 / 5 = 0.826 to each side."""
    found = statistics.mean(6, 2, 25, least=0, most=10)
    assert (found.low, found.high) == pytest.approx((5.174, 6.826), abs=0.001)
    assert statistics.mean(9.9, 2, 25, least=0, most=10).high == 10


def test_wilson_interval_of_a_share():
    """15 of 20: 0.531 to 0.888 (Newcombe 1998's method 3)."""
    found = statistics.share(15, 20)
    assert (found.value, found.low, found.high) == pytest.approx((0.75, 0.5313, 0.8881), abs=0.0005)
    assert statistics.share(0, 20).low == 0


def test_means_are_drawn_together_by_what_chance_explains():
    """Variance of each mean 4 (spread 10, 25 people); means 0 and 12: Q = 36 + 36 over 4 = 18, between = 17 / 0.25
    = 68, so each keeps 68 / 72 of its distance to 6."""
    low, high = statistics.shrunk([Sample(25, 0, 10), Sample(25, 12, 10)])
    assert (low.value, high.value) == pytest.approx((6 - 6 * 68 / 72, 6 + 6 * 68 / 72))
    variance = 68 / 72 * 4 + (4 / 72) ** 2 * 36
    assert high.high - high.value == pytest.approx(statistics.Z * math.sqrt(variance))


def test_means_that_chance_explains_are_all_the_same():
    found = statistics.shrunk([Sample(25, 5, 10), Sample(25, 6, 10), Sample(25, 7, 10)])
    assert [one.value for one in found] == pytest.approx([6, 6, 6])


def test_small_program_is_drawn_further():
    small, large, _ = statistics.shrunk([Sample(20, 20, 20), Sample(400, 20, 20), Sample(400, 0, 20)])
    assert small.value < large.value < 20
    assert small.high - small.low > large.high - large.low


def test_single_program_is_drawn_to_nothing():
    assert statistics.shrunk([Sample(25, 3, 10)])[0].value == 3
    assert statistics.shrunk([]) == []


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_known_correlation_lies_in_the_interval(rho):
    """Scores as the instruments give them: 12 numbers of support, 26 of well-being, many people on each."""
    rng = random.Random(17)
    found = [interval_of(rho, rng) for _ in range(RUNS)]
    assert sum(one.low <= rho <= one.high for one in found) >= 93
    assert all(one.high - one.low < 0.22 for one in found)


def interval_of(rho, rng):
    """The interval from the scores of 400 people, whose rank correlation is `rho` before rounding."""
    pearson = 2 * math.sin(math.pi * rho / 6)  # Kruskal 1958: of two normal variables
    counts = Counter()
    for _ in range(PEOPLE):
        x = rng.gauss()
        y = pearson * x + math.sqrt(1 - pearson**2) * rng.gauss()
        counts[3 + int(12 * NORMAL.cdf(x)), 4 * int(26 * NORMAL.cdf(y))] += 1
    return statistics.correlation(statistics.spearman(counts), PEOPLE)
