"""Where a home is: hundreds of questions from everywhere find the middle of its cell, and never the house."""

import random
from statistics import median

import pytest
from django.core.cache import cache
from django.urls import reverse

from groups.choices import Precision
from groups.geo import Point, distance_km
from groups.models import Listing, Place
from groups.placement import home_cell
from tests import factories
from tests.proofs import rounds
from tests.proofs.attacks import locating

ROW = "location attack on private homes: 200 questions each"
HOMES, QUESTIONS = rounds(10, 30), rounds(60, 200)
HARMLESS_M, FOUND_M = 300, 40
MIDDLE = Point(51.55, -0.06)


@pytest.fixture
def homes(source, now):
    """Homes in a town, as `{public_id: true position}`."""
    dice, found = random.Random(3), {}
    for number in range(HOMES):
        point = Point(MIDDLE.lat + dice.uniform(-0.03, 0.03), MIDDLE.lon + dice.uniform(-0.05, 0.05))
        place = factories.make_home(street=f"{number} Hidden Row", point=point)
        slots = [factories.weekly("TU", "18:30")]
        found[factories.make_listing(source, f"Kitchen{number:02}", place=place, slots=slots).public_id] = point
    return found


@pytest.fixture
def unguarded(homes):
    """The same with the true position where the search looks: what the cell is there against."""
    for public_id, point in homes.items():
        places = Place.objects.filter(listings__public_id=public_id)
        places.update(lat=point.lat, lon=point.lon, precision=Precision.EXACT, cell_km=None)
        Listing.objects.filter(public_id=public_id).update(lat=point.lat, lon=point.lon)
    return homes


def asked(client, **params):
    """What a search of the programming interface answers, without its limit: there are many addresses to ask from."""
    cache.clear()
    return client.get(reverse("api:search"), {"limit": 100, **params}).json()["listings"]


def by_distances(client, homes, questions=QUESTIONS):
    """Errors in metres of who asks for the distances from many points."""
    told = {public_id: [] for public_id in homes}
    for point in locating.questions(MIDDLE, questions):
        for one in asked(client, lat=point.lat, lon=point.lon, radius="any", sort="distance"):
            told[one["id"]].append((point, one["distance_km"]))
    return [locating.metres(locating.trilaterated(told[public_id]), home) for public_id, home in homes.items()]


def by_radius(client, homes, how_many):
    """Errors in metres of who only asks whether a home is within a radius, of a few points each."""
    errors = []
    for public_id, home in list(homes.items())[:how_many]:
        told, name = [], Listing.objects.get(public_id=public_id).name
        for point in locating.questions(MIDDLE, rounds(8, 18), seed=len(errors)):
            where = {"lat": point.lat, "lon": point.lon}

            def holds(km, where=where, name=name):
                return bool(asked(client, **where, q=name, radius=f"{km:.4f}"))

            told.append((point, locating.edge_of(holds)))
        errors.append(locating.metres(locating.trilaterated(told), home))
    return errors


def by_reading(client, homes):
    """Errors in metres of who reads every number on every page and in every file about a home."""
    everything = [text_of(client, path) for path in FILES]
    errors = []
    for public_id, home in homes.items():
        own = [text_of(client, path.format(public_id)) for path in PAGES]
        whole = [part for text in everything for part in around(text, public_id)]
        found = locating.read_from(own + whole, home)
        errors.append(locating.metres(found, home))
    return errors


PAGES = ("/listings/{}/", "/listings/{}.ics", "/listings/{}/print/", "/api/listings/{}", "/listings/{}/poster/")
FILES = (
    "/search.geojson",
    "/search/points.geojson?bbox=-0.3,51.4,0.2,51.7&zoom=16",
    "/feeds/listings.geojson",
    "/feeds/listings.csv",
    "/feeds/meeting-guide.json",
    "/client_interface/json/?switcher=GetSearchResults",
    "/search/?lat=51.55&lon=-0.06",
    "/embed/?lat=51.55&lon=-0.06",
    "/search.ics",
    "/feeds/new.atom",
    "/hsds/service_at_locations",
)


def text_of(client, path):
    cache.clear()
    answer = client.get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def around(text, public_id):
    """The parts of a file that stand around the name of a listing."""
    at = text.find(public_id)
    return [text[max(0, at - 900) : at + 900]] if at >= 0 else []


@pytest.mark.proof("attacks", ROW)
def test_distances_from_everywhere_do_not_tell_the_house(client, homes, record_property):
    errors = by_distances(client, homes)
    record_property("figure", f"median error {median(errors):.0f} m over {len(errors)} homes, {QUESTIONS} questions")
    assert median(errors) >= HARMLESS_M
    cells = [distance_km(home_cell_of(public_id), home) * 1000 for public_id, home in homes.items()]
    assert abs(median(errors) - median(cells)) < 20


def home_cell_of(public_id):
    return Place.objects.get(listings__public_id=public_id).point


@pytest.mark.twin("attacks", ROW)
def test_distances_from_the_true_position_tell_the_house(client, unguarded, record_property):
    errors = by_distances(client, unguarded, rounds(20, QUESTIONS))
    record_property("figure", f"without cells: median error {median(errors):.0f} m")
    assert median(errors) <= FOUND_M


@pytest.mark.proof("attacks", ROW)
def test_radius_from_everywhere_does_not_tell_the_house(client, homes):
    errors = by_radius(client, homes, rounds(1, HOMES))
    cells = [distance_km(home_cell_of(public_id), home) * 1000 for public_id, home in homes.items()][: len(errors)]
    assert all(abs(error - cell) < 60 for error, cell in zip(errors, cells, strict=True))


@pytest.mark.twin("attacks", ROW)
def test_radius_around_the_true_position_tells_the_house(client, unguarded):
    assert median(by_radius(client, unguarded, rounds(1, HOMES))) <= FOUND_M


@pytest.mark.proof("attacks", ROW)
def test_no_page_or_file_holds_more_than_the_cell(client, homes):
    errors = by_reading(client, homes)
    assert median(errors) >= HARMLESS_M


@pytest.mark.twin("attacks", ROW)
def test_pages_about_the_true_position_tell_the_house(client, unguarded):
    assert median(by_reading(client, unguarded)) <= FOUND_M


@pytest.mark.proof("attacks", ROW)
def test_same_home_has_the_same_cell_however_often_it_is_written(homes, gazetteer):
    for home in homes.values():
        cells = {tuple(sorted(home_cell(home).items())) for _ in range(3)}
        assert len(cells) == 1
