"""What marks a sentence for translation has a name that xgettext, and so the catalogues, look for."""

import ast

import pytest

from tests.catalogues import CALLS, ROOT

SOURCES = [path for name in ("groups", "accounts", "supportfinder") for path in sorted((ROOT / name).rglob("*.py"))]


def unknown_names(source):
    """The names under which `source` imports functions of gettext and that nobody looks for."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from (one.asname for one in node.names if one.name in CALLS and one.asname not in {None, *CALLS})


def test_every_sentence_is_marked_by_a_name_that_is_looked_for():
    found = {path.name: names for path in SOURCES if (names := list(unknown_names(path.read_text("utf-8"))))}
    assert found == {}


@pytest.mark.parametrize(("name", "found"), [("_t", ["_t"]), ("_", []), ("gettext", [])])
def test_other_name_is_found(name, found):
    assert list(unknown_names(f"from django.utils.translation import gettext as {name}")) == found
