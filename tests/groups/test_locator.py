"""The still map: what it shows, what it must never show, and the files it is drawn from."""

from xml.etree import ElementTree

import pytest
from django.utils.html import escape
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groups import basemap, locator
from tests import factories

LONDON = (51.5, -0.12)
GRID_SEAM_INLAND = (50.0, 29.97)  # west of Kyiv, on the border of two squares of the land file
FIJI = (-17.0, 179.95)
MOST_BYTES = 10_000
MOST_BYTES_AT_THE_POLES = 30_000  # where Mercator's map draws a few islands as large as continents


def is_land(lat, lon, name):
    """Even-odd test of a point against the land of a map file."""
    x, y = basemap.mercator(lat, lon)
    inside = False
    for shape in basemap.layers_of(name)["land"]:
        points = list(zip(shape.points[::2], shape.points[1::2], strict=True))
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@pytest.mark.parametrize("name", ["coarse", "fine"])
@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        (51.5, -0.6, True),  # west of London
        (55.7, 37.6, True),  # Moscow
        (39.7, -105.0, True),  # Denver
        (-25.0, 135.0, True),  # Australia
        (30.0, -40.0, False),  # Atlantic
        (66.0, -168.9, False),  # Bering Strait, beside ±180°
        (66.0, -115.0, True),  # Canada, on the latitude of the Russian far east
        (-16.0, -150.0, False),  # Pacific, on the latitude of Fiji
        (-60.0, 10.0, False),  # Southern Ocean
    ],
)
def test_land_files_know_land_from_water(name, lat, lon, expected):
    assert is_land(lat, lon, name) is expected


def test_exact_place_gets_a_pin_and_no_circle():
    drawn = locator.svg(*LONDON, km=0, reach=10, precision="exact")
    assert "locator-pin" in drawn
    assert "locator-area" not in drawn


@pytest.mark.parametrize("precision", ["postcode", "town", "cell"])
def test_place_known_roughly_gets_a_circle_and_never_a_pin(precision):
    drawn = locator.svg(*LONDON, km=0, reach=10, precision=precision)
    assert "locator-area" in drawn
    assert "locator-pin" not in drawn


def test_circle_of_a_home_covers_its_whole_cell():
    drawn = locator.svg(*LONDON, km=3, reach=18, precision="cell")
    assert 'r="21"' in drawn  # 3 km / √2 at 10 pixels a kilometre


def test_place_without_a_cell_is_drawn_as_far_as_its_precision_needs():
    drawn = locator.svg(*LONDON, km=0, precision="town")
    assert ">10 km</text>" in drawn


def test_confidential_area_gets_no_mark_at_all():
    drawn = locator.svg(*LONDON, km=0, reach=10, precision="area")
    assert "locator-pin" not in drawn
    assert "locator-area" not in drawn


def test_title_names_the_nearest_town():
    root = ElementTree.fromstring(locator.svg(*LONDON, km=0, reach=25, precision="town"))
    assert root.get("aria-label") == "Map of the area around London"
    assert root.get("role") == "img"


def test_place_without_towns_has_a_plain_title():
    assert "<title>Map of the area</title>" in locator.svg(-45, -120, km=0, reach=25, precision="town")


def test_city_without_coast_or_border_still_shows_names_and_a_distance():
    drawn = locator.svg(55.75, 37.6, km=0, reach=20, precision="exact")
    assert drawn.count('class="locator-name"') >= 5
    assert ">10 km</text>" in drawn


def test_cuts_between_squares_are_not_drawn_as_a_coast():
    drawn = locator.svg(*GRID_SEAM_INLAND, km=0, reach=10, precision="exact")
    assert 'class="locator-land"' in drawn
    assert "locator-coast" not in drawn


def test_picture_across_the_antimeridian_shows_both_sides():
    names = locator.svg(*FIJI, km=0, reach=300, precision="town")
    assert "Labasa" in names
    for shape, shift in locator.visible(
        basemap.layers_of("fine")["land"], locator.View(640, 360, 0.9999, 0.55, 20_000)
    ):
        assert 0.9 < shape.box[0] + shift < 1.1


def test_town_name_is_escaped(monkeypatch):
    x, y = basemap.mercator(*LONDON)
    monkeypatch.setattr(locator, "towns", lambda: (basemap.Town("<b>O'Hara</b>", x, y),))
    drawn = locator.svg(*LONDON, km=0, reach=10, precision="exact")
    assert "<b>" not in drawn
    assert drawn.count(escape("<b>O'Hara</b>")) == 3  # name, title and label


@settings(max_examples=60)
@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    reach=st.floats(1, 1500),
    precision=st.sampled_from(["exact", "street", "postcode", "town", "cell", "area"]),
)
@example(lat=80.0, lon=-70.0, reach=1500.0, precision="exact")
@example(lat=85.0, lon=180.0, reach=1500.0, precision="exact")
def test_any_place_gives_small_well_formed_svg_without_inline_style(lat, lon, reach, precision):
    drawn = locator.svg(lat, lon, km=0, reach=reach, precision=precision)
    ElementTree.fromstring(drawn)
    assert len(drawn.encode()) < (MOST_BYTES if abs(lat) <= 80 else MOST_BYTES_AT_THE_POLES)
    assert "style=" not in drawn


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("town", "The map shows only the town: we do not know the exact spot."),
        ("postcode", "The map shows only the area of the postcode: we do not know the exact spot."),
        ("street", "4 Linden Street"),
    ],
)
def test_place_known_roughly_is_said_to_be_so(client, source, now, precision, words):
    listing = factories.make_listing(source, place=factories.make_place(precision=precision))
    page = client.get(listing.get_absolute_url()).content.decode()
    assert words in page
    assert ("The map shows only" in page) is (precision != "street")
