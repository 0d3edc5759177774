"""A home cannot be found: whatever is asked, the answers give its cell and nothing finer."""

import random

import pytest
from geopy.distance import great_circle

from groups.geo import Point, cell_centre
from groups.models import Place
from tests import factories


@pytest.mark.parametrize("home", [Point(51.5477, -0.0633), Point(-33.86, 151.2), Point(64.14, -21.94)])
def test_two_hundred_questions_do_not_locate_a_home_better_than_its_cell(client, source, home):
    place = Place.objects.create_home(street="17 Hidden Row", point=home, town="Town", timezone="UTC", country="")
    factories.make_listing(source, "Home Circle", place=place)
    dice = random.Random(7)
    shown = Point(place.lat, place.lon)
    for _ in range(200):
        lat, lon = home.lat + dice.uniform(-0.2, 0.2), home.lon + dice.uniform(-0.2, 0.2)
        asked = {"lat": f"{lat:.2f}", "lon": f"{lon:.2f}", "radius": "60"}
        told = client.get("/search.geojson", asked).json()["features"][0]["properties"]["distance_km"]
        assert told == pytest.approx(great_circle((float(asked["lat"]), float(asked["lon"])), shown).km, abs=0.002)
    assert great_circle(home, shown).km < 1.5


def test_homes_all_over_a_cell_look_the_same():
    corner = cell_centre(Point(51.55, -0.06), 1)
    for lat_step in (-0.004, 0, 0.004):
        for lon_step in (-0.006, 0, 0.006):
            assert cell_centre(Point(corner.lat + lat_step, corner.lon + lon_step), 1) == corner


def test_private_address_is_joined_by_no_public_page(client, source, django_assert_max_num_queries):
    place = Place.objects.create_home(street="17 Hidden Row", point=Point(51.5, 0), town="London", timezone="UTC")
    listing = factories.make_listing(source, "Home Circle", place=place)
    with django_assert_max_num_queries(40) as questions:
        for path in ("/search/", "/search.geojson", "/search/points.geojson", listing.get_absolute_url()):
            client.get(path)
    assert not [query["sql"] for query in questions.captured_queries if "privateaddress" in query["sql"]]
