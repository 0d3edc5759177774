"""One sphere for distance, order and radius, and the grid that hides homes."""

import math

import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from groups.geo import (
    EARTH_RADIUS_M,
    HALF_CIRCUMFERENCE_KM,
    Point,
    cell_centre,
    chord_metres,
    distance_km,
    km_from_chord,
    to_cube,
    window_box,
)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_distance_agrees_with_geopy(a, b):
    """geopy rounds the radius to 6,371.009 km, hence up to a metre on half the globe."""
    assert distance_km(a, b) == pytest.approx(great_circle(a, b).km, abs=0.001)


@given(points, points)
def test_chord_of_two_cubes_is_the_distance(a, b):
    chord = math.dist(to_cube(a), to_cube(b))
    assert km_from_chord(chord) == pytest.approx(distance_km(a, b), abs=0.001)


@given(st.floats(0, HALF_CIRCUMFERENCE_KM - 1))
def test_chord_and_km_undo_each_other(km):
    assert km_from_chord(chord_metres(km)) == pytest.approx(km, abs=0.001)


def test_chord_metres_stops_at_the_diameter():
    assert chord_metres(10 * HALF_CIRCUMFERENCE_KM) == pytest.approx(2 * EARTH_RADIUS_M)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (Point(0, 0), Point(0, 0), 0),
        (Point(0, 179.99), Point(0, -179.99), 2.224),
        (Point(90, 0), Point(90, 133), 0),
        (Point(89.99, 0), Point(89.99, 180), 2.224),
        (Point(0, -180), Point(0, 180), 0),
        (Point(-90, 0), Point(90, 0), HALF_CIRCUMFERENCE_KM),
    ],
)
def test_distance_at_the_edges_of_the_map(a, b, km):
    assert distance_km(a, b) == pytest.approx(km, abs=0.001)


@given(points, st.sampled_from([1, 3, 10]))
def test_cell_centre_is_a_place_on_earth(point, size_km):
    centre = cell_centre(point, size_km)
    assert -90 <= centre.lat <= 90
    assert -180 <= centre.lon <= 180


@given(points, st.sampled_from([1, 3, 10]))
def test_cell_centre_of_a_centre_is_itself(point, size_km):
    """A home that is stored twice, or edited, must not wander: each step would give something away."""
    centre = cell_centre(point, size_km)
    assert cell_centre(centre, size_km) == centre


@given(points, st.sampled_from([1, 3, 10]))
def test_cell_is_near_the_home_and_never_narrow(point, size_km):
    """Half the diagonal at the most (columns are widest at the edge of the band near the equator)."""
    centre = cell_centre(point, size_km)
    away = distance_km(point, centre)
    assert away <= size_km * 1.01 or abs(point.lat) > 85
    beside = Point(centre.lat, centre.lon + 360 * 0.49 * size_km / (2 * HALF_CIRCUMFERENCE_KM))
    assert cell_centre(beside, size_km) == centre


def test_cell_centre_is_the_same_over_the_whole_cell():
    centre = cell_centre(Point(51.5453, -0.0557), 1)
    steps = [(-0.004, -0.006), (-0.004, 0.006), (0.004, -0.006), (0.004, 0.006)]
    assert {cell_centre(Point(centre.lat + lat, centre.lon + lon), 1) for lat, lon in steps} == {centre}


@pytest.mark.parametrize("lon", [-180.0, 180.0, 179.9999, -179.9999])
def test_cell_centre_at_the_antimeridian(lon):
    assert distance_km(Point(10, lon), cell_centre(Point(10, lon), 1)) < 0.8


def test_rounded_point_is_known_to_about_a_kilometre():
    assert Point(51.545678, -0.055432).rounded() == Point(51.55, -0.06)


@st.composite
def windows(draw):
    """West, south, east, north: any width up to the whole globe, across ±180° too."""
    west, width = draw(st.floats(-180, 180)), draw(st.floats(0, 360))
    south, north = sorted(draw(st.tuples(st.floats(-90, 90), st.floats(-90, 90))))
    return west, south, west + width, north


shares = st.floats(0, 1) | st.sampled_from([0, 1])


@given(windows(), shares, shares)
def test_box_holds_every_point_of_its_window(window, across, up):
    west, south, east, north = window
    lat, lon = min(south + up * (north - south), north), min(west + across * (east - west), east)
    least, greatest = window_box(*window)
    assert all(low <= at <= high for low, at, high in zip(least, to_cube(Point(lat, lon)), greatest, strict=True))


@given(windows())
def test_box_is_no_larger_than_its_window(window):
    """Each side touches the window: at a corner, at the equator, or where an axis of space leaves the globe."""
    west, south, east, north = window
    lats = {south, north, *([0] if south <= 0 <= north else [])}
    lons = {west, east, *(lon for lon in range(-180, 541, 90) if west <= lon <= east)}
    touched = list(zip(*(to_cube(Point(lat, lon)) for lat in lats for lon in lons), strict=True))
    least, greatest = window_box(*window)
    assert least == pytest.approx([min(axis) for axis in touched], abs=0.01)
    assert greatest == pytest.approx([max(axis) for axis in touched], abs=0.01)


@pytest.mark.parametrize(
    ("window", "least", "greatest"),
    [
        ((-180, -90, 180, 90), (-1, -1, -1), (1, 1, 1)),
        ((-180, 0, 180, 90), (-1, -1, 0), (1, 1, 1)),
        ((170, 0, 190, 0), (-1, -0.17365, 0), (-0.98481, 0.17365, 0)),
        ((0, 60, 90, 90), (0, 0, 0.86603), (0.5, 0.5, 1)),
    ],
)
def test_box_of_a_window_in_radii(window, least, greatest):
    for corner, wanted in zip(window_box(*window), (least, greatest), strict=True):
        assert [length / EARTH_RADIUS_M for length in corner] == pytest.approx(wanted, abs=1e-5)
