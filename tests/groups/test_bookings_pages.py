"""What somebody booked: by the link in a mail, and all of one's own; GET shows, a button acts, nobody else gets in."""

import re
from datetime import timedelta

import pytest
import time_machine

from groups import booking, sessions
from groups.choices import BookingState, BookingWay
from groups.models import Booking, Consent
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.coming import NEXT, ROBIN, TONIGHT, address_of, set_rules
from tests.groups.desk import address_in, text_of

MINE = "/mine/bookings/"


@pytest.fixture
def ana(client, db, now):
    """A member who is signed in and agreed that bookings are kept."""
    ana = make_person()
    booking.agree(ana)
    sign_in(client, ana)
    return ana


@pytest.fixture
def link(client, now, circle, mailoutbox):
    """The path in the mail to Robin, who has no account and has not confirmed yet."""
    set_rules(circle)
    client.post(address_of(circle), ROBIN)
    return address_in(mailoutbox[0])


def date_of(listing, day=NEXT):
    return sessions.session_date(listing.schedules.get(), day)


def state():
    return Booking.objects.get().state


def test_looking_at_the_link_does_nothing_and_the_button_does(client, link):
    page = text_of(client.get(link))
    assert "Do you come?" in page
    assert state() == BookingState.UNCONFIRMED
    answer = client.post(link, {"do": "confirm"})
    assert (answer.url, state()) == (link, BookingState.COMING)
    assert "You come. They know." in text_of(client.get(link))


def test_booking_by_address_is_erased_with_its_link(client, link):
    client.post(link, {"do": "confirm"})
    assert "Erase this booking" in text_of(client.get(link))
    assert "Your booking is erased" in text_of(client.post(link, {"do": "erase"}))
    assert not Booking.objects.exists()
    assert client.get(link).status_code == client.post(link, {"do": "erase"}).status_code == 404


def test_button_after_the_booking_was_erased_in_another_tab(client, link, monkeypatch):
    confirm = booking.confirm

    def too_late(found):
        Booking.objects.all().delete()
        return confirm(found)

    monkeypatch.setattr(booking, "confirm", too_late)
    assert client.post(link, {"do": "confirm"}).status_code == 404


def test_account_takes_its_consent_back_elsewhere(client, ana, circle):
    assert client.post(MINE, {"do": "erase", "row": 1}).status_code == 404


def test_button_pressed_twice_acts_once(client, link, mailoutbox):
    for do, reached in (("confirm", BookingState.COMING), ("cancel", BookingState.CANCELLED)):
        client.post(link, {"do": do})
        sent = len(mailoutbox)
        client.post(link, {"do": do})
        assert (state(), len(mailoutbox)) == (reached, sent)


@pytest.mark.parametrize("do", ["take", "cancel", "remind", "confirm", "erase", "odd"])
def test_every_button_of_ones_own_leads_somewhere_and_no_other_does_anything(client, circle, ana, do):
    set_rules(circle)
    mine = booking.book(date_of(circle), by=ana, nickname="Ana")
    answer = client.post(MINE, {"do": do, "row": mine.pk})
    assert answer.status_code == (302 if do in ("take", "cancel", "remind") else 404)


def test_cancelled_booking_says_so_and_offers_no_button(client, link):
    client.post(link, {"do": "confirm"})
    client.post(link, {"do": "cancel"})
    page = client.get(link).content.decode()
    assert "You do not come. They know." in page
    assert re.findall(r'name="do"\s+value="(\w+)"', page) == ["erase"]


def test_page_of_a_link_is_kept_nowhere_and_sets_no_session(client, link):
    answer = client.get(link)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert set(answer.cookies) <= {"csrftoken"}


def test_link_that_is_made_up_opens_nothing(client, link):
    answer = client.get(f"/bookings/{'A' * 32}/")
    assert answer.status_code == 404
    assert "opens nothing any more" in text_of(answer)
    assert client.post(f"/bookings/{'A' * 32}/", {"do": "cancel"}).status_code == 404


def test_date_that_was_called_off_meanwhile_is_said(client, link, circle):
    slot = circle.schedules.get()
    client.post(link, {"do": "confirm"})
    slot.sessions.filter(original_on=NEXT).update(status="cancelled", note="Ill")
    page = text_of(client.get(link))
    assert "This date does not take place" in page
    assert "Ill" in page


def test_confirming_what_was_cancelled_meanwhile_says_why_not(client, link, circle):
    circle.schedules.get().sessions.filter(original_on=NEXT).update(status="cancelled")
    answer = client.post(link, {"do": "confirm"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert state() == BookingState.UNCONFIRMED


@pytest.fixture
def offered(client, now, circle, ana):
    """Ana waits for the one place of a date, and now it is offered to her."""
    set_rules(circle, BookingWay.PLACES, capacity=1)
    other = make_person("other@example.org")
    booking.agree(other)
    first = booking.book(date_of(circle), nickname="Other", by=other)
    hers = booking.book(date_of(circle), nickname="Ana", by=ana)
    assert hers.state == BookingState.WAITING
    booking.cancel(first)
    hers.refresh_from_db()
    return hers


def test_offered_place_is_taken_by_one_tap(client, offered):
    page = text_of(client.get(MINE))
    assert "A place is free for you" in page
    assert "We keep it until Wednesday 4 March, 17:00 (London time)" in page
    answer = client.post(MINE, {"row": offered.pk, "do": "take"}, follow=True)
    assert "The place is yours" in text_of(answer)
    offered.refresh_from_db()
    assert offered.state == BookingState.COMING


def test_offer_that_ran_out_cannot_be_taken(client, offered):
    Booking.objects.filter(pk=offered.pk).update(state=BookingState.LAPSED, offered_until=None)
    answer = client.post(MINE, {"row": offered.pk, "do": "take"}, follow=True)
    assert "Something changed in between" in text_of(answer)
    offered.refresh_from_db()
    assert offered.state == BookingState.LAPSED


def test_own_bookings_come_soonest_first_and_past_ones_not(client, now, circle, ana):
    set_rules(circle)
    for day in (NEXT, TONIGHT):
        booking.book(date_of(circle, day), nickname="Ana", by=ana)
    page = text_of(client.get(MINE))
    assert page.index("Today , 18:30 to 20:00") < page.index("Tuesday 10 March")
    with time_machine.travel(now + timedelta(days=1), tick=False):
        page = text_of(client.get(MINE))
    assert "3 March" not in page
    assert "Tuesday 10 March" in page


def test_reminders_are_set_and_taken_away(client, now, circle, ana):
    set_rules(circle)
    kept = booking.book(date_of(circle), nickname="Ana", by=ana)
    client.post(MINE, {"row": kept.pk, "do": "remind", "wants_day_before": "on"})
    kept.refresh_from_db()
    assert (kept.wants_day_before, kept.wants_hours_before) == (True, False)
    client.post(MINE, {"row": kept.pk, "do": "remind"})
    kept.refresh_from_db()
    assert not kept.wants_day_before


def test_booking_of_somebody_else_is_not_found(client, now, circle, ana):
    set_rules(circle)
    kept = booking.book(date_of(circle), nickname="Ana", by=ana)
    sign_in(client, make_person("other@example.org"))
    theirs, missing = (client.post(MINE, {"row": row, "do": "cancel"}) for row in (kept.pk, 10**9))
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert theirs.content == missing.content
    assert state() == BookingState.COMING
    assert "You come" not in text_of(client.get(address_of(circle)))


@pytest.mark.parametrize("sent", [{}, {"row": "x", "do": "cancel"}, {"row": "1", "do": "delete"}, {"row": str(10**30)}])
def test_form_that_is_none_changes_nothing(client, ana, sent):
    assert client.post(MINE, sent).status_code == 404


def test_without_bookings_the_page_leads_to_search(client, ana):
    page = client.get(MINE).content.decode()
    assert "You have told no group" in page
    assert 'href="/search/"' in page


def test_consent_taken_back_cancels_and_erases(client, now, circle, ana):
    set_rules(circle)
    booking.book(date_of(circle), nickname="Ana", by=ana)
    assert "Take that back" in client.get(MINE).content.decode()
    assert "Tick the box" in text_of(client.post(f"{MINE}take-back/", {}))
    assert Booking.objects.exists()
    answer = client.post(f"{MINE}take-back/", {"is_sure": "on"}, follow=True)
    assert "cancelled and erased" in text_of(answer)
    assert not Booking.objects.exists()
    assert Consent.objects.get().withdrawn_at == now


def test_what_the_page_says_comes_from_a_list(client, ana):
    assert "The place is yours." in text_of(client.get(f"{MINE}?said=take"))
    assert client.get(f"{MINE}?said=<b>").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_own_bookings_ask_the_same_few_questions(client, now, source, ana, count, django_assert_num_queries):
    for nth in range(count):
        listing = factories.make_listing(source, f"Circle {nth}", slots=[factories.weekly("TU", "18:30")])
        set_rules(listing)
        booking.book(date_of(listing), nickname="Ana", by=ana)
    client.get(MINE)
    with django_assert_num_queries(5):  # session, person, bookings, closures, consent
        client.get(MINE)


def test_pages_of_one_s_own_are_for_who_is_signed_in(client, db):
    for path in (MINE, f"{MINE}take-back/"):
        assert client.get(path).url.startswith("/accounts/login/")


def test_link_shows_a_course_by_its_next_date(client, now, source, mailoutbox):
    slot = factories.weekly("TU", "18:30", starts_on=TONIGHT, until=TONIGHT + timedelta(weeks=3))
    course = factories.make_listing(source, "Course", slots=[slot])
    set_rules(course, BookingWay.SERIES)
    client.post(address_of(course), ROBIN)
    page = text_of(client.get(address_in(mailoutbox[0])))
    assert "Today , 18:30 to 20:00" in page
    assert "The whole course" in page
