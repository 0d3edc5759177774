"""The few formulas behind the published figures, in plain Python; each names where it is from.

A figure with its 95 % interval is an `Estimate`; scores are numbers, counts of people are whole.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
LEAST_FOR_INTERVAL = 4
"""Fisher's z of fewer pairs has no spread."""


@dataclass(frozen=True)
class Estimate:
    """A figure and the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def rounded(self, digits):
        """The three as a list, with `digits` after the point, as a snapshot holds them."""
        return [round(one, digits) + 0.0 for one in (self.value, self.low, self.high)]  # + 0.0: no "-0.0"


@dataclass(frozen=True)
class Sample:
    """What is known of one program: how many people, their mean, and the spread among them (standard deviation)."""

    n: int
    mean: float
    spread: float


def spearman(counts):
    """Spearman's rank correlation of pairs; `counts` is `{(x, y): people}`.

    It is Pearson's correlation of the ranks, where equal scores share the middle of their ranks (Kendall and Gibbons,
    Rank Correlation Methods, 1990). None where one of the two is the same for everybody.
    """
    across, up = middle_ranks(counts, 0), middle_ranks(counts, 1)
    middle = (sum(counts.values()) + 1) / 2
    both = sum(n * (across[x] - middle) * (up[y] - middle) for (x, y), n in counts.items())
    spread_x = sum(n * (across[x] - middle) ** 2 for (x, _), n in counts.items())
    spread_y = sum(n * (up[y] - middle) ** 2 for (_, y), n in counts.items())
    return both / math.sqrt(spread_x * spread_y) if spread_x and spread_y else None


def middle_ranks(counts, side):
    """`{score: rank}` of one side of the pairs; equal scores share the middle of their ranks."""
    of_score = {}
    for pair, n in counts.items():
        of_score[pair[side]] = of_score.get(pair[side], 0) + n
    ranks, below = {}, 0
    for score in sorted(of_score):
        ranks[score] = below + (of_score[score] + 1) / 2
        below += of_score[score]
    return ranks


def correlation(rho, n):
    """The `Estimate` of a rank correlation `rho` of `n` pairs: Fisher's z, and the standard error of Bonett and
    Wright (Psychometrika 65, 2000), the root of (1 + rho²/2) / (n - 3). Raises ValueError of fewer than 4 pairs."""
    if n < LEAST_FOR_INTERVAL:
        raise ValueError(f"{n} pairs have no interval")
    z = math.atanh(max(-0.999999, min(0.999999, rho)))
    half = Z * math.sqrt((1 + rho**2 / 2) / (n - 3))
    return Estimate(rho, math.tanh(z - half), math.tanh(z + half))


def mean(value, spread, n, *, least, most):
    """The `Estimate` of a mean by Student's t, within the scale from `least` to `most`."""
    half = student(n - 1) * spread / math.sqrt(n)
    return Estimate(value, max(least, value - half), min(most, value + half))


def student(freedom):
    """The 97.5 % point of Student's t (Abramowitz and Stegun, 26.7.5); right to 0.001 from 10 degrees of freedom on."""
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    return Z + sum(term / freedom**power for power, term in enumerate(terms, start=1))


def share(part, n):
    """The `Estimate` of a share, 0 to 1, with Wilson's interval (Journal of the American Statistical Association 22,
    1927), which stays within 0 and 1."""
    value = part / n
    middle = (value + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(value * (1 - value) / n + Z**2 / (4 * n**2))
    return Estimate(value, max(0.0, middle - half), min(1.0, middle + half))


def shrunk(samples):
    """An `Estimate` of each mean, drawn to the mean of all as far as chance explains that they differ.

    Parametric empirical Bayes (Morris, Journal of the American Statistical Association 78, 1983): with `v` the
    variance of one mean (the common spread within programs over n), `t` the variance between programs (DerSimonian and
    Laird, 1986) and `m` the mean of all weighted by 1 / (v + t), it is m + b * (mean - m) with b = t / (t + v), and its
    variance b * v + (1 - b)² * (the variance of m). A single program has nothing to be drawn to.
    """
    if not samples:
        return []
    within = common_variance(samples)
    variances = [max(within / one.n, 1e-12) for one in samples]
    between = variance_between([one.mean for one in samples], variances)
    weights = [1 / (v + between) for v in variances]
    centre = weighted([one.mean for one in samples], weights)
    if len(samples) == 1:
        return [around(centre, variances[0])]
    estimates = []
    for one, v in zip(samples, variances, strict=True):
        b = between / (between + v)
        estimates.append(around(centre + b * (one.mean - centre), b * v + (1 - b) ** 2 / sum(weights)))
    return estimates


def common_variance(samples):
    """The variance within programs, the same for all of them: that of each, weighted by its degrees of freedom."""
    freedom = sum(one.n - 1 for one in samples)
    return sum((one.n - 1) * one.spread**2 for one in samples) / freedom if freedom else 0.0


def variance_between(means, variances):
    """How much the true means differ (DerSimonian and Laird): what is left of Cochran's Q after chance; 0 at least."""
    weights = [1 / v for v in variances]
    total = sum(weights)
    centre = weighted(means, weights)
    q = sum(w * (one - centre) ** 2 for w, one in zip(weights, means, strict=True))
    scale = total - sum(w**2 for w in weights) / total
    return max(0.0, (q - (len(means) - 1)) / scale) if len(means) > 1 else 0.0


def weighted(values, weights):
    """The mean of `values`, each with its weight."""
    return sum(w * one for w, one in zip(weights, values, strict=True)) / sum(weights)


def around(value, variance):
    """An `Estimate` with the normal interval."""
    half = Z * math.sqrt(variance)
    return Estimate(value, value - half, value + half)
