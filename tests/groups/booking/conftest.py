"""Mails of these tests go where they go on a real site: into the outbox."""

import pytest

from tests.groups.booking.people import rules


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def small(now, circle):
    """The Tuesday Circle with two places."""
    return rules(circle)
