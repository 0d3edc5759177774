"""Every way people write where they are, on the gazetteer that is shipped."""

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groups import geocoding
from groups.found import found_code, found_locality
from groups.geo import Point, distance_km
from groups.models.gazetteer import Locality, LocalityName, PostalCode
from groups.place_names import name_key

FACILITIES = Path(__file__).resolve().parents[3] / "shared/data/samhsa_mental_health_2022_facilities.csv.gz"

LAHORE = "Lahore, Punjab, Pakistan"
MUNICH = "Munich, Bayern, Germany"
LONDON = "London, England, United Kingdom"
NEW_YORK = "New York City, New York, United States"
SAN_FRANCISCO = "San Francisco, California, United States"
ST_LOUIS = "St. Louis, Missouri, United States"
BERLIN_10115 = "10115 Berlin, Germany"

MUST_RESOLVE = {
    "Lahore": LAHORE,
    "لاہور": LAHORE,
    "Lahore, Pakistan": LAHORE,
    "54000 Lahore": "54000 Lahore Gpo, Punjab, Pakistan",
    "94110": "94110 San Francisco, California, United States",
    "94110-1234": "94110 San Francisco, California, United States",
    "10467": "10467 Bronx, New York, United States",
    "San Francisco, CA": SAN_FRANCISCO,
    "san francisco california": SAN_FRANCISCO,
    "Springfield, IL": "Springfield, Illinois, United States",
    "Springfield, Sangamon County, IL": "Springfield, Illinois, United States",
    "12 Main Street, Springfield, IL 62701": "62701 Springfield, Illinois, United States",
    "München": MUNICH,
    "Munchen": MUNICH,
    "Muenchen": MUNICH,
    "München, Deutschland": MUNICH,
    "SW1A 1AA": "SW1A, United Kingdom",
    "sw1a1aa": "SW1A, United Kingdom",
    "near SW1A, United Kingdom": "SW1A, United Kingdom",
    "M5V 2T6": "M5V, Canada",
    "1012 AB": "1012, The Netherlands",
    "D04 X285": "D04, Ireland",
    "100-0001": "10000, Japan",
    "Berlin 10115": BERLIN_10115,
    "10115 Berlin": BERLIN_10115,
    "D-10115": BERLIN_10115,
    "Londn": LONDON,
    "London, UK": LONDON,
    "London, Ontario": "London, Ontario, Canada",
    "東京": "Tokyo, Japan",
    "NYC": NEW_YORK,
    "New York": NEW_YORK,
    "New York, NY, USA": NEW_YORK,
    "Bronx": "The Bronx, New York, United States",
    "Paris": "Paris, Île-de-France, France",
    "Paris, TX": "Paris, Texas, United States",
    "Paris TX": "Paris, Texas, United States",
    "Cambridge, UK": "Cambridge, England, United Kingdom",
    "Cambridge, England": "Cambridge, England, United Kingdom",
    "Hackney": "Hackney, England, United Kingdom",
    "Brixton, London": "Brixton, England, United Kingdom",
    "St. Louis": ST_LOUIS,
    "Saint Louis": ST_LOUIS,
    "Scotland": "Scotland, United Kingdom",
    "Texas": "Texas, United States",
    "France": "France",
    "Москва": "Moscow, Moskva, Russia",
    "दिल्ली": "Delhi, India",
    "القاهرة": "Cairo, Al Qāhirah, Egypt",
}

pytestmark = pytest.mark.usefixtures("gazetteer")


@pytest.mark.parametrize(("text", "label"), MUST_RESOLVE.items())
def test_place_must_resolve(text, label):
    assert geocoding.resolve(text).best.label == label


@pytest.mark.parametrize(
    ("text", "precision"),
    [("Lahore", "town"), ("10467", "postcode"), ("Scotland", "region"), ("France", "country")],
)
def test_precision_and_zone_are_told(text, precision):
    best = geocoding.resolve(text).best
    assert (best.precision, "/" in best.timezone) == (precision, True)
    assert (best.radius_hint_km is not None) == (precision in {"region", "country"})


def test_coarse_postcode_says_so():
    resolution = geocoding.resolve("SW1A 1AA")
    assert resolution.best.radius_hint_km == 3
    assert resolution.notice == "We know this postcode to within about 3 km."
    assert distance_km(resolution.best.point, Point(51.501, -0.142)) < 2


@pytest.mark.parametrize(("country", "town"), [("PK", "Lahore"), ("FR", "Nancy"), ("MX", "Tlalnepantla")])
def test_bare_postcode_follows_country_of_bias(country, town, settings):
    assert town in geocoding.resolve("54000", country_bias=[country]).best.label
    settings.DEFAULT_COUNTRY = country
    assert town in geocoding.resolve("54000").best.label


def test_bare_postcode_of_several_countries_has_to_be_chosen():
    resolution = geocoding.resolve("54000")
    assert resolution.best is None
    assert "54000 Lahore Gpo, Punjab, Pakistan" in [place.label for place in resolution.alternatives]
    assert resolution.notice == "This postcode is used in several countries. Please choose one."


def test_bare_five_digits_without_bias_are_american():
    resolution = geocoding.resolve("75001")
    assert resolution.best.country == "US"
    assert "FR" in [place.country for place in resolution.alternatives]
    assert geocoding.resolve("75001", country_bias=["FR"]).best.country == "FR"


def test_name_of_many_places_gives_the_greatest_and_the_others():
    resolution = geocoding.resolve("Springfield")
    labels = [place.label for place in resolution.alternatives]
    assert resolution.best.label == "Springfield, Missouri, United States"
    assert labels[:2] == ["Springfield, Massachusetts, United States", "Springfield, Illinois, United States"]
    assert len(labels) == 6


def test_name_in_country_of_bias_comes_first():
    assert geocoding.resolve("Birmingham").best.country == "GB"
    assert geocoding.resolve("Birmingham", country_bias=["US"]).best.country == "US"
    assert geocoding.resolve("London", country_bias=["CA"]).best.country == "GB"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Londno", "London"),
        ("Lodnon", "London"),
        ("Berln", "Berlin"),
        ("Stogkholm", "Stockholm"),
        ("Los Angelos", "Los Angeles"),
        ("Birmingahm, UK", "Birmingham"),
        ("Filadelphia", "Philadelphia"),
        ("San Fran", "San Francisco"),
    ],
)
def test_slip_of_the_keys_is_mended_and_said(typed, name):
    resolution = geocoding.resolve(typed)
    assert resolution.best.label.startswith(f"{name}, ")
    assert resolution.notice == f"We did not find “{typed.split(',')[0]}”. Showing {resolution.best.label} instead."


@pytest.mark.parametrize("text", ["zzzzqqq", "x", "", "  ", "123 zzzqqq", "!!!", "Stoke Zzyzxington"])
def test_unknown_place_gets_a_sentence(text):
    resolution = geocoding.resolve(text)
    assert (resolution.best, resolution.alternatives) == (None, [])
    assert resolution.notice == "We do not know this place. Try a town, or a postcode with its country."


def test_place_that_is_not_where_it_is_said_to_be_gets_choices():
    resolution = geocoding.resolve("Paris, Germany")
    labels = [place.label for place in resolution.alternatives]
    assert resolution.best is None
    assert (labels[0], labels[-1]) == ("Paris, Île-de-France, France", "Germany")
    assert resolution.notice == "We did not find this place there. Please choose one of these."


def test_unknown_part_of_a_great_town_shows_the_town_and_says_so():
    resolution = geocoding.resolve("Lewisham, London")
    assert resolution.best.label == LONDON
    assert resolution.notice.startswith("We did not find “Lewisham”.")
    assert resolution.alternatives[0].label.startswith("Lewisham, ")
    assert geocoding.resolve("Cambridge, London").best is None


def test_street_is_passed_over_and_said():
    resolution = geocoding.resolve("12 Main Street, Springfield, IL")
    assert resolution.best.label == "Springfield, Illinois, United States"
    assert resolution.notice.startswith("We did not find “12 Main Street”.")


@pytest.mark.parametrize("text", ["51.5074,-0.1278", "51.5074 -0.1278", "geo:51.5074,-0.1278", "51.5074° N, 0.1278° W"])
def test_typed_position_is_rounded_to_two_decimals(text):
    best = geocoding.resolve(text).best
    assert (best.point, best.country, best.timezone) == (Point(51.51, -0.13), "GB", "Europe/London")


def test_position_off_the_earth_is_none():
    assert geocoding.resolve("91.5, 10").best is None


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("Lahore", 1),
        ("Springfield, IL", 1),
        ("10467", 1),
        ("51.5,-0.12", 1),
        ("Londno", 2),
        ("10467 Foo Gardens", 2),
        ("Filadelphia", 3),
        ("Filadelphia, 00000", 3),
    ],
)
def test_resolve_asks_the_database_at_most_three_times(text, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        geocoding.resolve(text)


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=40) | st.from_regex(r"[A-Z0-9 ,%_\\'-]{0,30}", fullmatch=True))
@example("\x00")
@example("x" * 100_000)
@example("9" * 100_000)
@example("\ud800 London")
@example("🫠🫠")
@example("%_\\'\";--")
@example("1e400, 1.0")
def test_no_text_is_too_odd(text):
    geocoding.resolve(text, country_bias=["PK"])
    geocoding.suggest(text, country_bias=["PK"])


def test_label_finds_its_place_again():
    greater = Locality.objects.filter(population__gt=50_000).order_by("pk")[::150]
    codes = PostalCode.objects.filter(country__in=["US", "GB", "JP"]).order_by("country", "code")[::700]
    labels = [found_locality(place).label for place in greater] + [found_code(row).label for row in codes]
    assert len(labels) > 100
    for label in labels:
        assert name_key(geocoding.resolve(label).best.label) == name_key(label)


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("lon", LONDON),
        ("Münch", MUNICH),
        ("saint lou", ST_LOUIS),
        ("springfield, il", "Springfield, Illinois, United States"),
        ("london, ont", "London, Ontario, Canada"),
        ("لاہ", LAHORE),
        ("1046", "10460 Bronx, New York, United States"),
        ("SW1A 1", "SW1A, United Kingdom"),
    ],
)
def test_suggestion_for_a_beginning(prefix, first):
    assert geocoding.suggest(prefix)[0].label == first


def test_suggestions_follow_bias_and_limit(django_assert_num_queries):
    with django_assert_num_queries(2):
        places = geocoding.suggest("birmi", country_bias=["US"], limit=3)
    assert [place.country for place in places[:2]] == ["US", "GB"]
    assert len(places) == 3
    assert geocoding.suggest("540", country_bias=["PK"])[0].country == "PK"
    assert geocoding.suggest("b") == []


def test_nearest_locality_gives_zone_anywhere(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert geocoding.nearest_locality(Point(31.55, 74.34)).name == "Lahore"
    assert geocoding.timezone_at(Point(40.85, -73.87)) == "America/New_York"
    assert geocoding.timezone_at(Point(-17.0, 179.99)) == "Pacific/Fiji"
    assert geocoding.timezone_at(Point(-90, 0)) is not None


def test_remembered_zone_and_postcode_ask_nothing_twice(django_assert_num_queries):
    geocoding.timezone_at(Point(48.14, 11.58))
    geocoding.locate_postcode("80331", "DE")
    with django_assert_num_queries(0):
        assert geocoding.timezone_at(Point(48.1401, 11.5799)) == "Europe/Berlin"
        assert geocoding.locate_postcode("80331", "DE").country == "DE"


@pytest.mark.parametrize(
    ("code", "country", "label"),
    [
        ("10467-2490", "US", "10467 Bronx, New York, United States"),
        ("00907", "us", "00907 San Juan, Puerto Rico"),
        ("SW1A 1AA", "GB", "SW1A, United Kingdom"),
        ("54000", "PK", "54000 Lahore Gpo, Punjab, Pakistan"),
    ],
)
def test_postcode_of_an_import_is_located(code, country, label):
    assert geocoding.locate_postcode(code, country).label == label


@pytest.mark.parametrize(
    ("code", "country"), [("00000", "US"), ("", "US"), (None, None), ("94110", "XX"), ("\x00", "GB")]
)
def test_unknown_postcode_of_an_import_is_none(code, country):
    assert geocoding.locate_postcode(code, country) is None


def test_town_of_an_import_is_located():
    assert geocoding.locate_town("saint louis", "MO", "US").label == ST_LOUIS
    assert geocoding.locate_town("Springfield", "Illinois", "US").label == "Springfield, Illinois, United States"
    assert geocoding.locate_town("Lahore", "", "PK").label == LAHORE
    assert geocoding.locate_town("Lahore", "TX", "US") is None


@pytest.mark.slow
@pytest.mark.skipif(not FACILITIES.exists(), reason="the directory of facilities is not on this machine")
def test_every_postcode_of_the_facilities_is_located():
    with gzip.open(FACILITIES, "rt", encoding="utf-8-sig") as lines:
        codes = {row["zip"].strip() for row in csv.DictReader(lines)}
    assert len(codes) == 5420
    assert [code for code in codes if not geocoding.locate_postcode(code, "US")] == []


def test_gazetteer_is_a_geopy_geocoder():
    geocoder = geocoding.geocoder()
    assert geocoder.geocode("Lahore").address == LAHORE
    assert len(geocoder.geocode("Springfield", exactly_one=False)) == 7
    assert geocoder.geocode("zzzzqqq") is None
    assert geocoder.reverse((31.55, 74.34)).address == LAHORE


def test_data_still_fit_the_way_names_are_folded():
    names = Locality.objects.filter(population__gt=500_000).values_list("name", flat=True).order_by("pk")[:400]
    missing = [name for name in names if not LocalityName.objects.filter(key=name_key(name)).exists()]
    assert missing == []
