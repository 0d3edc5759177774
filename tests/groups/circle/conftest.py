"""The Ana of the circle, who agreed that it is kept."""

import pytest

from groups import circle as circles
from tests.accounts.people import make_person, sign_in


@pytest.fixture
def ana(client, now, db):
    """Signed in; has not agreed to anything yet."""
    ana = make_person()
    sign_in(client, ana)
    return ana


@pytest.fixture
def agreed(ana):
    circles.agree(ana)
    return ana


@pytest.fixture
def kept(agreed):
    """Ana's circle, in which nobody is yet."""
    return circles.Kept(agreed)
