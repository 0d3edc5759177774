"""The table of what the site is built on is whole."""

import re
from importlib.metadata import PackageNotFoundError, distribution

from supportfinder.serving import BASE_DIR

ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def table():
    """The rows of the page as (name, licence, what for), without the head of the table."""
    page = (BASE_DIR / "docs/dependencies.md").read_text("utf-8")
    return [row for row in ROW.findall(page) if row[0] != "package"]


def in_the_lock():
    """Packages of the lock, by name."""
    lock = (BASE_DIR / "requirements-server.txt").read_text("utf-8")
    return {name.lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE)}


def licence_of(name):
    """The licence as a package tells it itself, as the text that names it; None for one that is not installed."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return None
    names = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    return " ".join([told.get("License-Expression") or "", (told.get("License") or "")[:200], *names])


def test_table_of_dependencies_is_whole():
    assert [name for name, _licence, _what in table()] == sorted(in_the_lock())


def test_each_licence_is_the_one_that_the_package_tells():
    for name, licence, _what in table():
        told = licence_of(name)
        family = re.split(r"[- ]", licence)[0].lower()
        assert told is None or family in told.lower(), (name, licence, told)
