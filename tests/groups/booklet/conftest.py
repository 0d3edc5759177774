"""The faces are read once, so that no test is charged for it."""

import pytest

from groups.booklet.fonts import fonts


@pytest.fixture(autouse=True, scope="session")
def faces():
    return fonts()
