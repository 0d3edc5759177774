"""Search by the interface: the same answer as the page for people, whatever is asked."""

import pytest

from groups.models import Listing
from tests import factories

HACKNEY = {"lat": "51.55", "lon": "-0.06"}


def found(client, **query):
    answer = client.get("/api/search", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def names(client, **query):
    return [listing["name"] for listing in found(client, **query)["listings"]]


@pytest.mark.parametrize(
    "query",
    [
        {},
        HACKNEY,
        HACKNEY | {"sort": "soonest"},
        {"topic": ["grief", "anxiety-panic"]},
        {"q": "circle"},
        {"when": "today"},
        {"attendance": "online", "units": "mi"},
        {"topic": "no-such-word"},
        {"near": "nowhere on earth"},
        {"lat": "51"},
    ],
    ids=str,
)
def test_answer_is_that_of_the_search_page(client, now, circle, clinic, evening, query):
    page = client.get("/search/", query).context
    answer = found(client, **query)
    assert [one["id"] for one in answer["listings"]] == [one.public_id for one in page["results"].listings]
    assert answer["total"] == page["results"].total
    assert answer["notices"] == [str(notice) for notice in page["search"].notices]
    assert answer["facets"] == [
        {
            "facet": group.facet,
            "label": group.facet.label,
            "choices": [
                {
                    "word": one.term.slug,
                    "label": one.term.name,
                    "count": one.count,
                    "is_about": one.is_about,
                    "is_chosen": one.is_chosen,
                }
                for one in group.options
            ],
        }
        for group in page["facets"].groups
    ]


def test_listing_tells_what_a_card_shows(client, now, circle):
    factories.add_contact(circle, note="for new people")
    factories.add_contact(circle, "email", "inside@example.org", visibility="after_contact")
    (one,) = found(client, **HACKNEY)["listings"]
    assert one["kind"] == {"word": "peer-circle", "label": "Peer circle"}
    assert one["place"]["street"] == "4 Linden Street"
    assert one["distance_km"] == pytest.approx(0.654, abs=0.01)
    assert one["next_date"]["starts_at"] == "2026-03-03T18:30:00Z"
    assert one["words"]["topic"] == ["grief"]
    assert one["slots"][0]["rule"] == "FREQ=WEEKLY"
    assert one["contacts"] == [{"channel": "phone", "value": "020 7946 0018", "note": "for new people"}]
    assert one["url"] == f"http://testserver/listings/{circle.public_id}/"


def test_confidential_venue_is_known_by_its_area_alone(client, now, source):
    factories.make_listing(source, "Safe House", place=factories.make_venue())
    (one,) = found(client, **HACKNEY)["listings"]
    assert one["place"] | {"lat": None, "lon": None} == one["place"]
    assert (one["place"]["district"], one["place"]["street"], one["distance_km"]) == ("Hackney", "", None)


def test_home_is_known_by_its_cell_alone(client, now, source):
    home = factories.make_listing(source, "Home Circle", place=factories.make_home())
    answer = client.get("/api/search", HACKNEY)
    (one,) = answer.json()["listings"]
    assert (one["place"]["lat"], one["place"]["precision"]) == (home.place.lat, "cell")
    assert b"Hidden Row" not in answer.content
    assert b"51.5477" not in answer.content


def test_position_is_rounded_as_in_search(client, now, circle):
    assert found(client, lat="51.549876", lon="-0.061234")["origin"] == {
        "label": "your position",
        "lat": 51.55,
        "lon": -0.06,
    }


def test_choices_are_counted_where_the_answer_begins_or_as_asked(client, now, circle, evening):
    first = found(client, limit="1")
    assert first["facets"]
    assert found(client, facets="false")["facets"] is None
    assert found(client, limit="1", cursor=first["next"])["facets"] is None
    assert found(client, limit="1", cursor=first["next"], facets="true")["facets"] == first["facets"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"radius": "far"}, "radius"),
        ({"lat": "95", "lon": "1"}, "lat"),
        ({"when": "someday"}, "when"),
        ({"age": "old"}, "age"),
        ({"limit": "101"}, "limit"),
        ({"limit": "0"}, "limit"),
        ({"q": "a\x00b"}, "q"),
        ({"near": ["Hackney", "Paris"]}, "near"),
        ({"topics": "grief"}, "topics"),
        ({"page": "2"}, "page"),
        ({"cursor": "made-up"}, "cursor"),
    ],
    ids=str,
)
def test_parameter_that_cannot_be_meant_is_refused_with_a_sentence(client, now, circle, query, parameter):
    answer = client.get("/api/search", query)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert error["detail"].endswith((".", "!", "km."))


def test_parameter_that_is_left_empty_counts_as_not_given(client, now, circle, clinic, evening):
    empty = dict.fromkeys(["near", "lat", "radius", "topic", "sort", "when", "age", "limit", "cursor", "facets"], "")
    assert found(client, **empty) == found(client)


def test_search_by_post_leaves_no_address_and_nothing_to_keep(client, now, circle, clinic):
    answer = client.post("/api/search", HACKNEY | {"topic": "grief"})
    assert answer.json() == found(client, **HACKNEY, topic="grief")
    assert answer["Cache-Control"] == "no-store, private"
    assert "ETag" not in answer


def test_post_takes_the_parameters_of_its_body_alone(client, now, circle, clinic):
    assert len(client.post("/api/search?topic=grief").json()["listings"]) == 2
    answer = client.post("/api/search", {"topic": "grief"}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


def test_number_of_questions_does_not_grow_with_the_answer(client, source, now, django_assert_num_queries):
    for number in range(12):
        listing = factories.make_listing(source, f"Circle {number}", slots=[factories.weekly("TU", "18:30")])
        factories.add_contact(listing)
    assert Listing.objects.count() == 12
    found(client)
    with django_assert_num_queries(6):
        assert len(found(client, **HACKNEY)["listings"]) == 12
