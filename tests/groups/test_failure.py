"""When something fails on our side, the page says so and still says whom to call."""

import pytest
from django.db import OperationalError
from django.test import Client

from groups.models import Term
from groups.views import home


@pytest.fixture
def broken(monkeypatch):
    """The front door with a database, or a program, that fails."""

    def break_with(error):
        def fail(request):
            raise error

        monkeypatch.setattr(home, "country_bias", fail)
        return Client(raise_request_exception=False).get("/", headers={"Accept-Language": "en-GB"})

    return break_with


def test_failure_of_the_database_is_passing_and_says_whom_to_call(db, broken):
    answer = broken(OperationalError("the server is away"))
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "116 123" in page
    assert "server is away" not in page


def test_failure_of_ours_says_whom_to_call(db, broken):
    answer = broken(ValueError("secret detail"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "116 123" in page
    assert "secret detail" not in page


def test_failure_page_asks_the_database_nothing(db, broken, django_assert_num_queries):
    Term.objects.lexicon()  # what the front door itself asks for before it fails
    with django_assert_num_queries(0):
        broken(OperationalError("the server is away"))
