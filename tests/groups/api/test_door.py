"""Who may ask, by which method, how often, and with a copy at hand."""

from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from groups import limits
from groups.api import document
from groups.api.operations import searching
from supportfinder.wsgi import application
from tests import factories

PROBLEM = "application/problem+json"
ADDRESSES = ["/api/search", "/api/dates", "/api/words", "/api/places?q=Ha", "/api/openapi.json"]


@pytest.fixture
def three_a_minute(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api": "3/m/key"}


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/nothing", "/api/listings/nobody"])
def test_pages_of_any_site_may_ask_and_no_cookie_comes_back(client, now, circle, address):
    answer = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ADDRESSES)
def test_browser_may_ask_in_advance_without_being_counted(client, now, circle, three_a_minute, address):
    for _time in range(5):
        answer = client.options(address, headers={"Access-Control-Request-Method": "POST"})
        assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_who_has_a_copy_gets_304_which_a_page_elsewhere_may_see(client, now, circle, clinic):
    for address in ("/api/search?limit=1", f"/api/listings/{circle.public_id}", "/api/words", "/api/dates"):
        etag = client.get(address)["ETag"]
        answer = client.get(address, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["RateLimit"]
    factories.add_contact(circle)
    assert client.get("/api/search?limit=1").status_code == 200


def test_copy_is_not_right_any_more_once_something_changed(client, now, circle):
    etag = client.get("/api/search")["ETag"]
    factories.add_contact(circle)
    assert client.get("/api/search", headers={"If-None-Match": etag}).status_code == 200


def test_headers_tell_what_is_left(client, now, circle, three_a_minute):
    answers = [client.get("/api/words") for _time in range(3)]
    assert [answer["RateLimit"] for answer in answers] == ['"api";r=2;t=60', '"api";r=1;t=60', '"api";r=0;t=60']
    assert answers[0]["RateLimit-Policy"] == '"api";q=3;w=60'


def test_who_asks_too_often_is_told_how_long_to_wait(client, now, circle, three_a_minute):
    for _time in range(3):
        client.get("/api/words")
    answer = client.get("/api/search")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (429, PROBLEM, "60")
    assert answer.json()["detail"] == "That was a lot at once. Please ask again in 60 seconds."
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/search", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_limit_begins_anew_with_the_next_span(client, circle, now, three_a_minute, monkeypatch):
    for _time in range(4):
        answer = client.get("/api/words")
    assert answer.status_code == 429
    monkeypatch.setattr(limits, "time", lambda: now.timestamp() + 60)
    assert client.get("/api/words").status_code == 200


def test_count_holds_no_address(client, circle, now, monkeypatch):
    kept = {}
    nothing_yet = Mock(side_effect=ValueError)
    monkeypatch.setattr(limits, "cache", Mock(incr=nothing_yet, add=lambda *row: kept.update({row[0]: row}) or True))
    client.get("/api/search?near=Hackney", REMOTE_ADDR="192.0.2.7")
    assert len(kept) == 1
    assert "192.0.2" not in str(kept)
    assert "Hackney" not in str(kept)


def test_nobody_is_kept_from_reading_where_nothing_can_be_counted(client, circle, now, monkeypatch):
    away = Mock(side_effect=OperationalError("The database is away."))
    monkeypatch.setattr(limits, "cache", Mock(incr=away, add=away))
    assert client.get("/api/words").status_code == 200


@pytest.mark.parametrize("address", ["/api/words", "/api/listings/abc", "/api/openapi.json"])
def test_method_that_is_not_taken_is_refused_in_the_shape_of_a_problem(client, now, db, address):
    for method in (client.post, client.put, client.delete, client.patch):
        answer = method(address)
        assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert client.put("/api/search")["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_head_answers_as_get_does(client, now, circle):
    answer = client.head("/api/search")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")


@pytest.mark.parametrize("address", ["/api/search", "/api/", "/api/nothing", "/search/", "/feeds/listings.geojson"])
def test_head_gets_no_body_from_the_site_as_servers_run_it(rf, circle, now, monkeypatch, address):
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)  # else each request ends the test's
    told = {}

    def asked(method):
        environ = rf.get(address).environ | {"REQUEST_METHOD": method}
        return b"".join(application(environ, lambda status, headers: told.update({method: status})))

    assert asked("GET")
    assert asked("HEAD") == b""
    assert told["GET"] == told["HEAD"]


def test_every_failure_has_one_shape(client, now, circle):
    for address in ("/api/nothing/here", "/api/listings/nobody", "/api/listings/nobody/dates", "/api/search?age=x"):
        answer = client.get(address)
        told = answer.json()
        assert answer["Content-Type"] == PROBLEM
        assert told["status"] == answer.status_code
        assert {"type", "title", "status", "detail"} <= set(told)


def test_body_that_cannot_be_read_is_refused(client, now, circle, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = client.post("/api/search", {"topic": ["grief", "grief", "grief"]})
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert client.get("/api/search?topic=a&topic=b&topic=c").status_code == 400


@pytest.mark.parametrize(("error", "status"), [(OperationalError("away"), 503), (ValueError("secret detail"), 500)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_failure_of_ours_is_a_problem_that_a_page_elsewhere_may_read(db, monkeypatch, error, status, method):
    monkeypatch.setattr(searching.Following, "__init__", Mock(side_effect=error))
    answer = getattr(Client(raise_request_exception=False), method)("/api/search")
    assert (answer.status_code, answer["Content-Type"], answer.json()["status"]) == (status, PROBLEM, status)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert ("Retry-After" in answer) == (status == 503)
    assert b"secret" not in answer.content


def test_page_that_explains_the_interface_fails_as_pages_do(db, monkeypatch):
    monkeypatch.setattr(document, "build", Mock(side_effect=ValueError))
    answer = Client(raise_request_exception=False).get("/api/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/html; charset=utf-8")
