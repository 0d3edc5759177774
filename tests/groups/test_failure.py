"""When something fails on our side, the page says so and still says whom to call."""

import pytest
from django.db import InternalError, OperationalError
from django.test import Client
from django.urls import reverse
from psycopg.errors import ReadOnlySqlTransaction

from groups.models import Term
from groups.views import home
from groups.views import posting as posting_views


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


def test_database_that_takes_no_writes_is_passing(db, broken):
    error = InternalError("cannot execute INSERT in a read-only transaction")
    error.__cause__ = ReadOnlySqlTransaction()
    assert broken(error).status_code == 503


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


@pytest.mark.parametrize("method", ["get", "head"])
def test_page_of_a_sent_form_that_is_loaded_again_says_what_to_do(client, db, method):
    answer = getattr(client, method)(reverse("manage-word", args=["unknown"]), headers={"Accept-Language": "en-GB"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    if method == "get":
        page = answer.content.decode()
        assert "That did not work" in page
        assert "Please go back and try again." in page
        assert "116 123" in page


def test_refused_method_of_the_interface_is_a_problem(client, db):
    answer = client.delete("/api/search")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


@pytest.fixture
def unsaved(monkeypatch):
    """The answer to a form that is sent while the database is away."""

    def send(form):
        def fail(*args, **kwargs):
            raise OperationalError("the server is away")

        monkeypatch.setattr(posting_views, "OneScreenForm", fail)
        client = Client(raise_request_exception=False)
        return client.post(reverse("post-informal"), form).content.decode()

    return send


def test_form_that_could_not_be_saved_is_kept_to_be_sent_again(db, unsaved):
    """The database may have failed after it had saved it: nobody promises anything."""
    page = unsaved({"basics-name": "Tea <& talk>", "day": ["MO", "TU"]})
    assert "We cannot tell whether it was saved" in page
    assert "Nothing was saved" not in page
    assert '<input type="hidden" name="basics-name" value="Tea &lt;&amp; talk&gt;">' in page
    assert page.count('name="day"') == 2
    assert f'action="{reverse("post-informal")}"' in page


@pytest.mark.parametrize("secret", [{"password": "pa55"}, {"new_password1": "pa55"}])
def test_form_with_a_password_is_not_repeated(db, unsaved, secret):
    page = unsaved(secret)
    assert "We cannot tell whether it was saved" in page
    assert "pa55" not in page
    assert "Send it again" not in page
