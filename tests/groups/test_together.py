"""A card for who comes along: when and where, and on paper, as text and in a calendar nothing of what it is about."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from icalendar import Calendar

from groups import moderation, together
from groups.models import Listing, Session
from tests import factories
from tests.groups.desk import text_of

APPOINTMENT = {"day": "2026-03-10", "starts": "14:30", "ends": "15:15", "place": "Front door, Lea Road 3"}


def card_of(client, listing, way=""):
    return client.get(f"/sessions/{of_tuesday(listing)}/together/", {"way": way})


def of_tuesday(listing):
    return f"{listing.schedules.get().pk}-20260303"


def event_of(answer):
    (event,) = Calendar.from_ical(answer.content).events
    return event


def without_links_home(answer):
    """The page without what only leads back to the listing, which is not printed."""
    return answer.content.decode().partition("Give it to somebody you trust")[0]


@pytest.fixture
def grief(source, now):
    """A group whose names tell everything, in a library whose name tells nothing."""
    listing = factories.make_listing(
        source,
        "Bereaved Parents of Hackney",
        organization=factories.make_organization("Cruse Trust"),
        place=factories.make_place(directions="Ring twice."),
        terms=["topic:grief", "access:step-free", "access:children-welcome"],
        slots=[factories.weekly("TU", "18:30", note="Letters to the dead")],
    )
    factories.add_first_visit(listing, bring_someone="yes", must_speak="no", what_to_expect="We talk of grief.")
    Session.objects.create(schedule=listing.schedules.get(), original_on=date(2026, 3, 3), note="Bring a photo of them")
    return listing


TELLING = ("Bereaved", "Cruse", "rief", "dead", "photo", "Peer")


def test_card_says_when_and_where_and_how_to_get_there(client, grief):
    page = text_of(card_of(client, grief, "wait"))
    for words in (
        *("Meet at Linden Street Library", "Tuesday 3 March 2026", "18:30 to 20:00", "4 Linden Street"),
        *("Ring twice.", "Step-free", "Please walk there with me and wait outside", "May I bring someone? Yes"),
    ):
        assert words in page
    assert '<svg class="locator"' in card_of(client, grief).content.decode()


def test_card_names_neither_topic_nor_group_nor_organization(client, grief):
    page = without_links_home(card_of(client, grief))
    assert "<title>" in page
    for word in (*TELLING, grief.public_id, "Children welcome", "speak"):
        assert word not in page


def test_calendar_file_says_nothing_either(client, grief):
    answer = client.get(f"/sessions/{of_tuesday(grief)}/together.ics", {"way": "fetch"})
    event = event_of(answer)
    assert event["summary"] == "Meet at Linden Street Library"
    assert event["location"] == "Linden Street Library, 4 Linden Street, Hackney, London"
    assert event["description"] == "Please pick me up when it is over"
    assert event.start.isoformat() == "2026-03-03T18:30:00+00:00"
    told = answer.content.decode() + answer["Content-Disposition"]
    for word in (*TELLING, grief.public_id, "upport"):
        assert word not in told


def test_calendar_file_is_the_same_event_each_time(client, grief, evening):
    paths = [f"/sessions/{of_tuesday(grief)}/together.ics"] * 2
    assert len({event_of(client.get(path))["uid"] for path in paths}) == 1


@pytest.mark.parametrize("name", ["Cruse House", "Bereavement Centre", "Griefshare Hall", "Peer Place"])
def test_place_whose_name_tells_is_called_by_its_street(client, grief, name):
    grief.place.name, grief.place.directions = name, f"Ask for {name}."
    grief.place.save()
    page = without_links_home(card_of(client, grief))
    assert "Meet at 4 Linden Street" in page
    assert name not in page


@pytest.mark.parametrize("name", ["AA Clubhouse", "N.A. Rooms", "Veterans Hall", "Art Studio", "Hospice on the Hill"])
def test_place_that_tells_by_its_kind_audience_or_activity_is_called_by_its_street(client, source, now, name):
    listing = factories.make_listing(
        source,
        "Tuesday Big Book",
        kind="twelve-step",
        place=factories.make_place(name=name),
        terms=["topic:alcohol", "audience:veterans-military", "activity:creative"],
        slots=[factories.weekly("TU", "18:30")],
    )
    event = event_of(client.get(f"/sessions/{of_tuesday(listing)}/together.ics"))
    assert event["summary"] == "Meet at 4 Linden Street"
    assert name not in without_links_home(card_of(client, listing))


@pytest.mark.parametrize("street", ["3 Griefshare Way", "Old Psychiatric Hospital, Gate 2", "1 Recovery Road"])
def test_street_that_tells_is_left_out_for_the_area(client, grief, street):
    grief.place.name, grief.place.street = "Cruse House", street
    grief.place.save()
    event = event_of(client.get(f"/sessions/{of_tuesday(grief)}/together.ics"))
    assert (event["summary"], event["location"]) == ("Meet", "Hackney, London")
    assert street not in without_links_home(card_of(client, grief))


def test_district_that_tells_is_left_out_but_a_town_in_a_name_stays(grief):
    grief.place.district = "Grief Quarter"
    assert together.place_lines(grief)[-1] == "London"
    grief.name = "Bereaved in London"
    assert together.place_lines(grief)[-1] == "London"


@pytest.mark.parametrize(
    "where", [{"place": factories.make_home}, {"place": factories.make_venue}, {"attendance": "online", "place": None}]
)
def test_home_confidential_venue_and_online_have_no_place(client, source, now, where):
    where = where | ({"place": where["place"]()} if where["place"] else {})
    listing = factories.make_listing(source, "Quiet", slots=[factories.weekly("TU", "18:30")], **where)
    page = without_links_home(card_of(client, listing))
    assert "Where: I will tell you." in page
    assert "Hackney" not in page
    assert "<svg" not in page
    event = event_of(client.get(f"/sessions/{of_tuesday(listing)}/together.ics"))
    assert (event["summary"], "location" in event) == ("Meet", False)


def test_cancelled_date_is_said_to_be_off_and_has_no_calendar_file(client, grief):
    Session.objects.update(status="cancelled")
    assert "This date is off." in text_of(card_of(client, grief))
    assert client.get(f"/sessions/{of_tuesday(grief)}/together.ics").status_code == 404


def test_moved_date_is_where_it_is_now(client, grief, now):
    begin = now + timedelta(days=1)
    Session.objects.update(status="moved", starts_at=begin, ends_at=begin + timedelta(hours=1))
    assert "Wednesday 4 March 2026 17:00 to 18:00" in text_of(card_of(client, grief))


@pytest.mark.parametrize("way", ["nonsense", "\0", "wait'"])
def test_wish_that_nobody_offers_is_left_out(client, grief, way):
    assert "together-wish" not in card_of(client, grief, way).content.decode()


def test_what_is_not_public_has_no_card(client, grief):
    moderation.withdraw(Listing.objects.filter(pk=grief.pk), by=None)
    assert card_of(client, grief).status_code == 404
    assert client.get(f"/sessions/{of_tuesday(grief)}/together.ics").status_code == 404
    assert client.get(f"/listings/{grief.public_id}/together/").status_code == 404


def test_card_asks_a_fixed_number_of_questions(client, grief, django_assert_num_queries):
    card_of(client, grief)
    with django_assert_num_queries(5):
        card_of(client, grief)


def test_listing_with_dates_leads_to_their_cards(client, grief):
    page = client.get(f"/listings/{grief.public_id}/together/").content.decode()
    assert f"/sessions/{of_tuesday(grief)}/together/" in page
    assert page.partition("<main")[2].partition("</main>")[0].count("/together/") == 6


def appointment(client, listing, **answers):
    return client.post(f"/listings/{listing.public_id}/together/", APPOINTMENT | answers)


def test_appointment_becomes_a_card_and_is_kept_nowhere(client, clinic, now, django_assert_num_queries):
    appointment(client, clinic)
    with django_assert_num_queries(1):
        answer = appointment(client, clinic, note="Bring the blue folder", way="in")
    page = text_of(answer)
    for words in ("Meet at Front door", "Tuesday 10 March 2026 14:30 to 15:15", "Bring the blue folder", "come in"):
        assert words in page
    assert "Lea Clinic" not in answer.content.decode()
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_appointment_as_calendar_file(client, clinic, now):
    event = event_of(appointment(client, clinic, ics="yes", note="Line one\r\nURL:http://evil.example"))
    assert event["summary"] == "Meet at Front door"
    assert event.start.isoformat() == "2026-03-10T14:30:00+00:00"
    assert event["description"] == "Line one URL:http://evil.example"


def test_appointment_without_a_place_has_a_time_on_the_wall(client, evening, now):
    event = event_of(appointment(client, evening, ics="yes", place=""))
    assert (event["summary"], event.start.tzinfo) == ("Meet", None)


def test_form_proposes_the_place_without_telling_names(client, clinic, now):
    clinic.place.street = "1 Warton Road"
    clinic.place.save()
    page = client.get(f"/listings/{clinic.public_id}/together/")
    assert 'value="1 Warton Road, Stratford, London"' in page.content.decode()
    assert not page.cookies


def test_map_is_shown_for_the_proposed_place_alone(client, circle, now):
    spot = ", ".join(together.place_lines(circle))
    assert "<svg" in appointment(client, circle, place=spot).content.decode()
    assert "<svg" not in appointment(client, circle).content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"day": ""}, "Write the day"),
        ({"day": "2026-02-30"}, "Write the day"),
        ({"day": "0001-01-01"}, "Choose a day from today on"),
        ({"day": "9999-12-31"}, "Choose a day from today on"),
        ({"starts": "25:00"}, "Write the time"),
        ({"ends": "14:00"}, "The end is before the beginning."),
        ({"note": "a" * 301}, "That is too long"),
        ({"way": "nonsense"}, "Please choose one from the list."),
    ],
)
def test_wrong_answer_comes_back_with_a_sentence_and_all_that_was_typed(client, clinic, now, answers, sentence):
    answer = appointment(client, clinic, **answers)
    assert sentence in text_of(answer)
    assert "Front door, Lea Road 3" in answer.content.decode()


def test_markup_in_an_answer_stays_text(client, clinic, now):
    page = appointment(client, clinic, note="</textarea><script>x</script>").content.decode()
    assert "<script>x" not in page


def test_print_leaves_no_margin_for_the_address_of_the_page(client, grief):
    style = Path(finders.find("css/together.css")).read_text()
    assert re.search(r"@page \{\s*margin: 0;", style)
    assert "css/together" in card_of(client, grief).content.decode()


def test_page_about_safety_is_linked_from_the_card(client, grief):
    assert "/safety/" in card_of(client, grief).content.decode()
    assert "Tell your friend that you are back." in text_of(client.get("/safety/"))
