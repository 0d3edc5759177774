"""Somebody who tries to work out hidden cells: a linear program over what two snapshots tell, solved exactly.

It shares nothing with the audit in the product: what is known is written down as inequalities, and the least and
greatest value of each cell is found by the simplex method with fractions (Bland's rule, so it ends).
"""

from fractions import Fraction

CAP = 500
"""No cell holds more people than these; keeps every program bounded."""
EXACT, REPEATED = 2, 11
"""How far the truth may be from a number rounded to 5, and from one that is the same as last month."""


def greatest(goal, rows, limits):
    """The greatest `goal · x` with `rows · x <= limits` and `x >= 0`, or None where no such x exists."""
    table = [[*map(Fraction, row), Fraction(limit)] for row, limit in zip(rows, limits, strict=True)]
    many = len(goal)
    basis, free = list(range(many, many + len(rows))), list(range(many))
    if min(row[-1] for row in table) < 0 and not make_feasible(table, basis, free, many + len(rows)):
        return None
    values = [Fraction(0)] * (len(free) + 1)
    for column, name in enumerate(free):  # the goal in terms of what is free now
        values[column] += goal[name] if name < many else 0
    for row, name in zip(table, basis, strict=True):
        if name < many and goal[name]:
            values = [value - goal[name] * part for value, part in zip(values, row, strict=True)]
    climb(table, values, basis, free)
    return -values[-1]


def make_feasible(table, basis, free, helper):
    """Find a point that keeps all limits, with one more variable that is then thrown out; whether there is one."""
    for row in table:
        row.insert(-1, Fraction(-1))
    free.append(helper)
    values = [Fraction(0)] * len(free) + [Fraction(0)]
    values[-2] = Fraction(-1)
    worst = min(range(len(table)), key=lambda place: table[place][-1])
    pivot(table, values, basis, free, worst, len(free) - 1)
    climb(table, values, basis, free)
    if values[-1] != 0:
        return False
    if helper in basis:
        place = basis.index(helper)
        pivot(table, values, basis, free, place, next(c for c, part in enumerate(table[place][:-1]) if part))
    column = free.index(helper)
    for row in table:
        del row[column]
    del free[column]
    return True


def climb(table, values, basis, free):
    """Go from corner to corner while the goal grows."""
    while True:
        better = [column for column in range(len(free)) if values[column] > 0]
        if not better:
            return
        column = min(better, key=lambda place: free[place])
        ways = [place for place, row in enumerate(table) if row[column] > 0]
        leaving = min(ways, key=lambda place: (table[place][-1] / table[place][column], basis[place]))
        pivot(table, values, basis, free, leaving, column)


def pivot(table, values, basis, free, place, column):
    """Let what is at `place` of the basis and at `column` of the free change places."""
    scale = table[place][column]
    table[place] = [part / scale for part in table[place]]
    table[place][column] = 1 / scale
    for row in [*(row for other, row in enumerate(table) if other != place), values]:
        factor = row[column]
        row[column] = Fraction(0)
        row[:] = [part - factor * other for part, other in zip(row, table[place], strict=True)]
    basis[place], free[column] = free[column], basis[place]


def widths(families, snapshots, before=None):
    """How many numbers of people are possible in each hidden cell, as `{(month, key): n}`.

    `snapshots` are one or two of `{key: people as shown}`, `before` is what was shown the month before them. The
    attacker knows how numbers are rounded and repeated, which cells add up, and guesses that nobody leaves.
    """
    keys = sorted({key for family in families for key in (family.whole, *family.parts)})
    names = [(month, key) for month in range(len(snapshots)) for key in keys]
    rows, limits = knowledge(families, snapshots, names, before or {})
    found = {}
    for month, key in names:
        if key not in snapshots[month]:
            goal = [int(name == (month, key)) for name in names]
            high, low = greatest(goal, rows, limits), greatest([-one for one in goal], rows, limits)
            found[month, key] = None if high is None else high + low + 1
    return found


def knowledge(families, snapshots, names, before):
    """All that is known, as rows and limits."""
    known = []
    for month, key in names:
        known.append(({(month, key): 1}, CAP))
        if key in snapshots[month]:
            n = snapshots[month][key]
            slack = REPEATED if (snapshots[0] if month else before).get(key) == n else EXACT
            known += [({(month, key): 1}, n + slack), ({(month, key): -1}, slack - n)]
        if month:
            known.append(({(0, key): 1, (1, key): -1}, 0))
    for month in range(len(snapshots)):
        for family in families:
            sums = {(month, family.whole): 1} | {(month, key): -1 for key in family.parts}
            known += [(sums, 0), ({name: -one for name, one in sums.items()}, 0)]
    return [[row.get(name, 0) for name in names] for row, _limit in known], [limit for _row, limit in known]


def joined(keys, snapshots):
    """The cells whose newcomers subtraction tells apart: shown in both months, by numbers less than 10 apart."""
    then, now = snapshots
    return {key for key in keys if key in then and key in now and 0 < abs(now[key] - then[key]) < 10}
