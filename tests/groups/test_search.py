"""The contract of the search: what the parameters mean, and what page and GeoJSON answer."""

import pytest
from django.http import QueryDict

from groups import moderation, news
from groups.filters import ListingFilter
from groups.geo import Point, distance_km
from groups.models import Listing, ListingTerm, Term
from tests import factories

HACKNEY = {"lat": "51.55", "lon": "-0.06"}


@pytest.fixture
def around(source, now):
    """Circles 10, 24 and 26 km north of the Hackney point, and one 39 km away: 25 miles are 40.2 km."""
    for km in (10, 24, 26, 39):
        place = factories.make_place(lat=51.55 + km / 111.195, lon=-0.06)
        factories.make_listing(source, f"Circle {km}", place=place)


def found(client, **query):
    return client.get("/search.geojson", query).json()


def names(client, **query):
    return [feature["properties"]["name"] for feature in found(client, **query)["features"]]


def test_search_without_place_lists_all_soonest_first(client, now, circle, clinic, evening):
    assert names(client) == ["Tuesday Circle", "Evening Online", "Lea Clinic"]


def test_search_near_lists_nearest_first_and_online_last(client, now, circle, clinic, evening):
    assert names(client, lat="51.54", lon="0.0") == ["Lea Clinic", "Tuesday Circle", "Evening Online"]


def test_search_by_soonest_keeps_to_the_circle(client, now, circle, clinic, evening):
    assert names(client, lat="51.54", lon="0.0", sort="soonest") == ["Tuesday Circle", "Evening Online", "Lea Clinic"]
    assert names(client, lat="40.7", lon="-74.0", sort="soonest") == ["Evening Online"]


def test_what_is_unsure_comes_after_what_is_sure_of_its_part(client, now, circle, clinic, evening):
    Listing.objects.filter(pk__in=[clinic.pk, circle.pk]).update(is_unsure=True)
    factories.make_listing(circle.source, "Far Circle", place=factories.make_place(lat=51.7, lon=0.0))
    near = {"lat": "51.54", "lon": "0.0"}
    assert names(client, **near) == ["Far Circle", "Lea Clinic", "Tuesday Circle", "Evening Online"]
    assert names(client, **near, sort="soonest") == ["Evening Online", "Tuesday Circle", "Far Circle", "Lea Clinic"]


def test_radius_is_25_km_by_default(client, around):
    assert names(client, **HACKNEY) == ["Circle 10", "Circle 24"]


@pytest.mark.parametrize(
    ("radius", "units", "count"),
    [
        ("5", "km", 0),
        ("24.5", "km", 2),
        ("25", "mi", 4),
        ("7", "mi", 1),
        ("any", "km", 4),
        ("ANY", "mi", 4),
        ("20030", "km", 4),
    ],
)
def test_radius_is_in_the_units_asked_for(client, around, radius, units, count):
    assert found(client, **HACKNEY, radius=radius, units=units)["total"] == count


def test_distance_is_in_km_whatever_the_units(client, now, circle):
    feature = found(client, **HACKNEY, units="mi", radius="9")["features"][0]
    expected = distance_km(Point(51.55, -0.06), Point(51.545, -0.055))
    assert feature["properties"]["distance_km"] == pytest.approx(expected, abs=0.001)


def test_position_is_known_to_two_decimals_only(client, now, circle):
    answer = found(client, lat="51.549876", lon="-0.061234")
    assert (answer["origin"]["lat"], answer["origin"]["lon"]) == (51.55, -0.06)
    assert answer["features"] == found(client, **HACKNEY)["features"]


def test_near_wins_over_a_position_in_numbers(client, now, circle):
    answer = found(client, near="51.55, -0.06", lat="40.7", lon="-74.0")
    assert answer["origin"]["lat"] == 51.55
    assert answer["total"] == 1


def test_feature_holds_what_the_contract_names(client, now, circle):
    feature = found(client, **HACKNEY)["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.055, 51.545]}
    assert feature["properties"] == {
        "id": circle.public_id,
        "name": "Tuesday Circle",
        "kind": "peer-circle",
        "formality": "informal",
        "attendance": "in_person",
        "distance_km": feature["properties"]["distance_km"],
        "next_session": "2026-03-03T18:30:00+00:00",
        "place_precision": "exact",
        "url": f"/listings/{circle.public_id}/",
    }


def test_feature_of_online_listing_has_no_distance_and_no_point(client, now, evening):
    feature = found(client, **HACKNEY)["features"][0]
    assert feature["geometry"] is None
    assert feature["properties"]["distance_km"] is None
    assert feature["properties"]["place_precision"] is None


def test_online_listing_is_set_apart_and_left_out_on_request(client, now, circle, evening):
    page = client.get("/search/", HACKNEY).content.decode()
    assert page.index("Tuesday Circle") < page.index("Join from anywhere") < page.index("Evening Online")
    assert names(client, **HACKNEY, attendance="in_person") == ["Tuesday Circle"]


def test_next_session_has_the_offset_of_its_place(client, now, source):
    slot = factories.weekly("TU", "18:30", timezone="America/New_York")
    factories.make_listing(source, place=factories.make_place(timezone="America/New_York"), slots=[slot])
    assert found(client)["features"][0]["properties"]["next_session"] == "2026-03-03T18:30:00-05:00"


def test_card_shows_the_time_by_the_clock_of_the_place(client, now, source):
    slot = factories.weekly("TU", "18:30", timezone="America/New_York")
    factories.make_listing(source, place=factories.make_place(timezone="America/New_York"), slots=[slot])
    page = client.get("/search/").content.decode()
    assert "18:30 to 20:00" in page.split('class="card-next"')[1].split("</p>")[0]
    assert "New York time" in page


def test_answer_is_paged_by_twenty(client, now, source):
    place = factories.make_place()
    for number in range(45):
        factories.make_listing(source, f"Circle {number:02}", place=place)
    pages = [found(client, page=str(number), **HACKNEY) for number in (1, 2, 3, 4)]
    assert [len(page["features"]) for page in pages] == [20, 20, 5, 0]
    assert [(page["total"], page["pages"], page["page"]) for page in pages] == [(45, 3, n) for n in (1, 2, 3, 4)]
    assert len({one["properties"]["id"] for page in pages for one in page["features"]}) == 45
    assert client.get("/search/?page=4").status_code == 200


def test_search_by_post_answers_the_same(client, now, circle, clinic, evening):
    query = {"topic": ["grief", "depression"], **HACKNEY}
    page = client.post("/search/", query).content.decode()
    assert page.index("Tuesday Circle") < page.index("Lea Clinic")
    assert "Evening Online" not in page
    assert not client.post("/search/", query).cookies


def test_search_by_post_leaves_no_address_behind(client, now, circle):
    """Neither a chip, nor a pager, nor a way out may carry what was asked into the address bar."""
    for query in (
        {"topic": "grief"},
        {"topic": "grief", "page": "9"},
        {"topic": "grief", "for": "someone"},
        {"near": "zzzzqqq", "topic": "grief"},
    ):
        page = client.post("/search/", query).content.decode()
        assert 'href="/search/?topic=grief' not in page, query
        assert "topic=grief" not in page, query


def test_search_shows_only_what_is_searchable(client, now, circle, clinic, evening):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    Listing.objects.filter(pk=clinic.pk).update(searchable=False)
    assert names(client) == ["Evening Online"]
    assert client.get(clinic.get_absolute_url()).status_code == 200


def test_draft_is_nowhere(client, now, source):
    draft = factories.make_listing(source, "Not yet", published=False)
    assert found(client)["total"] == 0
    assert client.get("/search/points.geojson").json()["total"] == 0
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_htmx_gets_the_results_alone(client, now, circle):
    part = client.get("/search/", headers={"HX-Request": "true"}).content.decode()
    assert "Tuesday Circle" in part
    assert "<html" not in part


def test_unknown_place_gets_a_sentence_and_no_results(client, now, circle, gazetteer):
    page = client.get("/search/?near=zzzzqqq").content.decode()
    assert "Tuesday Circle" not in page
    assert "zzzzqqq" in page
    assert "Talk to someone now" in page


def test_place_by_name_finds_what_is_around_it(client, now, circle, gazetteer):
    answer = found(client, near="Hackney, London")
    assert answer["total"] == 1
    assert answer["features"][0]["properties"]["distance_km"] < 5


def test_heading_and_kept_name_of_a_coarse_postcode_say_near_once(client, now, circle, gazetteer):
    page = client.get("/search/?near=SE13").content.decode()
    assert "Support near SE13, United Kingdom" in page
    assert "near near" not in page
    assert news.kept(ListingFilter(QueryDict("near=SE13"), now=now)).label == "near SE13, United Kingdom"


def test_ambiguous_place_offers_the_others(client, now, circle, gazetteer):
    page = client.get("/search/?near=Springfield").content.decode()
    assert "Support near Springfield, Missouri" in page
    assert "Springfield, Illinois" in page


def test_way_to_call_in_the_header_is_that_of_the_country_searched(client, now, circle, gazetteer):
    page = client.get("/search/?near=Hackney").content.decode()
    assert 'href="/help-now/?country=GB"' in page[: page.index("</header>")]


def test_crisis_help_is_that_of_the_country_searched(client, now, circle, gazetteer):
    assert "116 123" in client.get("/search/?near=London").content.decode()
    assert "988" in client.get("/search/?near=10467").content.decode()


def test_places_are_suggested_by_their_first_letters(client, gazetteer):
    places = client.get("/places.json?q=laho").json()["places"]
    assert places[0]["label"].startswith("Lahore")
    assert client.get("/places.json").json() == {"places": []}


def test_listing_for_people_of_a_new_word_is_shown_before_the_word_is_known(client, now, circle):
    """Each process keeps the words for a minute; a listing may name a newer one."""
    client.get("/search/")
    word = Term.objects.create(facet="audience", slug="nurses", label="Nurses")
    ListingTerm.objects.create(listing=circle, term=word, relation="only")
    assert circle.name in client.get("/search/").content.decode()


@pytest.mark.parametrize(
    ("path", "query", "queries"),
    [
        ("/search/", {}, 4),
        ("/search/", HACKNEY, 6),
        ("/search/", HACKNEY | {"q": "circle", "topic": "grief", "radius": "any"}, 5),
        ("/search.geojson", {}, 4),
        ("/search.geojson", HACKNEY, 5),
        ("/search/points.geojson", HACKNEY, 3),
        ("/", {}, 0),
    ],
)
@pytest.mark.parametrize("results", [1, 3])
def test_number_of_queries_is_fixed(client, now, source, django_assert_num_queries, path, query, queries, results):
    """Once the words are read (one query a minute and process), nothing depends on how much is found."""
    place = factories.make_place()
    for number in range(results):
        factories.make_listing(source, f"Circle {number}", place=place, slots=[factories.weekly("TU", "18:30")])
    client.get(path, query)
    with django_assert_num_queries(queries):
        client.get(path, query)


def test_page_with_near_online_and_undated_results_keeps_to_the_bar(
    client, now, circle, clinic, evening, django_assert_max_num_queries
):
    """Performance bar: at most 8 for the first page, wherever its results come from."""
    client.get("/search/")
    with django_assert_max_num_queries(8):
        client.get("/search/")
