"""The map where there is much: estimated when wide, exact when close, never more than a screen can hold."""

from random import Random

import pytest
from django.db import connection
from django.http import QueryDict

from groups import keeping, map_points
from groups.choices import Status
from groups.filters import ListingFilter
from groups.models import Listing, Place
from groups.models.listing import SAMPLE
from tests import factories
from tests.conftest import NOW
from tests.groups.directory import CENTRES, EDGES
from tests.groups.test_map_points import bubbles, points

STREETS = "-0.06,51.54,-0.05,51.55"
COUNTRY = "-8,50,2,59"


@pytest.fixture
def crowd(now, source):
    """Thirty-two listings in Hackney, two of them in the sample, each at a place of its own some metres apart."""
    places = [factories.make_place(lat=51.545 + number / 10_000) for number in range(32)]
    return [
        factories.make_listing(source, f"Circle {number:02}", pk=SAMPLE * 1000 + number, place=place)
        for number, place in enumerate(places)
    ]


@pytest.fixture
def few(monkeypatch):
    """What the thirty-two are too many for."""
    monkeypatch.setattr(map_points, "EXACT_UP_TO", 31)


def search(query=""):
    return ListingFilter(QueryDict(query), now=NOW)


def test_wide_window_with_many_is_estimated_and_says_so(client, crowd, few):
    answer = points(client, bbox=COUNTRY, zoom=5)
    assert (answer["total"], answer["about"]) == (32, True)
    [bubble] = [feature["properties"] for feature in answer["features"]]
    assert (bubble["count"], bubble["about"]) == (32, True)
    assert "listings" not in bubble


def test_whole_directory_is_counted_once_a_minute(client, crowd, few, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(keeping, "monotonic", lambda: 119)
    assert points(client, bbox="-180,-85,180,85", zoom=2)["total"] == 32
    with django_assert_num_queries(0):
        assert points(client, bbox="-90,-85,90,85", zoom=2)["total"] == 32
    Listing.objects.filter(pk=crowd[0].pk).update(searchable=False)
    monkeypatch.setattr(keeping, "monotonic", lambda: 120)
    assert points(client, bbox="-180,-85,180,85", zoom=2)["total"] == 31


def test_search_for_something_is_not_told_of_the_whole_directory(client, crowd, few):
    for query in ({}, {"radius": "any"}):
        assert points(client, bbox="-180,-85,180,85", zoom=2, **query)["total"] == 32
    for query in ({"topic": "grief"}, {"lat": "0", "lon": "0", "radius": "500"}):
        assert points(client, bbox="-180,-85,180,85", zoom=2, **query)["total"] == 0


def test_part_of_the_globe_is_told_of_the_whole_directory(client, crowd, few, source):
    for number, lon in enumerate([178, 179, -179]):
        place = factories.make_place(lat=0, lon=lon)
        factories.make_listing(source, f"Far {number}", pk=SAMPLE * (2000 + number), place=place)
    assert points(client, bbox="-180,-85,180,85", zoom=2)["total"] == 80
    assert points(client, bbox="90,-85,270,85", zoom=2)["total"] == 48
    assert points(client, bbox="90,-85,-90,85", zoom=2)["total"] == 48
    assert points(client, bbox="-90,10,90,85", zoom=2)["total"] == 32


def test_wide_window_with_few_is_exact(client, crowd):
    Listing.objects.filter(pk=crowd[0].pk).update(searchable=False)
    answer = points(client, bbox=COUNTRY, zoom=5)
    assert answer["total"] == 31
    assert "about" not in answer
    assert "about" not in answer["features"][0]["properties"]


def test_close_window_is_exact_however_many(client, crowd, few):
    """Nothing is left out where nobody can come closer."""
    found = bubbles(client, bbox=STREETS, zoom=14)
    assert sum(len(bubble["listings"]) for bubble in found) == 32
    assert not any("about" in bubble for bubble in found)


def test_confidential_venue_is_in_no_estimate(client, crowd, few, source):
    factories.make_listing(source, "Safe Evening", pk=SAMPLE * 2000, place=factories.make_venue())
    assert points(client, bbox=COUNTRY, zoom=5)["total"] == 32


@pytest.mark.parametrize(("count", "said"), [(1, 16), (9, 140), (214, 3400), (56_250, 900_000)])
def test_estimate_is_said_to_two_digits(count, said):
    assert map_points.estimate({"count": count})["count"] == said


def test_wide_window_has_no_more_cells_than_a_large_screen(client, now, source, monkeypatch):
    """A program may ask for the whole world at the last zoom."""
    monkeypatch.setattr(map_points, "EXACT_UP_TO", 0)
    for number in range(40):
        place = factories.make_place(lat=51 + number / 1000, lon=number / 1000)
        factories.make_listing(source, f"Circle {number}", pk=SAMPLE * (1000 + number), place=place)
    for bbox in ("-180,-90,180,90", "-8,-90,2,90"):
        assert len(bubbles(client, bbox=bbox, zoom=20)) == 1, bbox


@pytest.mark.parametrize(
    ("bbox", "zoom"), [(None, 4), ((-180, -90, 180, 90), 4), ((170, 0, -170, 5), 8), ((0, 0, 0.1, 0.05), 16)]
)
def test_finest_zoom_follows_the_window(bbox, zoom):
    assert map_points.finest_zoom(bbox) == zoom


def test_only_the_names_of_their_own_cell_are_told(client, crowd):
    for bubble in bubbles(client, bbox=STREETS, zoom=14):
        _west, south, _east, north = bubble["bounds"]
        lats = Listing.objects.filter(public_id__in=[one["id"] for one in bubble["listings"]]).values_list("lat")
        assert len(lats) == bubble["count"]
        assert all(south <= lat <= north for (lat,) in lats)


def test_crowded_points_share_the_names_and_the_others_keep_theirs(client, now, source, monkeypatch):
    monkeypatch.setattr(map_points, "NAMED_IN_ALL", 5)
    crowded, lone = factories.make_place(), factories.make_place(lat=51.6)
    for name in "ABCDEFG":
        factories.make_listing(source, name, place=crowded)
    factories.make_listing(source, "Z", place=lone)
    assert [[one["name"] for one in bubble["listings"]] for bubble in bubbles(client, zoom=15)] == [list("ABCD"), ["Z"]]


def written(rng):
    """A directory with positions only, at the centres and the edges of the map; answers its positions."""
    spots = [rng.choice(CENTRES + EDGES) for _ in range(150)]
    at = [(min(90, max(-90, lat + rng.gauss(0, 1))), (lon + rng.gauss(0, 3) + 180) % 360 - 180) for lat, lon in spots]
    at += [(float(lat), float(lon)) for lat, lon in EDGES]
    places = Place.objects.bulk_create(
        Place(lat=lat, lon=lon, precision="town", town="A", timezone="UTC") for lat, lon in at
    )
    kind, source = factories.term("kind:peer-circle"), factories.make_source()
    rows = [Listing(name="A", kind=kind, source=source, place=place, attendance="in_person") for place in places]
    Listing.objects.bulk_create(rows)
    Listing.objects.update(status=Status.PUBLISHED, searchable=True)
    return at


def holds(window, lat, lon):
    """Whether a window holds a position, by degrees alone."""
    west, south, east, north = window
    return south <= lat <= north and (east - west >= 360 or any(west <= lon + turn <= east for turn in (-360, 0, 360)))


def test_window_holds_what_lies_in_it_and_nothing_else(now, db):
    """Three hundred windows anywhere, across ±180° and round the poles, counted one by one."""
    rng = Random(4)
    at = written(rng)
    for _ in range(300):
        west, width = rng.uniform(-180, 180), rng.choice([0.5, 5, 40, 89, 91, 200, 360]) * rng.random()
        south, north = sorted((rng.uniform(-90, 90), rng.choice([-90, rng.uniform(-90, 90), 90])))
        window = (west, south, west + width, north)
        wanted = sum(holds(window, lat, lon) for lat, lon in at)
        assert map_points.map_points(search(), window, 3)["total"] == wanted, window


def leave_only(index):
    """Takes the other indexes away: among two hundred rows a planner may find any of them as cheap."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'groups_listing' AND indexname LIKE 'listing%%'"
            " AND indexname <> %s AND NOT indexdef LIKE '%% UNIQUE %%'",
            [index],
        )
        others = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute(f"DROP INDEX {others}; ANALYZE groups_listing; SET LOCAL enable_seqscan = off")


@pytest.mark.parametrize("query", ["", "topic=grief", "lat=51.5&lon=0&radius=50"])
@pytest.mark.parametrize("is_sample", [False, True])
def test_window_is_answered_by_the_index_of_positions(db, query, is_sample):
    """What lies outside of the box round the window is not read, and of a sample nothing outside of the sample."""
    written(Random(4))
    drawn = map_points.in_sight(search(query), (-0.1, 51.5, 0.1, 51.6))
    index = "listing_near_and_sampled" if is_sample else "listing_near_and_tagged"
    leave_only(index)
    plan = (drawn.sampled() if is_sample else drawn).explain()
    assert index in plan
    assert "pos <@" in plan
