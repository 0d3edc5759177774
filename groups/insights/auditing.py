"""What anybody can work out about cells that are not shown, from those that are: this month's and last month's.

Whoever attacks knows the rules, both snapshots, that people are whole and not fewer than none, which cells add up to
which, and guesses that nobody left between the two. Numbers of people are then drawn tighter from sum to sum until
nothing changes; what is left is the `Range` of each cell.
"""

import math
from dataclasses import dataclass
from itertools import chain

STEP = 5
"""Numbers of people are shown to the nearest multiple of this."""
HALF = STEP // 2
FEW = 10
"""Of fewer people than these nothing is told, not even by subtraction."""
STALE = FEW + HALF
"""A number of people is repeated until it is this far from the truth; then at least `FEW` people came or went."""
ROUNDS = 60


@dataclass(frozen=True)
class Family:
    """A cell (`whole`) and the cells whose people together are those of it (`parts`), all by their keys."""

    whole: str
    parts: tuple
    has_means: bool = False
    """Whether whole and parts say more than how many they are: then subtraction must not leave a mean of few."""


@dataclass(frozen=True)
class Range:
    """The least and the greatest number of people that a cell can hold."""

    low: float = 0
    high: float = math.inf

    @property
    def width(self):
        """How many numbers are possible."""
        return self.high - self.low + 1

    def within(self, low, high):
        """The part of it from `low` to `high`."""
        return Range(max(self.low, low), min(self.high, high))


def rounded(people):
    """A number of people as it is shown."""
    return STEP * math.floor(people / STEP + 0.5)


def told(key, shown, earlier):
    """The `Range` that a shown number tells, for the later of two snapshots; `earlier` is {} for a first one."""
    if key not in shown:
        return Range()
    slack = STALE - 1 if shown[key] == earlier.get(key) else HALF
    return Range(max(0, shown[key] - slack), shown[key] + slack)


def ranges(families, shown, earlier):
    """`{(0, key): Range}` of the earlier snapshot and `{(1, key): Range}` of this one, for every cell of `families`.

    `shown` and `earlier` are `{key: people as shown}`. Where the numbers contradict the guess that nobody left, as when
    people said something else than last time, nobody can go by it.
    """
    found = drawn(families, shown, earlier, guesses=bool(earlier))
    if earlier and any(one.low > one.high for one in found.values()):
        return drawn(families, shown, earlier, guesses=False)
    return found


def drawn(families, shown, earlier, *, guesses):
    """The ranges, drawn tighter until nothing changes; with the guess that nobody left, or without it."""
    keys = set(chain.from_iterable((family.whole, *family.parts) for family in families))
    found = {(0, key): told(key, earlier, {}) for key in keys} if earlier else {}
    found |= {(1, key): told(key, shown, earlier) for key in keys}
    for _ in range(ROUNDS):
        before = dict(found)
        for family in families:
            for month in (0, 1) if earlier else (1,):
                add_up(family, month, found)
        if guesses:
            nobody_left(keys, found)
        if found == before:
            break
    return found


def add_up(family, month, found):
    """Draw the ranges of one family tighter: the whole is the sum of its parts."""
    parts = [found[month, key] for key in family.parts]
    low, high = sum(one.low for one in parts), sum(one.high for one in parts if one.high < math.inf)
    endless = sum(one.high == math.inf for one in parts)
    whole = found[month, family.whole].within(low, math.inf if endless else high)
    found[month, family.whole] = whole
    for key, one in zip(family.parts, parts, strict=True):
        is_endless = one.high == math.inf
        others_high = math.inf if endless > is_endless else high - (0 if is_endless else one.high)
        found[month, key] = one.within(whole.low - others_high, whole.high - (low - one.low))


def nobody_left(keys, found):
    """Draw ranges tighter by the guess that a cell never loses people."""
    for key in keys:
        then, now = found[0, key], found[1, key]
        found[1, key] = now.within(then.low, math.inf)
        found[0, key] = then.within(0, now.high)


def narrow(families, shown, earlier):
    """The hidden cells of either month that are known too well, as `{(month, key)}`."""
    found = ranges(families, shown, earlier)
    hidden = {(month, key) for month, key in found if key not in (shown if month else earlier)}
    return {place for place in hidden if found[place].width < FEW}
