"""Where a listing is: found from what was typed, hidden where it has to be, and never moved by another edit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import content, placement
from groups.forms.place import PlaceForm
from groups.geo import Point, cell_centre, distance_km
from groups.models.place import AREA_CELL_KM
from tests import factories
from tests.groups.browser_like import reposted, round_trip

pytestmark = pytest.mark.django_db
HACKNEY = Point(51.5477, -0.0633)
OPEN = {"attendance": "in_person", "venue": "open"}
HOME = OPEN | {"venue": "home", "street": "17 Hidden Row", "town": "Hackney", "country": "GB"}


def typed(**answers):
    return PlaceForm(OPEN | answers)


def section(**answers):
    form = typed(**answers)
    assert form.is_valid(), form.errors
    return form.content()


def sentences(form):
    return " ".join(str(sentence) for _id, _label, sentence in form.problems())


def test_town_gives_its_middle_and_its_zone(gazetteer):
    place = section(town="leeds", street="1 Mill Lane", country="GB")
    assert distance_km(Point(place["lat"], place["lon"]), Point(53.8, -1.55)) < 5
    assert (place["town"], place["region"], place["country"]) == ("Leeds", "England", "GB")
    assert (place["precision"], place["cell_km"], place["timezone"]) == ("town", None, "Europe/London")
    assert place["street"] == "1 Mill Lane"


def test_postcode_is_nearer_than_its_town(gazetteer):
    place = section(town="Paris", postal_code="75011", country="FR")
    assert (place["town"], place["postal_code"], place["precision"]) == ("Paris", "75011", "postcode")
    assert distance_km(Point(place["lat"], place["lon"]), Point(48.858, 2.379)) < 3


@pytest.mark.parametrize("answers", [{"postal_code": "e8 1aa", "country": "GB"}, {"town": "E8 1AA", "country": "GB"}])
def test_postcode_alone_is_enough(gazetteer, answers):
    place = section(**answers)
    assert place["postal_code"].upper() == "E8 1AA"
    assert place["town"]
    assert place["precision"] == "postcode"


def test_suggested_label_fills_town_region_and_country(gazetteer):
    place = section(town="Springfield, Illinois, United States")
    assert (place["town"], place["region"], place["country"]) == ("Springfield", "Illinois", "US")
    assert place["timezone"] == "America/Chicago"


def test_several_places_of_one_name_are_offered_and_one_is_picked(gazetteer):
    asked = typed(town="Springfield", country="US")
    assert not asked.is_valid()
    assert "several places" in sentences(asked)
    choices = dict(asked["choice"].field.widget.choices)
    picked = next(key for key, label in choices.items() if "Illinois" in label)
    assert 'value="Springfield"' in str(asked["town"])
    assert section(town="Springfield", country="US", choice=picked)["region"] == "Illinois"


def test_choice_stays_on_the_page_while_something_else_is_wrong(gazetteer):
    asked = typed(town="Springfield", country="US")
    assert not asked.is_valid()
    picked = asked["choice"].field.widget.choices[0][0]
    again = typed(town="Springfield", country="US", choice=picked, directions="x" * 3000)
    assert not again.is_valid()
    assert "checked" in str(again["choice"])


def test_misspelt_town_is_asked_about_not_guessed(gazetteer):
    asked = typed(town="Lonndon", country="GB")
    assert not asked.is_valid()
    assert any("London" in label for _id, label in asked["choice"].field.widget.choices)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Name the town"),
        ({"town": "Zzqqxx"}, "do not know this place"),
        ({"town": "Ontario", "country": "CA"}, "whole region"),
        ({"town": "Leeds", "country": "GB", "lat": "53.8"}, "both a latitude and a longitude"),
        ({"town": "Leeds", "country": "GB", "lat": "91", "lon": "0"}, "between -90 and 90"),
        ({"town": "Leeds", "country": "GB", "lat": "NaN", "lon": "0"}, "degrees as a number"),
        ({"town": "Leeds", "country": "GB", "postal_code": "PL1"}, "km from Leeds"),
        ({"attendance": "online"}, "choose the time zone"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(gazetteer, answers, sentence):
    form = typed(**answers)
    assert not form.is_valid()
    assert sentence in sentences(form)


@pytest.mark.parametrize(
    "answers",
    [
        {"town": "53.80, -1.55"},
        {"town": "53.80 -1.55"},
        {"town": "53.80, -1.55", "postal_code": "E8 1AA", "country": "GB"},
        {"postal_code": "53.80, -1.55"},
    ],
)
def test_position_is_no_name_of_a_town(gazetteer, answers):
    form = typed(**answers)
    assert not form.is_valid()
    assert "Name a town. A whole region or a position is not enough." in sentences(form)
    pinned = section(**answers, lat="51.5477", lon="-0.0633")
    assert pinned["town"]
    assert "53.80" not in pinned["town"]


def test_pin_makes_the_position_exact(gazetteer):
    place = section(street="4 Linden Street", town="London", country="GB", lat="51.5450049", lon="-0.055")
    assert (place["lat"], place["lon"], place["precision"]) == (51.545, -0.055, "exact")
    assert section(town="London", country="GB", lat="51.545", lon="-0.055")["precision"] == "street"


def test_pin_alone_names_its_town(gazetteer):
    place = section(lat="53.8", lon="-1.55")
    assert place["country"] == "GB"
    assert place["town"]


def test_pin_decides_between_places_of_one_name(gazetteer):
    place = section(town="Springfield", country="US", lat="39.8", lon="-89.65")
    assert (place["town"], place["region"]) == ("Springfield", "Illinois")


def test_pin_far_from_its_town_is_asked_about(gazetteer):
    answers = {"town": "Leeds", "country": "GB", "lat": "51.5", "lon": "-0.12"}
    asked = typed(**answers)
    assert not asked.is_valid()
    assert "km from Leeds. Is that right?" in sentences(asked)
    assert asked.asks_about_pin
    assert section(**answers, pin_confirmed="on")["lat"] == 51.5


def test_home_gives_away_only_its_cell(gazetteer):
    form = PlaceForm(
        HOME | {"name": "Ann's", "directions": "Ring twice", "postal_code": "E8", "lat": "51.5477", "lon": "-0.0633"}
    )
    assert form.is_valid(), form.errors
    home = form.content()
    centre = cell_centre(HACKNEY, 1)
    assert (home["lat"], home["lon"], home["precision"], home["cell_km"]) == (centre.lat, centre.lon, "cell", 1)
    assert home["name"] == home["street"] == home["postal_code"] == home["directions"] == ""
    assert home["private"] == {"street": "17 Hidden Row", "postal_code": "E8", "lat": 51.5477, "lon": -0.0633}


@pytest.mark.parametrize(
    ("point", "size_km"),
    [(HACKNEY, 1), (Point(53.8, -1.55), 1), (Point(54.4, -3.3), 3), (Point(44.2, 0.95), 3), (Point(-45, -120), 3)],
)
def test_cell_is_wider_in_the_country(gazetteer, point, size_km):
    assert placement.cell_km_at(point) == size_km


def test_confidential_venue_keeps_its_area_and_nothing_else(gazetteer):
    answers = {
        "street": "1 Safe Road",
        "name": "Haven",
        "town": "Leeds",
        "country": "GB",
        "lat": "53.81",
        "lon": "-1.5",
    }
    place = section(venue="confidential", **answers)
    centre = cell_centre(Point(53.81, -1.5), AREA_CELL_KM)
    assert (place["lat"], place["lon"], place["precision"]) == (centre.lat, centre.lon, "area")
    assert not any(place[name] for name in ("name", "street", "postal_code", "directions", "private", "cell_km"))
    assert "Safe Road" not in str(place)


def test_online_keeps_the_zone_and_no_place(gazetteer):
    place = section(attendance="online", street="1 Mill Lane", town="Leeds", timezone="Europe/Paris", lat="1", lon="1")
    assert place["timezone"] == "Europe/Paris"
    assert place["attendance"] == "online"
    assert not any(value for name, value in place.items() if name not in ("attendance", "timezone"))


def test_zone_follows_the_town_unless_it_is_chosen(gazetteer):
    before = section(town="Leeds", country="GB")
    moved = reposted(PlaceForm, before, changes={"town": "Paris", "country": "FR"})
    assert moved.is_valid(), moved.errors
    assert moved.content()["timezone"] == "Europe/Paris"
    assert section(town="Leeds", country="GB", timezone="Europe/Paris")["timezone"] == "Europe/Paris"


@pytest.mark.parametrize(
    "make",
    [
        factories.make_place,
        factories.make_home,
        factories.make_venue,
        lambda: factories.make_place(lat=None, lon=None, precision="town"),
    ],
)
def test_stored_place_comes_back_as_it_was(source, make):
    listing = factories.make_listing(source, place=make())
    before = content.content_of(listing)["place"]
    assert round_trip(PlaceForm, before) == before
    assert round_trip(PlaceForm, before, prefix="here") == before


def test_edit_beside_the_address_never_moves_a_cell(source, gazetteer):
    before = content.content_of(factories.make_listing(source, place=factories.make_home(cell_km=2)))["place"]
    form = reposted(
        PlaceForm, before, changes={"district": "Dalston", "street": "18 Hidden Row", "pin_confirmed": "on"}
    )
    assert form.is_valid(), form.errors
    after = form.content()
    same = ("lat", "lon", "cell_km", "precision", "town")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert after["private"] == before["private"] | {"street": "18 Hidden Row"}


def test_new_address_with_the_old_pin_is_asked_about(source):
    before = content.content_of(factories.make_listing(source, place=factories.make_place()))["place"]
    form = reposted(PlaceForm, before, changes={"street": "99 Other Road"})
    assert not form.is_valid()
    assert "pin is where it was" in sentences(form)
    agreed = reposted(PlaceForm, before, changes={"street": "99 Other Road", "pin_confirmed": "on"})
    assert agreed.is_valid(), agreed.errors
    assert (agreed.content()["street"], agreed.content()["lat"]) == ("99 Other Road", before["lat"])


def test_place_that_becomes_a_home_is_hidden_at_once(source, gazetteer):
    before = content.content_of(factories.make_listing(source, place=factories.make_place()))["place"]
    form = reposted(PlaceForm, before, changes={"venue": "home"})
    assert form.is_valid(), form.errors
    after = form.content()
    centre = cell_centre(Point(before["lat"], before["lon"]), 1)
    assert (after["lat"], after["street"], after["name"]) == (centre.lat, "", "")
    assert after["private"]["street"] == before["street"]


def test_nobody_can_send_what_is_not_asked(gazetteer):
    place = section(
        town="Leeds", country="GB", precision="exact", cell_km="9", region="Elsewhere", before="x", private="x"
    )
    assert (place["precision"], place["cell_km"], place["region"]) == ("town", None, "England")
    assert place["private"] is None


TEXT = st.one_of(
    st.text(max_size=40), st.sampled_from(["in_person", "home", "GB", "Leeds", "1e999", "-0", "51.5", "\0", "g1"])
)


@settings(max_examples=60)
@given(data=st.dictionaries(st.sampled_from(list(PlaceForm.base_fields)), TEXT))
def test_no_answer_makes_the_form_fail(gazetteer, data):
    form = PlaceForm(OPEN | data)
    if form.is_valid():
        form.content()
    assert str(form)


def test_choice_that_is_no_text_is_refused_politely(gazetteer):
    form = typed(town="Leeds", country="GB", choice="\x00")
    assert not form.is_valid()
    assert "choice" in form.errors
