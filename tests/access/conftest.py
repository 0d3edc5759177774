"""The stage on which the tests of access play."""

import pytest

from tests.access.stage import set_up


@pytest.fixture
def stage(source, now):
    """Two tenants and everybody who might try a door."""
    return set_up(source)
