"""Corners where a fault once hid."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from groups import schedule
from groups.models import ListingTerm, Place, Session
from tests import factories


@pytest.mark.parametrize("path", ["/listings/%00/", "/listings/%00/print/", "/listings/%00.ics"])
def test_listing_with_a_control_character_is_missing(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/search/", "/search.geojson", "/help-now/", "/about/", "/exit/"])
def test_page_answers_head(client, db, path):
    assert client.head(path).status_code in (200, 302)


def test_tags_leave_the_listing_a_term_was_moved_from(circle, clinic):
    ListingTerm.objects.filter(listing=circle, term__slug="grief").update(listing=clinic)
    grief = factories.term("topic:grief").pk
    circle.refresh_from_db()
    clinic.refresh_from_db()
    assert (grief in circle.tags, grief in clinic.tags) == (False, True)


def test_tags_leave_the_listing_a_slot_was_moved_from(circle, clinic):
    circle.schedules.update(listing=clinic)
    tuesday = factories.term("weekday:TU").pk
    circle.refresh_from_db()
    clinic.refresh_from_db()
    assert (tuesday in circle.tags, tuesday in clinic.tags) == (False, True)


@pytest.mark.parametrize("rule", [{"freq": "ONCE"}, {"count": 1}, {"until": date(2026, 3, 1)}])
def test_last_date_that_was_moved_to_the_future_is_not_over(now, source, rule):
    slot = factories.weekly("SU", "18:30", starts_on=date(2026, 3, 1)) | rule
    one = factories.make_listing(source, "Once", slots=[slot])
    start = datetime(2026, 3, 10, 18, tzinfo=UTC)
    moved = {"status": "moved", "starts_at": start, "ends_at": start + timedelta(hours=1)}
    Session.objects.create(schedule=one.schedules.get(), original_on=date(2026, 3, 1), **moved)
    schedule.refresh_dates()
    assert [row.starts_at for row in one.upcoming_dates.all()] == [start]


def test_listing_page_shows_times_of_the_place(client, now, source):
    slot = factories.weekly("TU", "18:30", timezone="America/New_York")
    one = factories.make_listing(source, place=factories.make_place(timezone="America/New_York"), slots=[slot])
    page = client.get(one.get_absolute_url()).content.decode()
    assert "18:30–20:00" in page
    assert "23:30" not in page


def test_home_stored_by_hand_is_refused_until_it_is_the_middle_of_its_cell(db):
    place = Place(precision="cell", cell_km=1, lat=51.5477, lon=-0.0633, timezone="Europe/London", town="London")
    with pytest.raises(ValidationError, match="never public"):
        place.full_clean()


def test_form_shows_the_distance_that_was_measured(client, now, source):
    for name, km in (("Inside", 24.8), ("Outside", 25.2)):
        factories.make_listing(source, name, place=factories.make_place(lat=51.55 + km / 111.195, lon=-0.06))
    page = client.get("/search/?lat=51.55&lon=-0.06&units=mi").content.decode()
    assert 'value="15.5"' in page
    assert ("Inside" in page, "Outside" in page) == (True, False)


def test_refusal_of_a_foreign_form_says_whom_to_call(db):
    page = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"}).content.decode()
    assert "Talk to someone now" in page


def test_part_of_a_page_is_not_kept_for_the_whole(client, now, circle):
    assert "HX-Request" in client.get("/search/").headers["Vary"]


def test_page_far_past_the_end_has_no_features(client, now, circle):
    answer = client.get("/search.geojson", {"page": str(10**20)}).json()
    assert (answer["features"], answer["total"]) == ([], 1)


def test_accepting_new_is_asked_both_ways_and_nonsense_gets_a_sentence(client, now, source):
    factories.make_listing(source, "Full", accepting_new=False, accepting_new_checked_on=date(2026, 3, 1))
    assert client.get("/search.geojson?accepting_new=false").json()["total"] == 1
    assert client.get("/search.geojson?accepting_new=true").json()["total"] == 0
    assert client.get("/search.geojson?accepting_new=maybe").json()["notices"]
    assert "takes nobody new just now" in client.get("/search/?accepting_new=false").content.decode()


def test_exception_in_the_spring_gap_names_the_start_of_its_series(client, now, source):
    slot = factories.weekly("SU", "01:30", freq="ONCE", starts_on=date(2026, 3, 29))
    one = factories.make_listing(source, slots=[slot])
    Session.objects.create(schedule=one.schedules.get(), original_on=date(2026, 3, 29), note="Clocks change")
    events = Calendar.from_ical(client.get(one.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")
    assert events[0]["DTSTART"].dt == events[1]["RECURRENCE-ID"].dt
