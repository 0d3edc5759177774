"""The page about ASVS 5.0 counts rightly, and names tests and files that there are."""

import ast
import re
from collections import Counter

from supportfinder.serving import BASE_DIR

PAGE = (BASE_DIR / "docs/asvs.md").read_text("utf-8")
ROW = re.compile(
    r"^\| V(\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (verified|partly|not|not applicable) \| (.+?) \|$", re.MULTILINE
)
FIRST = re.compile(r"Verified (\d+) of (\d+) applicable: (\d+) partly, (\d+) not; (\d+) of (\d+) do not apply\.")
AT_LEVEL = {"1": 70, "2": 183}
"""How many requirements of each level ASVS 5.0.0 has."""
WORDS = ("__Host-", "secrets")
"""What stands in code quotes and is neither a test nor a file of ours."""


def names_of_tests():
    """The names of all test functions."""
    names = set()
    for path in (BASE_DIR / "tests").rglob("test_*.py"):
        names |= {
            node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        }
    return names


def test_first_line_counts_what_stands_below():
    states = Counter(state for _number, _level, _what, state, _shown in ROW.findall(PAGE))
    apply = states.total() - states["not applicable"]
    told = [states["verified"], apply, states["partly"], states["not"], states["not applicable"], states.total()]
    assert [int(number) for number in FIRST.search(PAGE).groups()] == told


def test_every_requirement_of_both_levels_has_one_row():
    rows = ROW.findall(PAGE)
    assert len(rows) == len(re.findall(r"^\| V", PAGE, re.MULTILINE))
    assert max(Counter(number for number, *_rest in rows).values()) == 1
    assert Counter(level for _number, level, *_rest in rows) == AT_LEVEL


def test_every_test_and_file_that_is_named_is_there():
    there = names_of_tests()
    for number, _level, _what, _state, shown in ROW.findall(PAGE):
        for name in re.findall(r"`([^`]+)`", shown):
            assert name in {*there, *WORDS} or (BASE_DIR / name).exists(), (number, name)


def test_what_is_verified_names_what_shows_it():
    rows = ROW.findall(PAGE)
    assert [number for number, _level, _what, state, shown in rows if state == "verified" and "`" not in shown] == []
