"""What the HSDS addresses answer, and what they never say."""

import io
import json

import pytest

from groups.interop.hsds import files, ids
from groups.models import Listing
from tests.factories import make_organization

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def test_root_says_version_profile_and_description(get, db):
    assert get("") == {
        "version": "3.0",
        "profile": "http://testserver/hsds/profile/",
        "openapi_url": "http://testserver/hsds/openapi.json",
    }


def test_list_has_only_fields_that_are_one_to_one(get, directory):
    for service in get("services")["contents"]:
        assert not [name for name, value in service.items() if isinstance(value, list)]
        assert service["organization"]["id"] == service["organization_id"]


def test_single_service_has_everything(get, directory, circle, id_of):
    service = get(f"services/{id_of(circle)}")
    assert (service["name"], service["organization"]["name"]) == ("Tuesday Circle", "Unaffiliated peer group")
    assert [phone["number"] for phone in service["phones"]] == ["+44 20 7946 0018"]
    assert service["contacts"][0]["email"] == service["email"] == "hello@example.org"
    assert service["url"] == "https://example.org/gr%C3%BC%C3%9Fe"
    assert (service["schedules"][0]["byday"], service["schedules"][0]["opens_at"]) == ("TU", "18:30+00:00")
    assert service["cost_options"][0]["amount"] == 0
    assert service["languages"][0]["code"] == "en"


def test_listing_without_a_website_has_our_page(get, directory, clinic, id_of):
    assert get(f"services/{id_of(clinic)}")["url"] == f"http://testserver/listings/{clinic.public_id}/"


def test_private_contacts_and_places_never_leave(client, directory):
    paths = [
        "services?full=true",
        "service_at_locations?full=true",
        "organizations?full_service=true",
        "services?format=ndjson&full=true",
    ]
    for path in paths:
        answer = client.get(f"/hsds/{path}")
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Kitchen table" in text or "organizations" in path
        for secret in ("Hidden Row", "7946 0666", "79460666", "Refuge", "Draft"):
            assert secret not in text, (path, secret)


def test_what_has_no_public_data_is_not_found(get, directory, id_of):
    for listing in Listing.objects.filter(name__in=["Refuge", "Draft"]):
        get(f"services/{id_of(listing)}", status=404)
        get(f"service_at_locations/{ids.of('service_at_location', listing.public_id)}", status=404)


@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_figures_count_nothing_that_may_not_leave(get, directory, path):
    """A number that is one too high would tell that something is there, and by asking on, where and for whom."""
    refuge = Listing.objects.get(name="Refuge")
    assert get(path)["total_items"] == 9
    assert get(path, search="refuge")["total_items"] == 0
    known = ids.of("organization", refuge.organization.public_id)
    assert get(path, organization_id=known)["total_items"] == 0
    assert get("services", minimal="true", search="refuge")["total_items"] == 0


def test_organization_of_nothing_public_is_not_found(get, directory):
    organization = Listing.objects.get(name="Refuge").organization
    problem = get(f"organizations/{ids.of('organization', organization.public_id)}", status=404)
    assert problem["message"] == "Nothing public has this id."
    lonely = make_organization("Nobody yet")
    get(f"organizations/{ids.of('organization', lonely.public_id)}", status=404)
    assert "Refuge Trust" not in str(get("organizations"))


def test_unknown_id_is_not_found(get, db):
    for path in LISTS:
        get(f"{path}/72449231-4f8d-4264-b274-5f161d981ebb", status=404)


def test_id_of_another_sort_is_not_found(get, circle, now, id_of):
    get(f"service_at_locations/{id_of(circle)}", status=404)


def test_organization_holds_its_services(get, directory, clinic, id_of):
    known = ids.of("organization", clinic.organization.public_id)
    assert get(f"organizations/{known}")["services"] == [
        {"id": id_of(clinic), "name": "Lea Clinic", "status": "active"}
    ]
    (service,) = get(f"organizations/{known}", full_service="true")["services"]
    assert "organization" not in service
    assert service["service_at_locations"]


def test_organization_of_nobody_comes_first_and_lists_no_services(get, directory):
    first = get("organizations", per_page=1)["contents"][0]
    assert first["name"] == "Unaffiliated peer group"
    assert get(f"organizations/{first['id']}") == first
    assert [one["name"] for one in get("organizations", per_page=1, page=2)["contents"]] == ["Lea Health"]
    assert [one["name"] for one in get("organizations", search="youth hou")["contents"]] == ["Youth House"]


def test_minimal_is_ids_and_dates_on_one_page(get, directory):
    page = get("services", minimal="true")
    assert (page["size"], page["total_pages"]) == (9, 1)
    assert {frozenset(one) for one in page["contents"]} == {frozenset({"id", "modified_date", "last_modified"})}
    assert get("services", minimal="1", per_page=4)["size"] == 4


@pytest.mark.parametrize("params", [{}, {"full": "true"}, {"minimal": "true"}], ids=str)
def test_stream_holds_what_the_pages_hold(client, get, directory, params):
    for path in LISTS:
        answer = client.get(f"/hsds/{path}", {"format": "ndjson", "per_page": 1, **params})
        assert answer.streaming
        assert answer["Content-Type"] == "application/x-ndjson"
        lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        assert lines == get(path, per_page=1000, **params)["contents"]


def test_stream_can_be_imported_again(client, directory):
    answer = client.get("/hsds/services", {"format": "ndjson", "full": "true"})
    file = io.BytesIO(b"".join(answer.streaming_content))
    assert len([record for record in files.load(file) if record.is_listing]) == 9


@pytest.mark.parametrize(
    "path", ["", "services", "services?page=0", "taxonomies", "openapi.json", "services?format=ndjson"]
)
def test_any_page_may_read_it_and_no_cookie_is_set(client, directory, path):
    answer = client.get(f"/hsds/{path}", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_service_is_not_sent_again_unchanged(client, circle, now, id_of):
    path = f"/hsds/services/{id_of(circle)}"
    etag = client.get(path)["ETag"]
    answer = client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (304, "*")
    Listing.objects.filter(pk=circle.pk).update(name="Another name")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


QUESTIONS = {
    "services": 9,
    "services?full=true": 9,
    "services?minimal=true": 2,
    "service_at_locations?full=true": 9,
    "organizations": 3,
    "organizations?full_service=true": 10,
    "taxonomies": 0,
    "taxonomy_terms": 0,
}


def test_page_of_any_size_asks_as_much(client, directory, django_assert_num_queries):
    client.get("/hsds/taxonomies")  # the lexicon is kept
    for path, count in QUESTIONS.items():
        for size in (2, 7):
            with django_assert_num_queries(count, info=path):
                client.get(f"/hsds/{path}{'&' if '?' in path else '?'}per_page={size}")


def test_labels_are_in_the_language_of_the_site(client, circle, now, id_of):
    path = f"/hsds/services/{id_of(circle)}"
    assert client.get(path, headers={"Accept-Language": "de"}).content == client.get(path).content


def test_profile_page_explains_every_fact_and_facet(client, db):
    page = client.get("/hsds/profile/").content.decode()
    for mark in ('id="topic"', 'id="fact-rrule"', 'id="fact-first-visit-must_speak"', 'id="kind"'):
        assert mark in page
    assert 'id="weekday"' not in page


def test_nothing_can_be_written(client, db):
    for method in (client.post, client.put, client.delete):
        assert method("/hsds/services").status_code == 405
