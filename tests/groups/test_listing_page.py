"""One listing: its page, its sheet and its calendar say the same, and nothing that is not public."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from icalendar import Calendar

from accounts.models import Verification
from groups import moderation, schedule
from groups.geo import Point
from groups.models import Closure, Listing, Place, Session
from tests import factories
from tests.groups.desk import lead
from tests.groups.reviewing import make_facilitator, moderating

HOME = (51.5477, -0.0633)


@pytest.fixture
def home_circle(source, now):
    """A circle in a private home: the public knows its cell of a kilometre."""
    place = Place.objects.create_home(
        street="17 Hidden Row",
        point=Point(*HOME),
        town="London",
        district="Hackney",
        country="GB",
        timezone=factories.LONDON,
    )
    return factories.make_listing(source, "Home Circle", place=place, slots=[factories.weekly("WE", "19:00")])


@pytest.fixture
def refuge(source, now):
    """A group at a confidential venue: the public knows the area's name."""
    return factories.make_listing(
        source, "Safe Evening", place=factories.make_venue(), slots=[factories.weekly("TH", "19:00")]
    )


def everything_public(client, listing):
    """All the site says of a listing, in one text."""
    base = listing.get_absolute_url()
    near = "near=51.55,-0.06&radius=50"
    paths = [base, f"{base}print/", base[:-1] + ".ics", f"/search/?{near}", f"/search.geojson?{near}"]
    answers = [client.get(path) for path in [*paths, f"/search/points.geojson?{near}&zoom=14"]]
    assert [answer.status_code for answer in answers] == [200] * 6
    return " ".join(answer.content.decode() for answer in answers)


def json_ld(page):
    """What the page says to programs."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


def test_page_shows_when_where_and_how(client, now, circle):
    factories.add_contact(circle, value="020 7946 0018")
    page = client.get(circle.get_absolute_url()).content.decode()
    for words in ("Every Tuesday, 18:30 to 20:00", "London time", "4 Linden Street", "tel:02079460018", "Tue 3 Mar"):
        assert words in page


def test_page_leaves_out_what_it_is_like_where_nothing_is_known(client, now, source, circle):
    bare = factories.make_listing(source, "Bare")
    assert "What it is like" not in client.get(bare.get_absolute_url()).content.decode()
    assert "What it is like" in client.get(circle.get_absolute_url()).content.decode()


def test_page_of_unpublished_listing_is_missing_like_any_other(client, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    gone, never = client.get(circle.get_absolute_url()), client.get("/listings/23456789abc/")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.content == never.content


def test_home_is_known_by_its_cell_everywhere(client, home_circle):
    text = everything_public(client, home_circle)
    assert "Hidden Row" not in text
    assert str(HOME[0]) not in text
    assert str(HOME[1]) not in text
    assert "Home Circle" in text


def test_home_stays_in_its_cell_when_saved_again(home_circle):
    before = (home_circle.lat, home_circle.lon)
    home_circle.place.save()
    home_circle.save()
    home_circle.refresh_from_db()
    assert (home_circle.lat, home_circle.lon) == before


def test_confidential_venue_gives_no_position_anywhere(client, refuge):
    text = everything_public(client, refuge)
    feature = client.get("/search.geojson?near=51.55,-0.06&radius=5").json()["features"][0]
    assert feature["geometry"] is None
    assert feature["properties"]["distance_km"] is None
    assert client.get("/search/points.geojson?near=51.55,-0.06&zoom=14").json()["total"] == 0
    assert "kept confidential" in text
    assert "<svg" not in client.get(refuge.get_absolute_url()).content.decode()


@pytest.mark.parametrize("visibility", ["after_contact", "hidden"])
def test_contact_that_is_not_public_is_nowhere(client, now, circle, visibility):
    factories.add_contact(circle, value="020 7946 0777", visibility=visibility)
    text = everything_public(client, circle)
    assert "79460777" not in text.replace(" ", "")


def test_calendar_reads_back_with_its_exceptions(client, now, circle):
    slot = circle.schedules.get()
    Session.objects.create(schedule=slot, original_on=date(2026, 3, 10), status="cancelled", note="Room flooded")
    answer = client.get(circle.get_absolute_url()[:-1] + ".ics")
    series, cancelled = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert series["RRULE"]["FREQ"] == ["WEEKLY"]
    assert (cancelled["STATUS"], cancelled["RECURRENCE-ID"].dt.date()) == ("CANCELLED", date(2026, 3, 10))
    assert series["UID"] == cancelled["UID"]


def test_calendar_survives_a_hostile_name(client, now, circle):
    Listing.objects.filter(pk=circle.pk).update(name="Circle\r\nATTACH:http://evil.example")
    events = Calendar.from_ical(client.get(circle.get_absolute_url()[:-1] + ".ics").content).walk("VEVENT")
    assert len(events) == 1
    assert "ATTACH" not in events[0]


def test_cancelled_date_is_said_and_not_offered(client, now, circle):
    Session.objects.create(
        schedule=circle.schedules.get(), original_on=date(2026, 3, 3), status="cancelled", note="Ill"
    )
    schedule.refresh_dates()
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "Tuesday 3 March: Cancelled" in page
    assert re.search(r"Tue 3 Mar, 18:30 to 20:00</time>\s*</a>\s*<strong[^>]*>Cancelled", page)
    told = [(event["startDate"][:10], event["eventStatus"]) for event in json_ld(page)["event"][:2]]
    assert told == [
        ("2026-03-03", "https://schema.org/EventCancelled"),
        ("2026-03-10", "https://schema.org/EventScheduled"),
    ]
    assert client.get("/search.geojson?when=today").json()["total"] == 0


def test_date_is_said_to_be_on_until_its_end(client, now, circle):
    for minutes, is_on in ((179, True), (180, False)):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            page = client.get(circle.get_absolute_url()).content.decode()
        assert ("On now" in page) is is_on
        assert ("Tue 3 Mar" in page) is is_on


def test_dates_of_closed_days_are_said_once_by_the_closure(client, now, circle):
    Closure.objects.create(listing=circle, starts_on=now.date(), ends_on=date(2026, 3, 10), note="Away")
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "Away" in page
    assert "Tue 10 Mar" not in page
    assert "Tue 17 Mar" in page


def test_change_far_ahead_is_said(client, now, circle):
    far = date(2026, 12, 22)
    Session.objects.create(schedule=circle.schedules.get(), original_on=far, status="cancelled", note="Holidays")
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "Tuesday 22 December: Cancelled" in page
    assert "Tue 22 Dec" not in page


def test_only_the_public_page_leads_to_the_pages_of_its_dates(client, now, circle):
    here = "/sessions/"
    assert here in client.get(circle.get_absolute_url()).content.decode()
    lead(client, circle)
    assert here not in client.get(f"/manage/{circle.public_id}/preview/").content.decode()


def test_data_block_parses_and_cannot_become_a_script(client, now, circle):
    Listing.objects.filter(pk=circle.pk).update(name="</script><script>alert(1)</script>")
    page = client.get(circle.get_absolute_url()).content.decode()
    graph = json_ld(page)
    assert graph["name"] == "</script><script>alert(1)</script>"
    assert graph["event"][0]["startDate"] == "2026-03-03T18:30:00+00:00"
    assert "<script>alert" not in page


def test_first_visit_shows_only_what_somebody_answered(client, now, circle):
    factories.add_first_visit(circle, must_speak="no", greeter="Sam, by the door")
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "Do I have to speak?" in page
    assert "Sam, by the door" in page
    assert "May I leave early?" not in page


def test_sheet_holds_a_code_that_leads_back(client, now, circle):
    page = client.get(circle.get_absolute_url() + "print/").content.decode()
    assert "<svg" in page
    assert f"http://testserver{circle.get_absolute_url()}" in page


@pytest.fixture
def checked(now):
    """Somebody whose professional standing was checked on 1 February."""
    ada = make_facilitator()
    Verification.objects.create(user=ada, note="Register 123", verified_at=now - timedelta(days=30))
    return ada


def test_formal_listing_says_when_who_posts_it_was_checked_and_not_what(client, clinic, circle, checked):
    Listing.objects.update(owner=checked)
    text, informal = everything_public(client, clinic), everything_public(client, circle)
    assert "The person who posts this was checked by us: 1 February 2026" in " ".join(text.split())
    assert "checked by us:" not in informal
    assert "Register 123" not in text + informal


def test_formal_listing_of_somebody_not_checked_says_nothing(client, clinic, checked):
    Listing.objects.update(owner=make_facilitator("ben@example.org", "Ben"))
    assert "checked by us:" not in client.get(clinic.get_absolute_url()).content.decode()


def test_moderators_see_that_who_posted_it_was_checked(client, clinic, circle, checked):
    moderating(client)
    moderation.open_review(clinic, "report")
    for owner, is_said in ((checked, True), (make_facilitator("ben@example.org", "Ben"), False)):
        Listing.objects.update(owner=owner)
        for path in ("/moderation/", f"/moderation/{clinic.public_id}/"):
            assert ("checked professional" in client.get(path).content.decode()) is is_said


def test_page_asks_a_fixed_number_of_questions(client, now, circle, django_assert_num_queries):
    client.get(circle.get_absolute_url())
    with django_assert_num_queries(12):  # three for its dates, two for pairs, one for sources
        client.get(circle.get_absolute_url())


def test_sample_listing_says_that_it_is_made_up(client, now, circle):
    circle.source.is_sample = True
    circle.source.save()
    for path in (circle.get_absolute_url(), "/search/"):
        assert "Sample, made up" in client.get(path).content.decode()


def test_imported_listing_says_source_and_date(client, now, circle):
    circle.source.as_of = now.date() - timedelta(days=60)
    circle.source.save()
    assert "From Field notes, 2 Jan 2026, not checked by us" in client.get(circle.get_absolute_url()).content.decode()
