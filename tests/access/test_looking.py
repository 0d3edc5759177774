"""Looking at a page changes nothing: no row of any table, for nobody."""

import pytest
from django.core.cache import cache

from tests.access.cells import path_of
from tests.access.database import everything
from tests.access.matrix import TABLE

NOTED = {"usersessions_usersession", "django_session", "supportfinder_cache"}
"""Where it is noted that somebody was here a moment ago, and how often."""


def changed_by_looking(stage, role):
    """Names of the addresses a GET of which changes a row, with the tables."""
    browser, found, before = stage.client(role), {}, everything()
    for name in TABLE:
        cache.clear()
        browser.get(path_of(name, stage.a))
        after = everything()
        if tables := {table for table, _row in before ^ after} - NOTED:
            found[name] = tables
        before = after
    return found


@pytest.mark.slow
@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_get_changes_no_row(stage, role):
    assert changed_by_looking(stage, role) == {}
