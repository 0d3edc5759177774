"""The page of the evening of one session: which one, who is expected, and what stands on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from groups.choices import BookingState, BookingWay
from groups.models import Booking, Closure, FirstVisit, Session
from tests.groups.desk import lead, link_of, page, text_of
from tests.groups.guests import NEXT, TONIGHT, guest, named, on_date, rule, send

pytestmark = pytest.mark.django_db
EVENING = "manage-evening"


@pytest.fixture
def key(circle, now):
    return link_of(circle)


@pytest.fixture
def slot(circle, now):
    """The one slot of the Tuesday Circle, to which people tell that they come."""
    rule(circle, BookingWay.TELL)
    return circle.schedules.get()


def test_page_says_who_is_expected_tonight_and_no_address(client, slot, key):
    guest(on_date(slot), "Kim")
    guest(on_date(slot), "Noor", is_first_time=True)
    guest(on_date(slot), "Cas", BookingState.CANCELLED)
    guest(on_date(slot), "Una", BookingState.UNCONFIRMED)
    answer = client.get(page(EVENING, key))
    words = text_of(answer)
    for said in ("Today 18:30 to 20:00", "2 people", "1 for the first time", "Kim", "Noor First time"):
        assert said in words
    for hidden in ("example.org", "Cas", "Una"):
        assert hidden not in words
    assert "no-store" in answer["Cache-Control"]


def test_who_booked_the_whole_course_is_expected_on_each_of_its_dates(client, circle, key):
    rule(circle, BookingWay.SERIES, capacity=8)
    guest(circle.schedules.get(), "Lee")
    for day in (TONIGHT, NEXT):
        words = text_of(client.get(page(EVENING, key), {"date": named(circle.schedules.get(), day)}))
        assert "Lee" in words
        assert "1 of 8 places taken" in words


def test_places_and_the_waiting_list_are_counted(client, circle, key):
    rule(circle, BookingWay.PLACES, capacity=1)
    session = on_date(circle.schedules.get())
    guest(session, "Kim")
    guest(session, "Wim", BookingState.WAITING)
    words = text_of(client.get(page(EVENING, key)))
    for said in ("1 person", "1 of 1 places taken", "1 waits for a place", "Wim On the waiting list"):
        assert said in words


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-02 12:00", "Tomorrow"),
        ("2026-03-03 00:10", "Today"),
        ("2026-03-03 19:59", "Today"),
        ("2026-03-03 23:30", "Today"),
        ("2026-03-04 00:10", "Tuesday 10 March"),
    ],
)
def test_page_is_about_today_or_else_the_next_date(client, circle, key, moment, day):
    with time_machine.travel(datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        assert f"{day} 18:30 to 20:00" in text_of(client.get(page(EVENING, key)))


def test_session_after_midnight_is_still_the_one_that_goes_on(client, circle, key):
    circle.schedules.update(start_time="23:00", duration=timedelta(hours=3))
    with time_machine.travel(datetime(2026, 3, 4, 1, 0, tzinfo=UTC), tick=False):
        one = client.get(page(EVENING, key)).context["one"]
    assert one.original_on == TONIGHT


def test_page_leads_to_the_dates_before_and_after(client, slot, key):
    context = client.get(page(EVENING, key), {"date": named(slot, NEXT)}).context
    assert (context["earlier"].original_on, context["later"].original_on) == (TONIGHT, date(2026, 3, 17))
    assert "Last" not in text_of(client.get(page(EVENING, key)))


@pytest.mark.parametrize("name", ["x", "1-20260304", "0-0", "-", "9" * 41, "\x00", "1-20260101"])
def test_date_that_is_not_there_is_not_found(client, slot, key, name):
    assert client.get(page(EVENING, key), {"date": name}).status_code == 404


def test_date_of_another_listing_is_not_found(client, slot, evening, key):
    other = named(evening.schedules.first())
    assert client.get(page(EVENING, key), {"date": other}).status_code == 404
    assert client.post(page(f"{EVENING}-cancel", key), {"date": other}).status_code == 404
    assert not Session.objects.exists()


def test_act_that_names_no_date_does_nothing(client, slot, key):
    for act in ("cancel", "stand-in", "announce", "came", "answer"):
        assert client.post(page(f"{EVENING}-{act}", key), {"stand_in": "Sam"}).status_code == 404
    assert not Session.objects.exists()


def test_listing_without_dates_says_so_and_takes_no_act(client, clinic, now):
    key = link_of(clinic)
    assert "No date in the next three months" in text_of(client.get(page(EVENING, key)))
    assert client.post(page(f"{EVENING}-came", key), {"came": "3"}).status_code == 404


def test_days_of_a_pause_are_passed_over_but_who_asked_there_can_be_answered(client, slot, key):
    asked = guest(on_date(slot), "Ask", BookingState.ASKED)
    Closure.objects.create(listing=slot.listing, starts_on=TONIGHT, ends_on=TONIGHT)
    assert "Tuesday 10 March" in text_of(client.get(page(EVENING, key)))
    there = text_of(client.get(page(EVENING, key), {"date": named(slot)}))
    assert "Cancelled" in there
    assert "Ask Asks to come" in there
    assert "on after all" not in there
    send(client, key, "answer", slot, row=asked.pk, answer="decline")
    assert Booking.objects.get().state == BookingState.DECLINED


def test_date_beyond_the_next_months_opens_by_its_name_alone(client, slot, evening, key):
    far, long_ago = date(2026, 12, 15), date(2026, 2, 17)
    guest(on_date(slot, far), "Ask", BookingState.ASKED)
    there = client.get(page(EVENING, key), {"date": named(slot, far)})
    assert "Ask Asks to come" in text_of(there)
    assert (there.context["earlier"].original_on, there.context["later"]) == (date(2026, 5, 26), None)
    for name in (named(slot, long_ago), named(evening.schedules.first()), "odd", f"{slot.pk}-20261216"):
        assert client.get(page(EVENING, key), {"date": name}).status_code == 404


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_evening_is_for_what_is_public(client, circle, key, state):
    type(circle).objects.filter(pk=circle.pk).update(status=state, searchable=False)
    assert client.get(page(EVENING, key)).status_code == 404


@pytest.mark.parametrize("people", [0, 5])
def test_page_asks_the_same_number_of_questions(client, slot, key, people, django_assert_num_queries):
    for number in range(people):
        guest(on_date(slot), f"Kim{number}")
    with django_assert_num_queries(10):
        client.get(page(EVENING, key))


def test_greeter_is_named_with_the_way_to_change_it(client, circle, key):
    edit = page("manage-edit", key, "first_visit")
    assert "Nobody is named." in text_of(client.get(page(EVENING, key)))
    FirstVisit.objects.create(listing=circle, greeter="Sam, by the door, 18:50")
    answer = client.get(page(EVENING, key))
    assert "Sam, by the door, 18:50" in text_of(answer)
    assert edit in answer.content.decode()


def test_overview_leads_to_the_evening_of_each_date(client, circle, slot, now):
    lead(client, circle)
    words = client.get(page("manage", circle.public_id)).content.decode()
    for day in (TONIGHT, NEXT):
        assert f"{page(EVENING, circle.public_id)}?date={named(slot, day)}" in words
    assert page("manage-coming", circle.public_id) in words
