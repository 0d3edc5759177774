"""Dates by the interface: those that `groups.sessions` computes, each as it really is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groups import facilitating, sessions
from tests import factories

MARCH = {"first_day": "2026-03-03", "last_day": "2026-03-31"}


def dates(client, listing, **query):
    answer = client.get(f"/api/listings/{listing.public_id}/dates", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["dates"]


def test_dates_are_those_that_sessions_computes(client, now, circle):
    begin = datetime(2026, 3, 3, tzinfo=UTC)
    known = sessions.dates_of([circle], begin, begin + timedelta(days=29))[circle.pk]
    found = dates(client, circle, **MARCH)
    assert [(one["id"], datetime.fromisoformat(one["starts_at"])) for one in found] == [
        (one.id, one.starts_at) for one in known
    ]
    assert found[-1]["starts_at"] == "2026-03-31T18:30:00+01:00"


def test_both_days_are_included_by_the_clock_of_the_place(client, now, source):
    late = factories.weekly("TU", "23:30", timezone="Pacific/Kiritimati")
    listing = factories.make_listing(source, "Far Circle", slots=[late])
    (one,) = dates(client, listing, first_day="2026-03-10", last_day="2026-03-10")
    assert one["starts_at"] == "2026-03-10T23:30:00+14:00"
    assert dates(client, listing, first_day="2026-03-11", last_day="2026-03-16") == []


def test_cancelled_moved_and_closed_dates_say_so(client, now, circle):
    slot = circle.schedules.get()
    facilitating.cancel(slot, date(2026, 3, 10), by=None)
    facilitating.pause(circle, date(2026, 3, 16), date(2026, 3, 18), by=None)
    found = dates(client, circle, **MARCH)
    assert [one["status"] for one in found] == ["on", "cancelled", "cancelled", "on", "on"]


def test_without_days_four_weeks_from_today_are_told(client, now, circle):
    answer = client.get(f"/api/listings/{circle.public_id}/dates").json()
    assert (answer["first_day"], answer["last_day"], len(answer["dates"])) == ("2026-03-03", "2026-03-30", 4)


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ({"first_day": "2026-3-3"}, "first_day", "Give a day such as 2026-03-31, between 1970 and 2199."),
        ({"first_day": "20260303"}, "first_day", "Give a day such as 2026-03-31, between 1970 and 2199."),
        ({"first_day": "9999-12-31"}, "first_day", "Give a day such as 2026-03-31, between 1970 and 2199."),
        ({"last_day": "2026-03-02"}, "last_day", "The last day is before the first."),
        ({"last_day": "2026-06-03"}, "last_day", "That is too long. Ask for 92 days at most."),
    ],
    ids=str,
)
def test_days_that_make_no_span_are_refused(client, now, circle, query, parameter, sentence):
    for address in (f"/api/listings/{circle.public_id}/dates", "/api/dates"):
        answer = client.get(address, query)
        assert (answer.status_code, answer.json()["errors"]) == (422, [{"parameter": parameter, "detail": sentence}])


@pytest.mark.parametrize(
    ("first", "last"), [("1970-01-01", "1970-03-01"), ("2199-12-31", ""), ("2026-03-03", "2026-06-02")]
)
def test_every_span_that_is_allowed_is_answered(client, now, circle, first, last):
    answer = client.get("/api/dates", {"first_day": first, "last_day": last})
    assert answer.status_code == 200


def test_dates_of_a_search_are_those_of_its_listings_in_pages(client, now, circle, clinic, evening):
    query, found, cursor = MARCH | {"limit": "1"}, [], ""
    while cursor is not None:
        page = client.get("/api/dates", query | {"cursor": cursor}).json()
        assert page["listings"] == 1
        found += page["dates"]
        cursor = page["next"]
    together = client.get("/api/dates", MARCH).json()["dates"]
    assert sorted(one["id"] for one in found) == sorted(one["id"] for one in together)
    assert together == sorted(together, key=lambda one: datetime.fromisoformat(one["starts_at"]))
    assert {one["name"] for one in found} == {"Tuesday Circle", "Evening Online"}


def test_dates_of_a_search_are_narrowed_by_it(client, now, circle, evening):
    found = client.post("/api/dates", MARCH | {"topic": "grief"}).json()["dates"]
    assert {one["name"] for one in found} == {"Tuesday Circle"}


def test_cursor_is_good_for_its_own_days_alone(client, now, circle, evening):
    cursor = client.get("/api/dates", MARCH | {"limit": "1"}).json()["next"]
    assert client.get("/api/dates", MARCH | {"limit": "1", "cursor": cursor}).status_code == 200
    assert client.get("/api/dates", {"limit": "1", "cursor": cursor}).status_code == 422


def test_number_of_questions_does_not_grow_with_the_listings(client, now, source, django_assert_num_queries):
    for number in range(12):
        factories.make_listing(source, f"Circle {number}", slots=[factories.weekly("TU", "18:30")])
    client.get("/api/dates")
    with django_assert_num_queries(7):
        assert client.get("/api/dates", MARCH).json()["listings"] == 12
