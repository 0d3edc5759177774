"""One listing by the interface: everything public about it, and nothing else."""

from datetime import date

import pytest

from groups import facilitating, moderation
from groups.models import Listing
from tests import factories


def read(client, listing):
    answer = client.get(f"/api/listings/{listing.public_id}")
    assert answer.status_code == 200
    return answer.json()


def test_listing_is_told_whole(client, now, circle):
    factories.add_first_visit(circle, must_speak="no", greeter="Sam, at the door")
    told = read(client, circle)
    assert told["first_visit"] == {"must_speak": "no", "greeter": "Sam, at the door"}
    assert told["coming"] == {"way": "turn_up", "capacity": None, "asks_first": False}
    assert {"facet": "topic", "word": "grief", "label": "Grief", "relation": "", "detail": ""} in told["about"]
    assert told["next_date"]["ends_at"] == "2026-03-03T20:00:00Z"
    assert told["caution"] == ""


def test_listing_tells_practical_help_and_days_closed(client, now, source):
    listing = factories.make_listing(source, "Open Table", organization=factories.make_organization("Lea"))
    factories.add_help(listing, "food", "Ask at the door.")
    facilitating.pause(listing, date(2026, 3, 2), date(2026, 3, 31), by=None)
    told = read(client, listing)
    assert [(one["word"], one["how_to_ask"]) for one in told["practical_help"]] == [("food", "Ask at the door.")]
    assert [(one["first_day"], one["last_day"]) for one in told["closures"]] == [("2026-03-02", "2026-03-31")]
    assert told["pause"] == {"first_day": "2026-03-02", "last_day": "2026-03-31"}


def test_search_tells_the_same_of_a_listing(client, now, circle):
    (card,) = client.get("/api/search").json()["listings"]
    assert card.items() <= read(client, circle).items()


def test_contacts_that_are_not_public_never_leave(client, now, circle):
    factories.add_contact(circle, "email", "inside@example.org", visibility="after_contact")
    factories.add_contact(circle, "phone", "020 7946 0099", visibility="hidden")
    answer = client.get(f"/api/listings/{circle.public_id}")
    assert answer.json()["contacts"] == []
    assert b"inside@example.org" not in answer.content


def test_confidential_venue_has_no_position_and_home_no_address(client, now, source):
    venue = factories.make_listing(source, "Safe House", place=factories.make_venue())
    home = factories.make_listing(source, "Home Circle", place=factories.make_home())
    told = read(client, venue)
    assert (told["place"]["lat"], told["place"]["lon"], told["place"]["district"]) == (None, None, "Hackney")
    assert "Hidden" not in str(read(client, home))
    assert read(client, home)["place"]["lat"] == home.place.lat


@pytest.mark.parametrize("status", ["draft", "pending", "withdrawn", "rejected"])
def test_listing_that_is_not_public_is_not_there(client, now, circle, status):
    Listing.objects.filter(pk=circle.pk).update(status=status, searchable=False)
    for address in (f"/api/listings/{circle.public_id}", f"/api/listings/{circle.public_id}/dates"):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_listing_merged_into_another_leads_there(client, now, circle, clinic):
    moderation.merge(circle, into=clinic, by=None)
    answer = client.get(f"/api/listings/{circle.public_id}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/listings/{clinic.public_id}")


def test_questions_are_the_same_for_every_listing(client, now, circle, django_assert_num_queries):
    factories.add_contact(circle)
    read(client, circle)
    with django_assert_num_queries(9):
        read(client, circle)
