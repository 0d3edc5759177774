"""The page of one date: when and where it is, whether it takes place, and how to come."""

from datetime import timedelta

import pytest
import time_machine

from groups.choices import BookingWay
from groups.models import Booking, Closure, Listing, Session
from tests import factories
from tests.groups.coming import NEXT, ROBIN, TONIGHT, address_of, set_rules
from tests.groups.desk import text_of


def change(listing, day=NEXT, **columns):
    """What the facilitator said of one date."""
    return Session.objects.create(schedule=listing.schedules.get(), original_on=day, **columns)


def test_page_says_when_where_and_who_greets(client, now, circle):
    factories.add_first_visit(circle, must_speak="no", greeter="Sam, by the door, 18:20")
    page = text_of(client.get(address_of(circle)))
    for words in ("Tuesday 10 March", "18:30 to 20:00 London time", "4 Linden Street", "Sam, by the door, 18:20"):
        assert words in page


def test_time_carries_its_offset_for_the_script(client, now, circle):
    summer = address_of(circle, NEXT + timedelta(weeks=3))
    assert 'datetime="2026-03-31T18:30+01:00"' in client.get(summer).content.decode()


@pytest.mark.parametrize("name", ["1-20260311", "0-20260310", "x", "1-20261310", "99999999999999999999-20260310", "-"])
def test_date_that_is_none_is_not_found(client, now, circle, name):
    slot = circle.schedules.get().pk
    assert client.get(f"/sessions/{name.replace('1-', f'{slot}-', 1)}/").status_code == 404
    assert client.get(f"/sessions/{name}/sent/").status_code == 404


def test_date_of_a_listing_that_is_not_public_is_not_found(client, now, circle):
    path = address_of(circle)
    assert client.get(path).status_code == 200
    Listing.objects.update(status="withdrawn", searchable=False)
    assert [client.get(path).status_code, client.post(path, ROBIN).status_code] == [404, 404]


def test_cancelled_date_is_said_and_leads_to_the_next_one(client, now, circle):
    set_rules(circle)
    change(circle, status="cancelled", note="Room flooded")
    page = client.get(address_of(circle)).content.decode()
    assert "This date does not take place" in page
    assert "Room flooded" in page
    assert address_of(circle, TONIGHT) in page
    assert 'name="nickname"' not in page
    client.post(address_of(circle), ROBIN)
    assert not Booking.objects.exists()


def test_closed_day_is_said_with_its_note(client, now, circle):
    Closure.objects.create(listing=circle, starts_on=NEXT, ends_on=NEXT, note="Spring break")
    page = text_of(client.get(address_of(circle)))
    assert "This date does not take place" in page
    assert "Spring break" in page


def test_moved_date_says_both_times_and_who_stands_in(client, now, circle):
    begin = now + timedelta(days=8, hours=2)
    change(circle, status="moved", starts_at=begin, ends_at=begin + timedelta(hours=1), stand_in="Kim")
    page = text_of(client.get(address_of(circle)))
    assert "Wednesday 11 March , 19:00 to 20:00" in page
    assert "It was planned for Tuesday 10 March, 18:30" in page
    assert "Kim stands in this time" in page


@pytest.mark.parametrize(("minutes", "words"), [(90, "On now"), (179, "On now"), (180, "This date is over")])
def test_date_is_on_from_its_beginning_to_its_end(client, now, circle, minutes, words):
    with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
        assert words in text_of(client.get(address_of(circle, TONIGHT)))


@pytest.mark.parametrize("day", [TONIGHT, NEXT + timedelta(weeks=53)])
def test_date_that_has_begun_or_is_far_off_cannot_be_booked(client, now, circle, day):
    set_rules(circle)
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        page = client.post(address_of(circle, day), ROBIN).content.decode()
    assert "There is nothing to book for this date just now" in page
    assert not Booking.objects.exists()


def test_without_rules_there_is_nothing_to_do(client, now, circle):
    answer = client.get(address_of(circle))
    assert "You can just turn up" in text_of(answer)
    assert not answer.cookies
    client.post(address_of(circle), ROBIN)
    assert not Booking.objects.exists()


def test_listing_that_never_said_so_is_not_called_open_to_all(client, now, source):
    called = factories.make_listing(
        source, "By referral", terms=["joining:referral"], slots=[factories.weekly("TU", "18:30")]
    )
    page = text_of(client.get(address_of(called)))
    assert "just turn up" not in page
    assert "There is nothing to book here" in page


@pytest.mark.parametrize(
    ("word", "attendance"), [("sign-up", "in_person"), ("call-first", "in_person"), ("turn-up", "phone")]
)
def test_nobody_is_told_to_turn_up_where_the_words_on_joining_differ(client, now, source, word, attendance):
    place = {"place": None} if attendance == "phone" else {}
    one = factories.make_listing(
        source, terms=[f"joining:{word}"], slots=[factories.weekly("TU", "18:30")], attendance=attendance, **place
    )
    set_rules(one, BookingWay.TURN_UP)
    page = text_of(client.get(one.get_absolute_url()))
    assert "You can just turn up" not in page
    assert "See “How to join”" in page
    assert "You can just turn up" not in text_of(client.get(address_of(one)))


@pytest.mark.parametrize(("way", "queries"), [(BookingWay.TURN_UP, 5), (BookingWay.TELL, 5), (BookingWay.PLACES, 7)])
def test_page_asks_a_fixed_number_of_questions(client, now, circle, way, queries, django_assert_num_queries):
    set_rules(circle, way, capacity=5 if way == BookingWay.PLACES else None)
    path = address_of(circle)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
