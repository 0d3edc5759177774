"""Who and what the pages of moderation are tried with: a moderator, a facilitator, a new listing, a changed one."""

import pytest

from groups.models import Listing
from tests import factories
from tests.groups.reviewing import (
    fresh,
    make_facilitator,
    make_moderator,
    moderating,
    propose,
    waiting,
)


@pytest.fixture
def mo(now, db):
    return make_moderator()


@pytest.fixture
def ada(now, db):
    return make_facilitator()


@pytest.fixture
def as_mo(client, mo):
    return moderating(client, mo)


@pytest.fixture
def pending(source, ada):
    return waiting(source, "New Circle", owner=ada, slots=[factories.weekly("TU", "18:30")])


@pytest.fixture
def changed(now, circle, ada):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    propose(circle, ada, name="Wednesday Circle")
    return fresh(circle)
