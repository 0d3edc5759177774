"""The points of the map: the same search, grouped, and never finer than the public may know."""

import pytest

from tests import factories

EVERYTHING = "/search/points.geojson"


def points(client, **query):
    return client.get(EVERYTHING, query).json()


def bubbles(client, **query):
    return [feature["properties"] for feature in points(client, **query)["features"]]


def test_points_group_by_the_zoom(client, now, circle, clinic, evening):
    assert [bubble["count"] for bubble in bubbles(client, zoom=3)] == [2]
    assert [bubble["count"] for bubble in bubbles(client, zoom=15)] == [1, 1]
    assert points(client, zoom=3)["total"] == 2


def test_lone_point_names_its_listing(client, now, circle):
    bubble = bubbles(client, zoom=15)[0]
    assert (
        bubble["listings"]
        == [
            {
                "id": circle.public_id,
                "name": "Tuesday Circle",
                "url": circle.get_absolute_url(),
                "kind": "Peer support circle",
            }
        ]
        or bubble["listings"][0]["id"] == circle.public_id
    )
    assert (bubble["precision"], bubble["radius_m"]) == ("exact", 0)


def test_shared_point_names_everybody_up_to_fifty(client, now, source):
    place = factories.make_place()
    for number in range(52):
        factories.make_listing(source, f"Circle {number:02}", place=place)
    bubble = bubbles(client, zoom=15)[0]
    assert bubble["count"] == 52
    assert [one["name"] for one in bubble["listings"]] == [f"Circle {number:02}" for number in range(50)]


@pytest.mark.parametrize(("precision", "radius_m"), [("exact", 0), ("street", 0), ("postcode", 1500), ("town", 4000)])
def test_point_known_by_its_area_says_so(client, now, source, precision, radius_m):
    factories.make_listing(source, place=factories.make_place(precision=precision))
    assert [(one["precision"], one["radius_m"]) for one in bubbles(client, zoom=15)] == [(precision, radius_m)]


@pytest.mark.parametrize(("cell_km", "radius_m"), [(1, 707), (3, 2121)])
def test_home_is_drawn_as_its_cell(client, now, source, cell_km, radius_m):
    place = factories.make_home(cell_km=cell_km)
    factories.make_listing(source, place=place)
    feature = points(client, zoom=18)["features"][0]
    assert feature["geometry"]["coordinates"] == [place.lon, place.lat]
    assert (feature["properties"]["precision"], feature["properties"]["radius_m"]) == ("cell", radius_m)


def test_confidential_venue_is_not_on_the_map(client, now, source, circle):
    factories.make_listing(source, "Safe Evening", place=factories.make_venue())
    assert points(client, zoom=1)["total"] == 1


@pytest.mark.parametrize(
    ("bbox", "count"),
    [
        ("-0.1,51.5,0.1,51.6", 1),
        ("0.1,51.5,0.2,51.6", 0),
        ("-180,-90,180,90", 3),
        ("-400,-90,400,90", 3),
        ("170,-10,190,10", 2),
        ("-190,-10,-170,10", 2),
        ("-180,-10,-170,10", 1),
        ("359.9,51.5,360.1,51.6", 1),
    ],
)
def test_window_may_cross_the_antimeridian(client, now, source, bbox, count):
    for lat, lon in [(51.545, -0.055), (0, 179.9), (0, -179.9)]:
        factories.make_listing(source, f"At {lon}", place=factories.make_place(lat=lat, lon=lon))
    assert points(client, bbox=bbox, zoom=4)["total"] == count


def test_window_at_180_degrees_holds_the_point_on_either_side(client, now, source):
    factories.make_listing(source, place=factories.make_place(lat=0, lon=180))
    for bbox in ("170,-10,180,10", "180,-10,190,10", "-180,-10,-170,10"):
        assert points(client, bbox=bbox, zoom=4)["total"] == 1, bbox


def test_points_follow_the_filters_and_the_circle(client, now, circle, clinic, evening):
    assert points(client, topic="grief")["total"] == 1
    assert points(client, lat="51.54", lon="0.0", radius="3")["total"] == 1
    assert points(client, attendance="online")["total"] == 0


def test_points_cost_a_fixed_number_of_queries(client, now, circle, clinic, django_assert_num_queries):
    """The sample tells how much there is; then the groups, and the names of what stands alone."""
    points(client, bbox="-1,51,1,52", zoom=15)
    with django_assert_num_queries(3):
        points(client, bbox="-1,51,1,52", zoom=15)
    with django_assert_num_queries(2):
        points(client, bbox="-1,51,1,52", zoom=3)
