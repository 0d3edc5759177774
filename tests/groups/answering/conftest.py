"""Ada came to the Tuesday Circle last night; mails go into the outbox as on a real site."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.groups.answering.people import TONIGHT
from tests.groups.booking.people import come, rules

AFTER = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
"""Twenty-one hours after the Tuesday Circle is over."""


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def ada(now, circle):
    """Somebody with an account who comes tonight and may be asked afterwards."""
    return come(rules(circle, "tell", None), "ada", TONIGHT, wants_question=True).user


@pytest.fixture
def later(ada):
    """The day after; the whole process believes it."""
    with time_machine.travel(AFTER, tick=False):
        yield AFTER
