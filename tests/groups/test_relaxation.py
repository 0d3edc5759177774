"""Where nothing is found there are ways out, each with the number that it brings."""

import pytest
from django.http import QueryDict

from groups.filters import ListingFilter
from groups.relaxation import relaxations
from tests.conftest import NOW

HACKNEY = "lat=51.55&lon=-0.06"


def ways_out(query):
    return relaxations(ListingFilter(QueryDict(query), now=NOW))


def labels(query):
    return [(way.label, way.count) for way in ways_out(query)]


@pytest.fixture
def cast(now, circle, clinic, evening):
    return circle, clinic, evening


def test_filter_whose_loss_brings_most_comes_first(cast):
    assert labels("topic=gambling&formality=formal&age=30") == [("Without “Gambling”", 1)]
    assert labels("topic=grief&language=en&cost=insurance")[0][1] >= 1


def test_wider_circle_comes_first_with_the_units_of_the_search(cast):
    place = "lat=51.70&lon=-0.06&attendance=in_person"
    assert labels(f"{place}&radius=10")[0] == ("Within 20 km", 2)
    assert labels(f"{place}&radius=5&units=mi")[0][0] == "Within 20 mi"
    assert labels(f"{place}&radius=8&units=mi")[0] == ("Within 16 mi", 2)


def test_any_distance_is_the_last_circle(cast):
    assert ("At any distance", 2) in labels("lat=40.7&lon=-74&attendance=in_person")


def test_online_is_offered_where_it_was_left_out(cast):
    assert ("Online or by phone", 1) in labels("lat=40.7&lon=-74&attendance=in_person&radius=1")


def test_small_circle_is_never_relaxed_to_none(cast):
    """A radius that rounds to 0 is refused by the form, which then measures the usual 25 km."""
    for way in ways_out("lat=51.55&lon=-0.07&attendance=in_person&radius=0.1"):
        assert way.params.get("radius") != "0", way.label


def test_circle_round_the_globe_is_called_any_distance(cast):
    assert labels("lat=-51&lon=179&attendance=in_person&radius=12000")[0] == ("At any distance", 2)


def test_each_way_out_finds_what_it_promises(cast, client):
    for query in (
        f"{HACKNEY}&topic=gambling&cost=free",
        "topic=grief&cost=insurance&when=tomorrow&q=zz",
        f"{HACKNEY}&age=9&kind=clinic&radius=1",
    ):
        for way in ways_out(query):
            assert client.get(f"/search.geojson?{way.params.urlencode()}").json()["total"] == way.count > 0


def test_page_offers_ways_out_and_crisis_help(client, cast):
    page = client.get("/search/?topic=gambling&formality=formal").content.decode()
    assert "Without “Gambling”" in page
    assert page.index("Talk to someone now") < page.index("You could loosen one thing")


def test_empty_directory_offers_to_start_again(client, db, now):
    assert "Start again with everything" in client.get("/search/?topic=grief").content.decode()
