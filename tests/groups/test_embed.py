"""The finder in a frame on other people's pages: what it shows, what a host fixes, and what no frame may do."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from groups import needs
from groups.views import embedding
from tests import factories
from tests.access.cells import path_of
from tests.access.sitemap import every_url
from tests.access.stage import set_up

HACKNEY = {"near": "51.55,-0.06"}
POSITION = {"lat": "51.55", "lon": "-0.06"}
FRAME = "/embed/"


def page(client, **query):
    answer = client.get(FRAME, query)
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(html):
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html)


@pytest.fixture
def several(source, now):
    """21 circles in one place: a page and one more."""
    place = factories.make_place()
    return [factories.make_listing(source, f"Circle {number}", place=place) for number in range(21)]


def test_frame_shows_what_the_search_finds_with_help_first(client, now, circle, clinic):
    html = page(client, **HACKNEY, topic="grief")
    assert circle.name in html
    assert clinic.name not in html
    assert html.index("Talk to someone now") < html.index(circle.name)
    assert "From Support Finder" in html


def test_frame_has_neither_header_nor_footer_nor_exit_of_the_site(client, now, circle):
    html = page(client)
    for part in ("site-header", "site-footer", "quick-exit", "csrfmiddlewaretoken", "<style", " style="):
        assert part not in html


def test_links_of_the_frame_open_elsewhere_and_its_own_stay_within(client, several):
    html = page(client, **HACKNEY)
    assert '<base target="_blank">' in html
    staying = re.findall(r'<(?:a|form)\b[^>]*(?:href|action)="(/embed/[^"]*)"[^>]*>', html)
    assert len(staying) == html.count('target="_self"') == 3  # the form, the other order, the next page


def test_only_the_frame_may_be_framed(source, now):
    stage, framed = set_up(source), []
    for name in every_url():
        answer = stage.client("anonymous").get(path_of(name, stage.a))
        is_closed = "frame-ancestors 'none'" in answer.get("Content-Security-Policy", "")
        if not is_closed or answer.get("X-Frame-Options") != "DENY":
            framed.append(name)
    assert framed == ["embed"]


def test_frame_is_strict_but_for_who_may_frame_it(client, now, circle):
    answer = client.get(FRAME)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy.pop("frame-ancestors") == "*"
    assert set(policy.values()) == {"'self'", "'none'"}
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize("name", ["embed", "embed-colours", "embed-make", "embed-script"])
@pytest.mark.parametrize("is_member", [False, True])
def test_nothing_of_the_embed_sets_a_cookie(client, now, circle, django_user_model, name, is_member):
    if is_member:
        client.force_login(django_user_model.objects.create_user("ana@example.org"))
    answer = client.get(reverse(name), HACKNEY | {"paper": "#102030"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert "My account" not in answer.content.decode() or name == "embed-make"


def test_what_a_host_gives_and_does_not_show_stays_fixed(client, now, circle, clinic):
    html = page(client, **HACKNEY, topic="grief", radius="9", show=["near", "weekday"], corners="3")
    assert "Grief" in html
    assert dict(hidden(html)) == {"topic": "grief", "show": "weekday", "corners": "3"}
    assert hidden(html).count(("show", "near")) == 1
    assert 'name="topic" value="grief" form=' not in html
    assert 'data-facet="weekday"' in html


def test_what_a_host_gives_and_shows_is_where_a_visitor_begins(client, now, circle):
    html = page(client, **HACKNEY, topic="grief")
    assert 'name="topic" value="grief" form="search-form" checked' in html
    assert hidden(html) == []


def test_place_that_is_not_shown_is_fixed_with_its_distance(client, now, circle):
    html = page(client, **HACKNEY, radius="9", units="mi", show="none")
    assert dict(hidden(html)) == HACKNEY | {"radius": "9", "units": "mi", "show": "none"}
    assert re.search(r'role="search"\s+hidden', html)


def test_place_somebody_types_goes_before_the_position_of_the_host(client, now, circle):
    assert ("lat", "51.55") in hidden(page(client, lat="51.55", lon="-0.06"))
    assert hidden(page(client, lat="51.55", lon="-0.06", near="40.7,-74.0")) == []


def test_next_page_keeps_search_and_looks(client, several):
    html = page(client, **HACKNEY, show="near", paper="#102030")
    address = re.search(r'rel="next"\s+href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert address == "/embed/?near=51.55%2C-0.06&page=2&show=near&paper=%23102030"
    second = client.get(address).content.decode()
    assert second.count('class="card ') == 1
    assert 'rel="prev"' in second


def test_ways_out_keep_to_what_the_host_fixed(client, now, circle):
    free = page(client, **HACKNEY, topic="gambling", weekday="TU")
    ways = re.findall(r'<a href="([^"]+)" target="_self">[^<]*<strong>', free)
    assert any("topic=" not in way for way in ways)
    fixed = page(client, **HACKNEY, topic="gambling", weekday="TU", show=["near", "weekday"])
    assert 'target="_self">' not in fixed
    assert "Look in the whole directory" in fixed


def test_frame_links_the_colours_only_where_there_are_some(client, now, circle):
    assert "colours.css" not in page(client, paper="red")
    assert '/embed/colours.css?paper=%23102030&amp;corners=4"' in page(client, paper="#102030", corners="4")


def test_language_of_the_host_page_leads_to_its_own_address(client, settings, now, circle):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    answer = client.get(FRAME, {"topic": "grief", "lang": "de-AT"})
    assert (answer.status_code, answer["Location"]) == (302, "/de/embed/?topic=grief")
    html = client.get(answer["Location"]).content.decode()
    assert '<html lang="de"' in html
    assert 'action="/de/embed/"' in html
    assert client.get("/de/embed/", {"lang": "en"})["Location"] == "/embed/"


@pytest.mark.parametrize("lang", ["xx", "de", "en", "en-GB", "//evil.example", "", "\0", "x" * 99])
def test_language_that_is_not_spoken_changes_nothing(client, now, circle, lang):
    assert '<html lang="en"' in page(client, lang=lang)


@pytest.mark.parametrize(
    "name", ["show", "lang", "paper", "scheme", "corners", "near", "topic", "page", "radius", "age"]
)
@pytest.mark.parametrize("wrong", ["\0", "<script>alert(1)</script>", "9" * 400, "-1", "ー"])
def test_wrong_parameter_never_fails(client, now, circle, name, wrong):
    html = page(client, **{name: wrong})
    assert "<script>alert" not in html


@pytest.mark.parametrize(("error", "status"), [(OperationalError("away"), 503), (ValueError("secret detail"), 500)])
def test_frame_that_cannot_search_still_says_whom_to_call(monkeypatch, db, error, status):
    def fail(request):
        raise error

    monkeypatch.setattr(embedding, "read_search", fail)
    browser = Client(raise_request_exception=False)
    answer = browser.get(FRAME, {"paper": "#102030"}, headers={"Accept-Language": "en-GB"})
    html = answer.content.decode()
    assert answer.status_code == status
    assert "116 123" in html
    assert "secret" not in html
    assert "colours.css?paper" in html
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_frame_that_is_asked_far_too_much_says_whom_to_call(client, db):
    answer = client.get(FRAME, {f"x{number}": 1 for number in range(3_000)}, headers={"Accept-Language": "en-GB"})
    assert answer.status_code == 400
    assert "116 123" in answer.content.decode()


def test_frame_counts_no_need(client, now, circle):
    page(client, **HACKNEY, topic="gambling")
    assert not needs.buffer.counts


@pytest.mark.parametrize(("query", "queries"), [({}, 4), (POSITION, 6), (POSITION | {"show": "near"}, 5)])
@pytest.mark.parametrize("results", [1, 3])
def test_number_of_queries_is_fixed(client, now, source, django_assert_num_queries, query, queries, results):
    place = factories.make_place()
    for number in range(results):
        factories.make_listing(source, f"Circle {number}", place=place, slots=[factories.weekly("TU", "18:30")])
    client.get(FRAME, query)
    with django_assert_num_queries(queries):  # as many as the search page asks; one less without counts
        client.get(FRAME, query)
