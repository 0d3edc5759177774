"""Who may keep a copy of a page: no proxy one that was made for somebody, and nobody one that may be wrong by now."""

import pytest
from django.http import HttpResponse
from django.urls import path

from supportfinder.caching import KEPT, keeping
from tests.access.cells import path_of
from tests.access.sitemap import every_url
from tests.access.stage import set_up

FOR_ONE = (b"csrfmiddlewaretoken", b"nonce=")
SEARCH = "/search/?near=51.54,-0.05&topic=grief"


@pytest.fixture
def stage(source, now):
    return set_up(source)


def may_be_shared(answer):
    return "public" in answer.get("Cache-Control", "public")


def check_no_page_for_one_is_shared(answer, name):
    """What a proxy may keep holds no token, sets no cookie and allows no script by a number used once."""
    if may_be_shared(answer):
        content = answer.getvalue()  # of a stream, too
        assert not any(mark in content for mark in FOR_ONE), name
        assert not answer.cookies, name
        assert "nonce-" not in answer.get("Content-Security-Policy", ""), name


def test_every_address_says_who_may_keep_its_answer(stage):
    for name in every_url():
        answer = stage.client("anonymous").get(path_of(name, stage.a))
        assert "private" in answer["Cache-Control"] or name in KEPT, name
        check_no_page_for_one_is_shared(answer, name)


def test_every_row_is_kept_as_it_says(stage):
    assert set(KEPT) <= set(every_url())
    for name, rule in KEPT.items():
        answer = stage.client("anonymous").get(path_of(name, stage.a))
        assert answer["Cache-Control"] == rule, name
        assert {"Accept-Language", "Accept-Encoding", "Cookie"} <= set(answer["Vary"].split(", ")), name


def test_nobody_keeps_a_page_of_who_is_signed_in(stage):
    for name in KEPT:
        assert stage.client("member").get(path_of(name, stage.a))["Cache-Control"] == "no-store, private", name


@pytest.mark.parametrize("path", ["/search/points.geojson?topic=grief", "/places.json?q=Hack", "/nothing/here/"])
def test_nobody_keeps_what_is_typed_or_missing(client, now, circle, path):
    answer = client.get(path)
    assert answer["Cache-Control"] == "no-store, private"
    assert "ETag" not in answer


def test_nobody_keeps_a_search_that_leaves_no_address(client, now, circle):
    assert client.post("/search/", {"topic": "grief"})["Cache-Control"] == "no-store, private"


def test_no_proxy_keeps_what_somebody_looked_for(client, now, circle):
    for address in (SEARCH, "/search.geojson?topic=grief", "/", "/help-now/"):
        assert not may_be_shared(client.get(address)), address


def test_page_that_sets_a_cookie_is_kept_by_nobody(rf):
    def view(request):
        response = HttpResponse("A page")
        response.set_cookie("csrftoken", "secret")
        return response

    assert answer_of(rf, view)["Cache-Control"] == "no-store, private"


def test_page_with_a_script_by_a_number_is_kept_by_nobody(rf):
    policy = {"Content-Security-Policy": "script-src 'nonce-abc'"}
    assert answer_of(rf, lambda request: HttpResponse("A page", headers=policy))["Cache-Control"] == "no-store, private"
    assert answer_of(rf, lambda request: HttpResponse("A page"))["Cache-Control"] == KEPT["about"]


def answer_of(rf, view):
    """What the middleware makes of the answer of `view` at the address of a page that anybody may keep."""
    request = rf.get("/about/")
    request.resolver_match = path("about/", view, name="about").resolve("about/")
    return keeping(view)(request)


def test_icon_is_found_at_its_old_address(client, plain_static_names):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (301, "/static/img/icon.svg")
