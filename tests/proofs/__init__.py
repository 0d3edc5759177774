"""What the site withstands, shown by tests: faults, attacks and bad input, each with a twin that shows the harm.

`@pytest.mark.proof(suite, row)` goes on a test that shows that a row holds. `@pytest.mark.twin(suite, row)` goes on its
sabotage twin: a test that takes the guard away and passes when the harm is seen. `make prove` runs both in their long
form and prints one table; see `plugin.py`.
"""

import os
from collections.abc import Callable

SUITES = {"faults": "faults survived", "attacks": "attacks blocked", "bad input": "bad inputs refused"}
"""The suites in their order, and what is counted of each."""

IS_LONG = os.environ.get("PROVE") == "1"


def least(measure: Callable[[], float], enough: float, tries: int = 6) -> float:
    """The smallest of up to six measurements, the last of which is the first below `enough`.

    A machine that is busy with something else makes a figure larger, never smaller: what is too much by the
    code alone is too much every time.
    """
    found = [measure()]
    while min(found) >= enough and len(found) < tries:
        found.append(measure())
    return min(found)


def rounds(short: int, long: int) -> int:
    """How often to do something: a few times in every test run, often where it is to be proved."""
    return long if IS_LONG else short
