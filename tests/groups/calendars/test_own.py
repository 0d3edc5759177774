"""One's own calendar at a secret address: made, shown once, replaced, revoked; neutral unless wanted otherwise."""

import logging
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts import privacy
from groups import booking, calendar_feed
from groups.choices import BookingState
from groups.models import Booking, CalendarFeed, Listing, SavedListing, Schedule, Session
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.conftest import NOW
from tests.groups.booking.people import come, date_of, fresh, person, rules

PAGE = "/mine/calendar/"


@pytest.fixture
def ada(now, db):
    return person("ada")


def feed(client, user, *, shows_names=False):
    """The events of the calendar of `user`, at a new address."""
    return Calendar.from_ical(file_of(client, user, shows_names=shows_names)).walk("VEVENT")


def file_of(client, user, *, shows_names=False):
    token = calendar_feed.make_address(user, shows_names=shows_names)
    answer = client.get(reverse("member-calendar", args=[token]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


def booked(circle, user, **columns):
    kept = booking.book(date_of(rules(circle)), by=user, nickname="Ada")
    Booking.objects.filter(pk=kept.pk).update(**columns)
    return kept


def test_booked_date_and_saved_listing_are_in_it_each_once(client, circle, evening, ada):
    kept = booked(circle, ada)
    Session.objects.filter(pk=kept.session_id).update(note="Room 4")
    SavedListing.objects.create(user=ada, listing=circle)
    SavedListing.objects.create(user=ada, listing=evening)
    events = feed(client, ada, shows_names=True)
    assert sorted(str(one["SUMMARY"]) for one in events) == ["Evening Online"] * 2 + ["Tuesday Circle"] * 2
    (series,) = (one for one in events if "EXDATE" in one)
    (single,) = (one for one in events if "RRULE" not in one)
    assert single["DTSTART"].dt == series["EXDATE"].dts[0].dt == datetime(2026, 3, 10, 18, 30, tzinfo=UTC)


def test_calendar_says_nothing_that_could_be_read_over_a_shoulder(client, circle, ada):
    booked(circle, ada)
    SavedListing.objects.create(user=ada, listing=circle)
    circle.schedules.update(note="For the bereaved")
    circle.schedules.get().sessions.create(original_on=date(2026, 3, 17), status="cancelled", note="Grief")
    texts = {str(one.get(name, "")) for one in feed(client, ada) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")}
    assert texts == {"Meeting", "Cancelled: Meeting", "", "London"}


def test_nothing_in_the_file_leads_to_the_site_or_a_listing(client, circle, ada):
    booked(circle, ada)
    SavedListing.objects.create(user=ada, listing=circle)
    file = file_of(client, ada).lower()
    assert file.count("begin:vevent") == 2
    for word in (circle.public_id, "upport", "url:", "http", "linden", "circle"):
        assert word.lower() not in file
    assert circle.public_id in file_of(client, ada, shows_names=True)


def test_nobody_can_find_an_entry_without_a_name_by_their_own_calendar(client, circle, ada):
    people = [ada, make_person("kim@example.org")]
    for user in people:
        SavedListing.objects.create(user=user, listing=circle)
    uids = [str(one["UID"]) for user in (*people, ada) for one in feed(client, user)]
    assert uids[0] == uids[2] != uids[1]


def test_home_is_told_by_its_area_even_to_whom_was_accepted(client, source, ada):
    home = factories.make_listing(source, "Home", place=factories.make_home(), slots=[factories.weekly("TU", "18:30")])
    kept = booked(home, ada, state=BookingState.COMING)
    assert booking.may_see_home(ada, fresh(home)) is False
    (event,) = feed(client, ada, shows_names=True)
    assert "Hidden Row" not in event.to_ical().decode()
    assert kept.session_id


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("coming", ""),
        ("offered", "TENTATIVE"),
        ("waiting", None),
        ("asked", None),
        ("cancelled", None),
        ("lapsed", None),
    ],
)
def test_only_who_has_a_place_finds_it_there(client, circle, ada, state, status):
    booked(circle, ada, state=state, offered_until=datetime(2026, 3, 9, tzinfo=UTC))
    events = feed(client, ada)
    assert [str(one.get("STATUS", "")) for one in events] == ([] if status is None else [status])


def test_course_is_there_with_all_its_dates(client, circle, ada):
    slot = rules(circle, way="series").schedules.get()
    booking.book_course(slot, by=ada, nickname="Ada")
    (series,) = feed(client, ada)
    assert series["RRULE"]["FREQ"] == ["WEEKLY"]


def test_nobody_finds_what_others_booked_or_saved(client, circle, ada):
    come(rules(circle), "eve")
    SavedListing.objects.create(user=make_person("kim@example.org"), listing=circle)
    assert feed(client, ada) == []


def test_what_is_no_longer_public_is_gone(client, circle, ada):
    booked(circle, ada)
    SavedListing.objects.create(user=ada, listing=circle)
    Listing.objects.update(status="withdrawn", searchable=False)
    assert feed(client, ada) == []


def test_own_calendar_asks_a_fixed_number_of_questions(client, circle, evening, ada, django_assert_num_queries):
    booked(circle, ada)
    course = factories.make_listing(circle.source, "Course", slots=[factories.weekly("WE", "10:00")])
    booking.book_course(rules(course, way="series").schedules.get(), by=ada, nickname="Ada")
    SavedListing.objects.create(user=ada, listing=evening)
    token = calendar_feed.make_address(ada, shows_names=False)
    with django_assert_num_queries(7):  # the address, bookings, closures, saved ones; slots, their sessions, closures
        answer = client.get(reverse("member-calendar", args=[token]))
    assert answer.content.count(b"BEGIN:VEVENT") == 4


def test_plans_are_found_by_their_numbers_and_not_by_a_look_at_all_slots(now, circle, ada):
    SavedListing.objects.create(user=ada, listing=circle)
    sql = str(calendar_feed.plans_of(ada, NOW).slots.query)
    assert "SELECT" in sql
    assert sql.count("SELECT") == 1


def test_date_that_cannot_be_told_leaves_the_others_there(client, circle, evening, ada, caplog):
    kept = booked(circle, ada)
    Schedule.objects.filter(pk=kept.slot.pk).update(timezone="Nowhere/Land")
    SavedListing.objects.create(user=ada, listing=evening)
    with caplog.at_level(logging.ERROR):
        events = feed(client, ada, shows_names=True)
    assert {str(one["SUMMARY"]) for one in events} == {"Evening Online"}
    assert str(circle.pk) in caplog.text
    assert "Circle" not in caplog.text


# The address


def test_address_is_shown_once_and_kept_as_its_digest(client, ada):
    sign_in(client, ada)
    page = client.post(f"{PAGE}new/").content.decode()
    token = page.partition("/calendar/")[2].partition(".ics")[0]
    assert f"webcal://testserver/calendar/{token}.ics" in page
    assert len(token) >= 32
    assert token not in client.get(PAGE).content.decode()
    assert token not in str(CalendarFeed.objects.values().get())


def test_new_address_replaces_the_old(client, ada):
    old, new = (calendar_feed.make_address(ada, shows_names=False) for _ in range(2))
    answers = [client.get(reverse("member-calendar", args=[token])).status_code for token in (old, new)]
    assert answers == [404, 200]


def test_address_that_was_switched_off_opens_nothing(client, ada):
    token = calendar_feed.make_address(ada, shows_names=False)
    sign_in(client, ada)
    answer = client.post(f"{PAGE}stop/", follow=True)
    assert "opens nothing any more" in answer.content.decode()
    assert client.get(reverse("member-calendar", args=[token])).status_code == 404


def test_names_are_shown_when_wanted_without_a_new_address(client, circle, ada):
    token = calendar_feed.make_address(ada, shows_names=False)
    SavedListing.objects.create(user=ada, listing=circle)
    sign_in(client, ada)
    for data, title in (({"shows_names": "on"}, b"SUMMARY:Tuesday Circle"), ({}, b"SUMMARY:Meeting")):
        assert "Saved" in client.post(PAGE, data, follow=True).content.decode()
        assert title in client.get(reverse("member-calendar", args=[token])).content


def test_address_of_a_closed_account_opens_nothing(client, ada):
    token = calendar_feed.make_address(ada, shows_names=False)
    type(ada).objects.update(is_active=False)
    assert client.get(reverse("member-calendar", args=[token])).status_code == 404


def test_own_calendar_is_kept_by_nobody_and_listed_nowhere(client, ada):
    token = calendar_feed.make_address(ada, shows_names=False)
    answer = client.get(reverse("member-calendar", args=[token]))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_guessing_addresses_has_an_end(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"polling": "2/m/key"}
    answers = [client.get(reverse("member-calendar", args=[f"guess-{number}"])).status_code for number in range(3)]
    assert answers == [404, 404, 429]


def test_calendar_is_there_however_often_one_switched_off_is_asked_for(client, ada, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"polling": "1/m/key", "guessing": "1/m/key"}
    token = calendar_feed.make_address(ada, shows_names=False)
    off = [client.get(reverse("member-calendar", args=["switched-off"])).status_code for _ in range(3)]
    assert off == [404, 429, 429]
    assert client.get(reverse("member-calendar", args=[token])).status_code == 200
    assert client.get(reverse("news-stop", args=["made-up"])).status_code == 404


def test_looking_at_the_page_makes_no_address(client, ada):
    sign_in(client, ada)
    assert "Make my calendar address" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}new/").status_code == client.get(f"{PAGE}stop/").status_code == 405
    assert not CalendarFeed.objects.exists()


def test_calendar_is_given_out_and_erased_with_the_account(ada):
    token = calendar_feed.make_address(ada, shows_names=True)
    (kept,) = privacy.export(ada)["calendar"]["calendar"]
    assert kept["shows_names"] is True
    assert token not in str(kept)
    privacy.erase(ada)
    assert not CalendarFeed.objects.exists()
