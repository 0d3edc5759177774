"""Days without meetings: for search, the page, the card and the calendar; it opens again by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from groups import facilitating, schedule
from groups.choices import Act, Cause
from groups.models import Closure, Listing, ModerationEvent, Review, Schedule
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.reviewing import moderating
from tests.groups.together import at_once

TUESDAY, NEXT, AFTER = date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17)


@pytest.fixture
def sam(circle):
    sam = User.objects.create_user("sam@example.org", nickname="Sam")
    circle.owner = sam
    circle.save()
    return sam


@pytest.fixture
def kim(client, now, clinic):
    """A member of the organization that runs the clinic, signed in without a second factor."""
    kim = make_person("kim@example.org")
    clinic.organization.members.add(kim)
    sign_in(client, kim)
    return kim


def days(listing):
    return [row.original_on for row in listing.upcoming_dates.order_by("starts_at")][:2]


def calendar(client, listing):
    return Calendar.from_ical(client.get(listing.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")


def excluded(event):
    lists = event.get("EXDATE", [])
    lists = lists if isinstance(lists, list) else [lists]
    return [one.dt.date() for group in lists for one in group.dts]


def test_paused_listing_meets_again_after_the_last_day(now, circle, sam):
    facilitating.pause(circle, TUESDAY, NEXT, "Holiday", by=sam)
    assert days(circle) == [AFTER, date(2026, 3, 24)]


def test_pause_is_said_on_page_sheet_and_card(client, now, circle, sam):
    facilitating.pause(circle, TUESDAY, NEXT, "Back after the holiday", by=sam)
    for path in (circle.get_absolute_url(), f"{circle.get_absolute_url()}print/"):
        page = client.get(path).content.decode()
        assert "Closed from 3 March 2026 to 10 March 2026" in page
        assert "Back after the holiday" in page
    assert "Paused until 10 March" in client.get("/search/?near=51.545,-0.055&sort=soonest").content.decode()


def test_pause_without_end_leaves_no_date_and_says_so(client, now, circle, sam):
    facilitating.pause(circle, TUESDAY, None, by=sam)
    assert days(circle) == []
    assert "until further notice" in client.get(circle.get_absolute_url()).content.decode()
    assert "Paused until further notice" in client.get("/search/").content.decode()


def test_pause_that_is_over_or_to_come_is_not_on_the_card(client, now, circle):
    Closure.objects.create(listing=circle, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 2))
    Closure.objects.create(listing=circle, starts_on=NEXT, ends_on=NEXT)
    assert "Paused" not in client.get("/search/").content.decode()
    assert client.get(circle.get_absolute_url()).content.decode().count("Closed from") == 1


def test_pause_is_by_the_calendar_of_the_place(now, source):
    auckland = factories.make_place(timezone="Pacific/Auckland", name="Auckland Hall")
    slot = factories.weekly("WE", "09:00", timezone="Pacific/Auckland")
    listing = factories.make_listing(source, "Auckland", place=auckland, slots=[slot])
    Closure.objects.create(listing=listing, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 4))
    schedule.refresh_dates(Schedule.objects.filter(listing=listing))
    assert days(listing)[0] == date(2026, 3, 11)  # 4 March, nine in the morning there, is 3 March in UTC


def test_pause_of_a_group_without_a_place_is_by_the_calendar_of_its_slot(client, source):
    slot = factories.weekly("WE", "09:00", timezone="Pacific/Auckland")
    listing = factories.make_listing(source, "Auckland", place=None, attendance="online", slots=[slot])
    Closure.objects.create(listing=listing, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 4))
    for hour, is_paused in ((10, False), (11, True)):  # midnight there
        moment = datetime(2026, 3, 3, hour, 30, tzinfo=UTC)
        assert Listing.objects.with_pause(moment).filter(pause__isnull=False).exists() == is_paused


def test_moved_date_counts_on_the_day_it_moved_to(now, circle, sam):
    slot = circle.schedules.get()
    facilitating.pause(circle, TUESDAY, NEXT, by=sam)
    starts_at = datetime(2026, 3, 12, 18, 30, tzinfo=UTC)
    facilitating.move(slot, NEXT, starts_at, starts_at + timedelta(hours=1), by=sam)
    assert circle.upcoming_dates.earliest("starts_at").starts_at == starts_at


def test_pause_is_kept_reviewed_and_idempotent(now, circle, sam):
    first = facilitating.pause(circle, TUESDAY, NEXT, by=sam)
    assert facilitating.pause(circle, TUESDAY, NEXT, by=sam) == first
    event = ModerationEvent.objects.get()
    assert (event.act, event.by, event.after["closure"]["ends_on"]) == (Act.PAUSED, sam, "2026-03-10")
    assert Review.objects.open().get().cause == Cause.URGENT


def test_pause_with_another_note_says_the_new_one(now, circle, sam):
    facilitating.pause(circle, TUESDAY, NEXT, "Ill", by=sam)
    facilitating.pause(circle, TUESDAY, NEXT, "Holiday", by=sam)
    assert Closure.objects.get().note == "Holiday"


@pytest.mark.parametrize(
    ("first", "last"), [(NEXT, TUESDAY), (date(2026, 1, 1), date(2026, 3, 2))], ids=["backwards", "past"]
)
def test_pause_of_impossible_days_is_refused(now, circle, sam, first, last):
    with pytest.raises(ValidationError):
        facilitating.pause(circle, first, last, by=sam)
    assert not Closure.objects.exists()


def test_pauses_at_once_are_one(committed, now):
    circle = factories.make_listing(factories.make_source(), "Circle", slots=[factories.weekly("TU", "18:30")])
    assert at_once(*[lambda: facilitating.pause(circle, TUESDAY, NEXT, by=None, via_link=True)] * 4) == [None] * 4
    assert Closure.objects.count() == ModerationEvent.objects.count() == 1


def test_reopened_listing_meets_today_and_keeps_its_past(now, circle, sam):
    closure = facilitating.pause(circle, date(2026, 2, 20), AFTER, by=sam)
    facilitating.reopen(closure, by=sam)
    facilitating.reopen(closure, by=sam)
    closure.refresh_from_db()
    assert (days(circle)[0], closure.ends_on) == (TUESDAY, date(2026, 3, 2))
    assert ModerationEvent.objects.filter(act=Act.REOPENED).count() == 1


def test_pause_that_has_not_begun_goes_when_it_is_ended(now, circle, sam):
    facilitating.reopen(facilitating.pause(circle, NEXT, AFTER, by=sam), by=sam)
    assert not Closure.objects.exists()
    assert days(circle) == [TUESDAY, NEXT]


def test_reopening_holds_what_is_closed_before_its_closure(now, circle, sam):
    of_listing = facilitating.pause(circle, TUESDAY, None, by=sam)
    of_place = facilitating.close_place(circle.place, TUESDAY, None, by=sam)
    for closure, tables in ((of_listing, ["listing", "closure"]), (of_place, ["listing", "place", "closure"])):
        with CaptureQueriesContext(connection) as asked:
            facilitating.reopen(closure, by=sam)
        held = [query["sql"] for query in asked if "FOR " in query["sql"]]
        assert all(f'FROM "groups_{table}"' in sql for table, sql in zip(tables, held, strict=False))


def test_closed_place_closes_all_listings_there_and_says_so(client, now, circle, source, db):
    other = factories.make_listing(source, "Other", place=circle.place, slots=[factories.weekly("WE", "10:00")])
    mo = User.objects.create_superuser("mo@example.org")
    facilitating.close_place(circle.place, TUESDAY, AFTER, "Boiler broken", by=mo)
    assert days(circle)[0] == date(2026, 3, 24)
    assert days(other)[0] == date(2026, 3, 18)
    for listing in (circle, other):
        assert "Boiler broken" in client.get(listing.get_absolute_url()).content.decode()
    assert not Review.objects.exists()


def test_place_closed_by_its_organization_is_looked_at_and_confirms_nothing(now, circle):
    kim = User.objects.create_user("kim@example.org")
    facilitating.close_place(circle.place, TUESDAY, AFTER, by=kim)
    circle.refresh_from_db()
    assert Review.objects.open().get().listing == circle
    assert circle.confirmed_at is None


def test_place_opened_again_gives_its_dates_back(now, circle, db):
    mo = User.objects.create_superuser("mo@example.org")
    closure = facilitating.close_place(circle.place, TUESDAY, None, by=mo)
    facilitating.reopen(closure, by=mo)
    assert days(circle) == [TUESDAY, NEXT]


def test_only_who_runs_all_there_answers_for_a_place(clinic, circle, source, now):
    kim = User.objects.create_user("kim@example.org")
    clinic.organization.members.add(kim)
    assert facilitating.answers_for(kim, clinic.place)
    factories.make_listing(source, "Guests", place=clinic.place)
    assert not facilitating.answers_for(kim, clinic.place)
    assert not facilitating.answers_for(kim, circle.place)


def test_nobody_answers_for_a_place_of_an_organization_without_members(clinic, now):
    assert not facilitating.answers_for(AnonymousUser(), clinic.place)


def test_organization_closes_its_place_and_opens_it_again_without_second_factor(client, clinic, kim):
    page = reverse("close-place", args=[clinic.place_id])
    assert client.get(page).status_code == 200
    assert client.post(page, {"starts_on": "2026-03-10", "note": "Boiler broken"}).url == page
    closure = Closure.objects.get(place=clinic.place, created_by=kim)
    assert Review.objects.open().get().cause == Cause.URGENT
    assert client.post(f"{page}{closure.pk}/end/").url == page
    assert not Closure.objects.exists()


def test_organization_closes_no_place_where_others_meet_too(client, clinic, circle, source, kim):
    factories.make_listing(source, "Guests", place=clinic.place)
    for place in (clinic.place, circle.place):
        page = reverse("close-place", args=[place.pk])
        assert [client.get(page).status_code, client.post(page, {"starts_on": "2026-03-10"}).status_code] == [404, 404]
    assert not Closure.objects.exists()


def test_stranger_opens_no_place_that_its_organization_closed(client, clinic, kim):
    closure = facilitating.close_place(clinic.place, NEXT, None, by=kim)
    page = reverse("reopen-place", args=[clinic.place_id, closure.pk])
    client.logout()
    assert client.post(page).url == f"/accounts/login/?next={page}"
    sign_in(client, make_person("eve@example.org"), second_factor=True)
    assert client.post(page).status_code == 404
    assert Closure.objects.exists()


def test_page_of_a_listing_leads_its_organization_to_closing_the_place(client, clinic, source, kim):
    Listing.objects.filter(pk=clinic.pk).update(owner=kim)
    link = reverse("close-place", args=[clinic.place_id])
    assert link in client.get(f"/manage/{clinic.public_id}/").content.decode()
    factories.make_listing(source, "Guests", place=clinic.place)
    assert link not in client.get(f"/manage/{clinic.public_id}/").content.decode()


def test_review_leads_a_moderator_to_closing_the_place(client, clinic, evening, now):
    moderating(client)
    pages = [client.get(f"/moderation/{one.public_id}/").content.decode() for one in (clinic, evening)]
    assert reverse("close-place", args=[clinic.place_id]) in pages[0]
    assert "Close the place" not in pages[1]


def test_closed_for_good_is_public_but_not_found_and_can_be_taken_back(client, now, circle, sam):
    assert facilitating.close_for_good(circle, by=sam, note="We are too few")
    assert not facilitating.close_for_good(circle, by=sam)
    assert "Closed for good since 3 March 2026" in client.get(circle.get_absolute_url()).content.decode()
    assert not Listing.objects.searchable().exists()
    assert days(circle) == []
    assert facilitating.open_again(circle, by=sam)
    assert Listing.objects.searchable().exists()
    assert days(circle) == [TUESDAY, NEXT]


def test_calendar_leaves_closed_days_out(client, now, circle, sam):
    facilitating.pause(circle, TUESDAY, NEXT, by=sam)
    (series,) = calendar(client, circle)
    assert excluded(series) == [TUESDAY, NEXT]


def test_calendar_of_what_is_closed_for_good_ends(client, now, circle, sam):
    facilitating.close_for_good(circle, by=sam)
    (series,) = calendar(client, circle)
    assert series["RRULE"]["UNTIL"][0].date() == date(2026, 3, 2)
    assert excluded(series) == []


def test_calendar_cancels_what_has_an_event_of_its_own(client, now, circle, sam):
    facilitating.annotate(circle.schedules.get(), NEXT, "Room 4", by=sam)
    facilitating.pause(circle, TUESDAY, NEXT, by=sam)
    series, noted = calendar(client, circle)
    assert excluded(series) == [TUESDAY]
    assert noted["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("noted", [True, False])
def test_calendar_cancels_a_single_date(client, now, source, sam, noted):
    slot = factories.weekly("WE", "19:00") | {"freq": "ONCE", "starts_on": date(2026, 3, 4)}
    once = factories.make_listing(source, "Once", slots=[slot], owner=sam)
    if noted:
        facilitating.annotate(once.schedules.get(), date(2026, 3, 4), "Room 4", by=sam)
    facilitating.pause(once, TUESDAY, NEXT, by=sam)
    (event,) = calendar(client, once)
    assert event["STATUS"] == "CANCELLED"
