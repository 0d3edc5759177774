"""The pytest plugin behind `make prove`: marks `proof` and `twin`, the fixture `tried`, and the table of what held.

What a test shows travels in its reports (`user_properties`), so that it arrives from processes of pytest-xdist too.
"""

import shlex
import sys
from pathlib import Path

import pytest

from tests.proofs import IS_LONG, SUITES
from tests.proofs.machine import described
from tests.proofs.page import put_between_marks
from tests.proofs.table import Results

KINDS = ("proof", "twin")


def pytest_addoption(parser):
    """`--prove-into FILE`: the page that keeps the table."""
    parser.addoption("--prove-into", metavar="FILE", help="write the table of proofs into FILE, between its two marks")


def pytest_configure(config):
    """Where the processes of pytest-xdist do the tests, the reports come together in the one that started them."""
    is_wanted = IS_LONG or config.getoption("prove_into")
    if is_wanted and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Telling(config), "proofs-telling")


def pytest_collection_modifyitems(items):
    """Give every marked test what it shows, as text that can travel."""
    for item in items:
        for kind in KINDS:
            for mark in item.iter_markers(kind):
                item.user_properties.append(("shows", [kind, *shown(item, mark)]))


def shown(item, mark):
    """The suite and the row of a mark. Raises UsageError for a suite that there is not."""
    if len(mark.args) != 2 or mark.kwargs or mark.args[0] not in SUITES:
        known = ", ".join(f'"{suite}"' for suite in SUITES)
        raise pytest.UsageError(f"{item.nodeid}: {mark.name} takes the name of a suite ({known}) and that of a row")
    return mark.args


@pytest.fixture
def tried(request):
    """Adds to the count of bad inputs tried: `tried(n)`; also how many `failed` (5xx) and how many writes were lost."""

    def tried(count, *, failed=0, lost=0):
        request.node.user_properties.append(("tried", [count, failed, lost]))

    return tried


class Telling:
    """Hears every report, and tells at the end what held."""

    def __init__(self, config):
        self.page = config.getoption("prove_into")
        self.results = Results()

    def pytest_runtest_logreport(self, report):
        """One phase of one test."""
        self.results.hear(report)

    def pytest_terminal_summary(self, terminalreporter, config):
        """Print the table, and write it where it is wanted."""
        lines = self.results.lines()
        terminalreporter.section("proofs")
        terminalreporter.write_line("\n".join(lines))
        if self.page:
            words = [shlex.quote(word) for word in config.invocation_params.args]
            put_between_marks(Path(self.page), [*told_by(words), "", *lines])


def told_by(words):
    """Who says so: the command, the machine and the day, as lines of Markdown."""
    form = "PROVE=1 " if IS_LONG else ""
    return [f"`{form}{Path(sys.executable).name} -m pytest {' '.join(words)}`", "", described()]
