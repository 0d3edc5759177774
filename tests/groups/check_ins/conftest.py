"""A site that has check-ins, and Ada, who is signed in to it."""

import pytest

from accounts.models import User
from tests.accounts.people import sign_in


@pytest.fixture(autouse=True)
def operator(settings):
    settings.CHECK_INS_ANSWERED_BY = "Lea Health"
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def ada(client, db, now):
    """Signed in."""
    user = User.objects.create_user("ada@example.org", nickname="Ada")
    sign_in(client, user)
    return user
