"""Corners where a fault once hid."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from groups import schedule
from groups.geo import cell_centre
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
    assert "18:30 to 20:00" in page
    assert "23:30" not in page


@pytest.mark.parametrize(("concealed", "size"), [({"precision": "cell", "cell_km": 1}, 1), ({"precision": "area"}, 5)])
def test_concealed_place_stored_by_hand_is_refused_until_it_is_the_middle_of_its_cell(db, concealed, size):
    place = Place(**concealed, lat=51.5477, lon=-0.0633, timezone="Europe/London", town="London")
    with pytest.raises(ValidationError, match="never public"):
        place.full_clean()
    place.lat, place.lon = cell_centre(place.point, size)
    place.full_clean()


def test_cancellation_of_tonight_is_said_until_the_night_is_over_there(client, source):
    with time_machine.travel(datetime(2026, 6, 9, 1, 0, tzinfo=UTC), tick=False):  # still the 8th in Los Angeles
        slot = factories.weekly("MO", "19:00", timezone="America/Los_Angeles")
        one = factories.make_listing(source, slots=[slot])
        tonight = {"original_on": date(2026, 6, 8), "status": "cancelled"}
        Session.objects.create(schedule=one.schedules.get(), **tonight)
        for path in (one.get_absolute_url(), one.get_absolute_url() + "print/"):
            assert "8 June: Cancelled" in client.get(path).content.decode()


def test_calendar_of_a_season_within_months_holds_coming_dates(client, now, source):
    season = {"season_from": "03-10", "season_until": "11-05", "starts_on": date(2020, 1, 6), "freq": "DAILY"}
    one = factories.make_listing(source, slots=[factories.weekly("MO", "10:00", **season)])
    series = Calendar.from_ical(client.get(one.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")[0]
    assert series["DTSTART"].dt.date() == date(2026, 3, 10)


def test_calendar_of_one_cancelled_date_is_that_date_cancelled(client, now, source):
    slot = factories.weekly("TU", "18:30", freq="ONCE", starts_on=date(2026, 3, 10))
    one = factories.make_listing(source, slots=[slot])
    Session.objects.create(schedule=one.schedules.get(), original_on=date(2026, 3, 10), status="cancelled")
    [event] = Calendar.from_ical(client.get(one.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")
    assert (event["STATUS"], "RECURRENCE-ID" in event) == ("CANCELLED", False)


def test_places_too_close_to_part_are_named_at_the_last_zoom(client, now, source):
    for number in range(2):
        factories.make_listing(source, f"Door {number}", place=factories.make_place(lat=51.545 + number * 0.0004))
    [point] = client.get("/search/points.geojson?zoom=14").json()["features"]
    assert [one["name"] for one in point["properties"]["listings"]] == ["Door 0", "Door 1"]


def test_heading_for_anywhere_stands_above_nothing_else(client, now, circle, evening, source):
    factories.make_listing(source, "Unlocated", place=factories.make_place(lat=None, lon=None))
    page = client.get("/search/?lat=51.55&lon=-0.05&radius=any").content.decode()
    assert page.count("Join from anywhere") == 1
    assert page.index("Join from anywhere") < page.index("Evening Online")
    assert page.index("Place not known exactly") < page.index("Unlocated")


def test_empty_answer_asks_for_the_place_once(client, gazetteer, circle, django_assert_max_num_queries):
    with django_assert_max_num_queries(24) as questions:
        client.get("/search/?near=Lahore&topic=grief&formality=formal&cost=free&weekday=TU")
    resolving = [query for query in questions.captured_queries if "localityname" in query["sql"]]
    assert len(resolving) <= 1


def test_admin_sign_in_asks_for_the_second_factor_too(client, db):
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


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


def test_exception_in_the_spring_gap_names_the_start_its_series_has_there(client, now, source):
    slot = factories.weekly("SU", "01:30", starts_on=date(2026, 3, 22))
    one = factories.make_listing(source, slots=[slot])
    Session.objects.create(schedule=one.schedules.get(), original_on=date(2026, 3, 29), note="Clocks change")
    exception = Calendar.from_ical(client.get(one.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")[1]
    assert f"{exception['RECURRENCE-ID'].dt:%H:%M}" == "02:30"


def test_nothing_near_is_said_with_a_wider_circle(client, now, circle, evening):
    page = client.get("/search/?lat=51.9&lon=-0.05").content.decode()
    assert "Nothing within 25 km has a place to go to" in page
    assert "Within 50 km" in page
    assert 'class="map-box' not in page
    assert "Nothing within" not in client.get("/search/?lat=51.55&lon=-0.05").content.decode()
