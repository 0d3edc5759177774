"""What the site withstands, shown by tests: faults, attacks and bad input, each with a twin that shows the harm.

`@pytest.mark.proof(suite, row)` goes on a test that shows that a row holds. `@pytest.mark.twin(suite, row)` goes on its
sabotage twin: a test that takes the guard away and passes when the harm is seen. `make prove` runs both in their long
form and prints one table; see `plugin.py`.
"""

import os
import statistics
from collections.abc import Callable, Hashable, Sequence

SUITES = {"faults": "faults survived", "attacks": "attacks blocked", "bad input": "bad inputs refused"}
"""The suites in their order, and what is counted of each."""

IS_LONG = os.environ.get("PROVE") == "1"


def least(measure: Callable[[], float], enough: float, tries: int = 6) -> float:
    """The smallest of up to six measurements, the last of which is the first below `enough`.

    A machine that is busy with something else makes a figure larger, never smaller: what is too much by the
    code alone is too much every time. That holds for how long one thing takes, not for how far two are apart: of
    differences, chance makes small ones too (see `medians_apart`).
    """
    found = [measure()]
    while min(found) >= enough and len(found) < tries:
        found.append(measure())
    return min(found)


def medians_apart(
    ways: Sequence[Hashable], measure: Callable[[Hashable], float], often: int, enough: float, tries: int = 6
) -> float:
    """How far the medians of what is measured of each way are apart, each measured `often` times in turn.

    Where that is not below `enough`, more is measured and counted with what was, up to six times as much: chance
    goes out of it, while a difference that is there stays.
    """
    found = {way: [] for way in ways}
    while True:
        for turn in range(often):
            first = turn % len(ways)
            for way in (*ways[first:], *ways[:first]):
                found[way].append(measure(way))
        medians = [statistics.median(each) for each in found.values()]
        apart = max(medians) - min(medians)
        if apart < enough or len(found[ways[0]]) >= tries * often:
            return apart


def rounds(short: int, long: int) -> int:
    """How often to do something: a few times in every test run, often where it is to be proved."""
    return long if IS_LONG else short
