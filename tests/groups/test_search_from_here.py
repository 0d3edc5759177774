"""What is joined from anywhere: what meets by the clocks of the country searched in comes first."""

import re

import pytest

from groups import results
from groups.models import Listing
from tests import factories

HACKNEY = {"near": "Hackney"}
KARACHI = {"near": "Karachi"}


@pytest.fixture
def lines(source, now, gazetteer):
    """Telephone circles of three countries, and one without hours."""
    line = {"attendance": "phone"}
    for name, at, zone in (
        ("San Francisco", "01:00", "America/Los_Angeles"),
        ("Karachi", "12:00", "Asia/Karachi"),
        ("London", "20:00", "Europe/London"),
    ):
        factories.make_listing(source, name, **line, slots=[factories.weekly("WE", at, timezone=zone)])
    factories.make_listing(source, "By appointment", **line)


@pytest.fixture(params=["sorted", "walked"])
def way(request, monkeypatch):
    """Both ways to make an answer: few listings are sorted, of many an index is walked."""
    if request.param == "walked":
        monkeypatch.setattr(results, "SOONEST_SORTED_UP_TO", 1)


def names(client, **query):
    return [one["properties"]["name"] for one in client.get("/search.geojson", query).json()["features"]]


@pytest.mark.parametrize(
    ("place", "first"), [(HACKNEY, "London"), (KARACHI, "Karachi"), ({"near": "New York"}, "San Francisco")]
)
def test_lines_of_the_country_come_before_those_of_others(client, lines, way, place, first):
    others = [name for name in ("San Francisco", "Karachi", "London") if name != first]
    soonest = sorted(others, key=["Karachi", "San Francisco", "London"].index)
    assert names(client, **place) == [first, *soonest, "By appointment"]


def test_line_of_the_country_that_is_unsure_comes_after_what_is_sure(client, lines, way):
    Listing.objects.filter(name="London").update(is_unsure=True)
    assert names(client, **HACKNEY)[-1] == "London"


def test_lines_come_soonest_first_where_somebody_asks_for_that(client, lines, way):
    assert names(client, **HACKNEY, sort="soonest")[:2] == ["Karachi", "San Francisco"]


def test_cursor_goes_on_behind_a_line_of_the_country(client, lines, way):
    query = HACKNEY | {"limit": "1", "facets": "false"}
    cursor, found = "", []
    while cursor is not None:
        page = client.get("/api/search", query | {"cursor": cursor}).json()
        found += [one["name"] for one in page["listings"]]
        cursor = page["next"]
    assert found == names(client, **HACKNEY)


def said(client, **query):
    page = client.get("/search/", query).content.decode()
    found = re.search(r'class="results-shares">(.*?)</span>', page, re.S)
    return found and " ".join(found[1].split())


def test_page_says_how_many_have_a_place_to_go_to(client, lines, circle):
    assert said(client, **HACKNEY) == "1 to go to, 4 to join online or by phone"


@pytest.mark.parametrize("query", [{}, KARACHI, HACKNEY | {"attendance": "in-person"}])
def test_page_does_not_part_what_is_of_one_sort_or_asked_for_without_a_place(client, lines, circle, query):
    assert said(client, **query) is None
