"""The plugin behind `make prove`: what it counts, says plainly, and refuses."""

import os
import re

import pytest

from supportfinder.serving import BASE_DIR
from tests.proofs import plugin
from tests.proofs.page import BEGIN, END

pytest_plugins = ["pytester"]

PAGE = f"words before\n{BEGIN}\nold\n{END}\nwords after\n"
MARKED = """
import pytest

@pytest.mark.proof("faults", "lights out")
@pytest.mark.parametrize("n", [1, 2])
def test_lights_out(n, record_property):
    record_property("figure", f"{n} candles")

@pytest.mark.twin("faults", "lights out")
def test_lights_out_without_a_candle():
    pass

@pytest.mark.proof("attacks", "open door")
def test_open_door():
    assert False

@pytest.mark.twin("attacks", "open door")
def test_open_door_without_a_lock():
    pytest.skip("no door here")

@pytest.mark.proof("bad input", "odd numbers")
def test_odd_numbers(tried):
    tried(1200)
    tried(34, failed=1, lost=2)

def test_without_a_mark():
    pass
"""


@pytest.fixture
def prove(pytester, monkeypatch):
    """Runs tests with the plugin as `make prove` does; answers what was printed."""
    monkeypatch.setattr(plugin, "IS_LONG", True)
    pytester.makeini("[pytest]\nmarkers =\n  proof\n  twin")

    def prove(text, *words):
        pytester.makepyfile(text)
        return pytester.runpytest_inprocess("-p", "tests.proofs.plugin", "-p", "no:django", *words).stdout.str()

    return prove


def row(printed, name):
    """The first cells of a row of the printed table, before its seconds."""
    return re.search(rf"^\| (.*) \| {name} \| (\d+) \| (.*) \| [\d.]+ \| .*\|$", printed, re.M).groups()


def test_table_says_what_held_and_what_did_not(prove):
    printed = prove(MARKED)
    assert row(printed, "lights out") == ("yes", "3", "yes")
    assert row(printed, "open door") == ("NO", "2", "not run")
    assert row(printed, "odd numbers") == ("yes", "1", "NONE")


def test_figures_stand_beside_their_row(prove):
    printed = prove(MARKED)
    assert re.search(r"^\| yes \| lights out \|.* \| 1 candles; 2 candles \|$", printed, re.M)


def test_last_lines_add_up(prove):
    printed = prove(MARKED)
    assert "faults survived: 1/1, twins red: 1/1" in printed
    assert "attacks blocked: 0/1, twins red: 0/1" in printed
    assert "bad inputs tried: 1,234, 5xx: 1, lost writes: 2" in printed


def test_table_is_written_between_its_marks(prove, pytester):
    page = pytester.path / "proofs.md"
    page.write_text(PAGE)
    prove(MARKED, "--prove-into", page.name)
    text = page.read_text()
    assert text.startswith(f"words before\n{BEGIN}\n\n`PROVE=1 ")
    assert "faults survived: 1/1" in text
    assert text.endswith(f"\n\n{END}\nwords after\n")
    assert "old" not in text


@pytest.fixture
def prove_with_processes(pytester, monkeypatch):
    """The same with processes of pytest-xdist."""
    environment = {"PROVE": "1", "PYTHONPATH": os.fspath(BASE_DIR), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    pytester.makeini("[pytest]\nmarkers =\n  proof\n  twin")

    def prove(text):
        pytester.makepyfile(test_it=text)
        return pytester.runpytest_subprocess("-p", "xdist", "-p", "tests.proofs.plugin", "-n", "2").stdout.str()

    return prove


@pytest.mark.slow
def test_reports_of_other_processes_arrive(prove_with_processes):
    printed = prove_with_processes(f"{MARKED}\ndef test_that_dies():\n    __import__('os')._exit(3)")
    assert row(printed, "lights out") == ("yes", "3", "yes")
    assert "bad inputs tried: 1,234, 5xx: 1, lost writes: 2" in printed
    assert "BROKEN OFF OR FAILED WITHOUT A MARK: test_it.py::test_that_dies" in printed


@pytest.mark.parametrize("mark", ['proof("fault", "x")', 'twin("faults")', 'proof("faults", row="x")'])
def test_mark_that_names_no_suite_and_row_stops_the_run(prove, mark, capsys):
    printed = prove(f"import pytest\n\n@pytest.mark.{mark}\ndef test_it():\n    pass")
    assert "takes the name of a suite" in printed + capsys.readouterr().err
    assert "1 passed" not in printed


def test_in_short_form_nothing_is_told(prove, monkeypatch):
    monkeypatch.setattr(plugin, "IS_LONG", False)
    assert "faults survived" not in prove(MARKED)
