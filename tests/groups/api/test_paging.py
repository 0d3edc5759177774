"""Pages by cursor: nothing is skipped and nothing comes twice, whatever is added meanwhile."""

import pytest
from django.core.signing import Signer

from groups import results
from groups.api import cursors
from groups.models import ImportSource, Listing
from tests import factories
from tests.groups.directory import build

HACKNEY = {"lat": "51.55", "lon": "-0.06", "radius": "any"}
SEARCHES = [{}, HACKNEY, HACKNEY | {"sort": "soonest"}, {"q": "circle"}, HACKNEY | {"when": "week"}]


@pytest.fixture
def directory(db, now):
    return build(70, now, seed=7)


@pytest.fixture(params=["sorted", "walked"])
def way(request, monkeypatch):
    """Both ways to make an answer: few listings are sorted, of many an index is walked."""
    if request.param == "walked":
        monkeypatch.setattr(results, "NEAREST_SORTED_UP_TO", 3)
        monkeypatch.setattr(results, "SOONEST_SORTED_UP_TO", 3)


def page(client, query, cursor):
    answer = client.get("/api/search", query | {"limit": "7", "cursor": cursor or "", "facets": "false"})
    assert answer.status_code == 200, answer.content
    return [one["id"] for one in answer.json()["listings"]], answer.json()["next"]


def pages(client, query, between=lambda number: None):
    """The ids of all pages; `between` is called before each but the first."""
    ids, cursor = page(client, query, None)
    number = 0
    while cursor:
        between(number := number + 1)
        more, cursor = page(client, query, cursor)
        ids += more
    return ids


def whole(client, query):
    """The ids of the whole answer by page number, as the search page has them."""
    ids, number = [], 1
    while found := client.get("/search.geojson", query | {"page": number}).json()["features"]:
        ids += [feature["properties"]["id"] for feature in found]
        number += 1
    return ids


@pytest.mark.slow
def test_pages_together_are_the_whole_answer_in_its_order(client, directory, way):
    for query in SEARCHES:
        ids = pages(client, query)
        assert ids == whole(client, query), query
        assert len(ids) == len(set(ids)) > 7


@pytest.mark.slow
def test_nothing_is_skipped_or_comes_twice_while_listings_are_added(client, directory, way):
    def add(number):
        place = factories.make_place(lat=51.55, lon=-0.06)
        factories.make_listing(source, f" circle {query} {number}", place=place)

    source = ImportSource.objects.get()
    for query in SEARCHES:
        before = whole(client, query)
        ids = pages(client, query, between=add)
        assert [one for one in ids if one in before] == before, query
        assert len(ids) == len(set(ids))


def test_page_goes_on_where_its_last_listing_is_gone(client, directory):
    before = pages(client, HACKNEY)
    _ids, cursor = page(client, HACKNEY, None)
    Listing.objects.filter(public_id__in=before[:7]).update(searchable=False)
    assert page(client, HACKNEY, cursor)[0] == before[7:14]


def test_cursor_of_another_search_is_refused(client, directory):
    _ids, cursor = page(client, HACKNEY, None)
    for other in ({}, HACKNEY | {"lat": "51.56"}, HACKNEY | {"topic": "grief"}):
        answer = client.get("/api/search", other | {"cursor": cursor})
        assert answer.status_code == 422
        assert "another search" in answer.json()["errors"][0]["detail"]


def test_cursor_that_was_changed_is_refused(client, directory):
    _ids, cursor = page(client, HACKNEY, None)
    own = Signer(salt="mine").sign_object(["", [0]])
    for made_up in (cursor[:-1], "x" + cursor, own):
        assert client.get("/api/search", HACKNEY | {"cursor": made_up}).status_code == 422


def test_cursor_brings_back_the_key_as_it_was(now):
    for key in [(0, False, 123.456789012345, 7), (False, True, now, "Élan", 9), (True, False, None, "", 1)]:
        assert cursors.read(cursors.write(key, "here"), "here") == key


def test_last_page_has_no_cursor(client, directory):
    total = len(whole(client, {}))
    assert client.get("/api/search", {"limit": "40"}).json()["next"]
    assert total > 40
    assert client.get("/api/search", {"limit": "100", "q": "no such word at all"}).json()["next"] is None
