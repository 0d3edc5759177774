"""How somebody tells a group that they come to a date, with and without an account, and who learns what of it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from groups import booking, sessions
from groups.choices import BookingState, BookingWay
from groups.forms.booking import ComingForm
from groups.models import Booking, Consent, Listing
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.coming import NEXT, ROBIN, TONIGHT, address_of, set_rules
from tests.groups.desk import address_in, text_of
from tests.groups.guests import guest, on_date


@pytest.fixture
def ana(client, db, now):
    """A member who is signed in."""
    ana = make_person()
    sign_in(client, ana)
    return ana


def test_without_account_nothing_counts_before_the_link(client, now, circle, mailoutbox):
    set_rules(circle)
    answer = client.post(address_of(circle), ROBIN | {"is_first_time": "on"})
    assert answer.url == f"{address_of(circle)}sent/"
    assert "Look in your mail" in text_of(client.get(answer.url))
    assert not booking.expected(sessions.session_date(circle.schedules.get(), NEXT))
    assert [mail.to for mail in mailoutbox] == [[ROBIN["email"]]]
    assert "Circle" not in mailoutbox[0].subject
    assert address_in(mailoutbox[0]).startswith("/bookings/")


def test_address_that_booked_before_gets_the_same_answer(client, now, circle, mailoutbox):
    set_rules(circle)
    first = client.post(address_of(circle), ROBIN)
    client.post(address_in(mailoutbox[0]), {"do": "confirm"})
    second = client.post(address_of(circle), ROBIN | {"email": "ROBIN@example.org"})
    assert (second.status_code, second.url) == (first.status_code, first.url)


def test_with_account_one_tap_is_enough_after_the_consent(client, now, circle, ana):
    set_rules(circle)
    assert "Tick the box" in text_of(client.post(address_of(circle), {"nickname": "Ana"}))
    assert not Consent.objects.exists()
    client.post(address_of(circle), {"nickname": "Ana", "agrees": "on"})
    page = client.get(address_of(circle, NEXT + timedelta(weeks=1))).content.decode()
    assert 'value="Ana"' in page
    assert 'name="agrees"' not in page
    assert 'name="email"' not in page
    client.post(address_of(circle, NEXT + timedelta(weeks=1)), {"nickname": "Ana"})
    assert Booking.objects.filter(user=ana, state=BookingState.COMING).count() == 2


def test_who_booked_sees_how_it_stands_and_no_form(client, now, circle, ana):
    set_rules(circle)
    answer = client.post(address_of(circle), {"nickname": "Ana", "agrees": "on"}, follow=True)
    page = answer.content.decode()
    assert "You come. They know." in page
    assert 'name="nickname"' not in page
    assert "You come" not in text_of(client.get(address_of(circle, TONIGHT)))


def test_for_minors_an_adult_who_answers_for_them_books(client, now, circle, mailoutbox):
    set_rules(circle)
    hall = factories.make_organization("Hall")
    Listing.objects.filter(pk=circle.pk).update(maximum_age=17, organization=hall, safeguarding_contact="Kim Vale")
    page = text_of(client.post(address_of(circle), ROBIN))
    assert "an adult who answers for them books" in page
    assert not Booking.objects.exists()
    client.post(address_of(circle), ROBIN | {"answers_for_them": "on"})
    assert Booking.objects.get().email == ROBIN["email"]


def test_consent_is_not_kept_where_the_booking_failed(client, now, circle, ana, monkeypatch):
    set_rules(circle)
    monkeypatch.setattr(booking, "book", refuse)
    page = text_of(client.post(address_of(circle), {"nickname": "Ana", "agrees": "on"}))
    assert "Not just now." in page
    assert not Consent.objects.exists()


def refuse(*args, **kwargs):
    raise ValidationError("Not just now.")


def test_public_sees_places_left_and_never_who_comes(client, now, circle, ana):
    set_rules(circle, BookingWay.PLACES, capacity=2)
    client.post(address_of(circle), {"nickname": "Ana Quill", "agrees": "on"})
    client.logout()
    page = text_of(client.get(address_of(circle)))
    assert "1 of 2 places is left" in page
    assert "Quill" not in page
    assert "1 place left" in text_of(client.get(circle.get_absolute_url()))


def test_public_cannot_tell_that_somebody_comes(client, now, circle, ana):
    set_rules(circle)
    paths = [address_of(circle, TONIGHT), circle.get_absolute_url(), f"{circle.get_absolute_url()}print/"]
    before = [text_of(Client().get(path)) for path in paths]
    client.post(address_of(circle, TONIGHT), {"nickname": "Ana", "agrees": "on"})
    assert Booking.objects.exists()
    assert [text_of(Client().get(path)) for path in paths] == before


def test_full_date_offers_the_waiting_list(client, now, circle, ana, mailoutbox):
    set_rules(circle, BookingWay.PLACES, capacity=1)
    client.post(address_of(circle), {"nickname": "Ana", "agrees": "on"})
    client.logout()
    assert "Put me on the waiting list" in text_of(client.get(address_of(circle)))
    client.post(address_of(circle), ROBIN)
    page = text_of(client.post(address_in(mailoutbox[-1]), {"do": "confirm"}, follow=True))
    assert "You are on the waiting list" in page


def test_full_date_where_somebody_says_yes_first_is_asked_for(client, now, circle):
    set_rules(circle, BookingWay.PLACES, capacity=1, asks_first=True)
    guest(on_date(circle.schedules.get(), NEXT))
    page = text_of(client.get(address_of(circle)))
    assert "All places are taken" in page
    assert "Ask if I may come" in page
    assert "Put me on the waiting list" not in page


def test_course_shows_all_its_dates_and_is_booked_whole(client, now, source, ana):
    slot = factories.weekly("TU", "18:30", starts_on=TONIGHT, until=TONIGHT + timedelta(weeks=3))
    course = factories.make_listing(source, "Course", slots=[slot])
    set_rules(course, BookingWay.SERIES, capacity=8)
    page = text_of(client.get(address_of(course)))
    assert [day in page for day in ("Tue 3 Mar", "Tue 10 Mar", "Tue 17 Mar", "Tue 24 Mar")] == [True] * 4
    client.post(address_of(course), {"nickname": "Ana", "agrees": "on"})
    assert Booking.objects.get().schedule == course.schedules.get()
    assert "You come. They know." in text_of(client.get(address_of(course, TONIGHT + timedelta(weeks=2))))


@pytest.mark.parametrize("limit", ["booking", "mailing"])
def test_limits_keep_what_was_typed(client, now, circle, settings, limit):
    set_rules(circle)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limit: "1/h/key"}
    client.post(address_of(circle, TONIGHT), ROBIN)
    answer = client.post(address_of(circle), ROBIN)
    assert answer.status_code == 429
    assert 'value="Robin"' in answer.content.decode()
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("said", [{"nickname": ""}, {"email": "no"}, {"agrees": ""}, {"nickname": "x" * 41}])
def test_form_that_cannot_be_read_comes_back_whole(client, now, circle, said):
    set_rules(circle)
    answer = client.post(address_of(circle), ROBIN | {"wants_day_before": "on"} | said)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert "checked" in answer.content.decode()
    assert not Booking.objects.exists()


def home_circle(source):
    home = factories.make_listing(
        source, "Home Circle", place=factories.make_home(), slots=[factories.weekly("TU", "18:30")]
    )
    set_rules(home)
    return home


def test_home_is_told_to_who_was_accepted_and_not_after_leaving(client, now, source, ana):
    home = home_circle(source)
    client.post(address_of(home), {"nickname": "Ana", "agrees": "on"})
    asked = Booking.objects.get()
    assert "17 Hidden Row" not in text_of(client.get(address_of(home)))
    booking.accept(asked, by=None)
    assert "17 Hidden Row" in text_of(client.get(address_of(home)))
    assert "17 Hidden Row" in text_of(client.get("/mine/bookings/"))
    booking.cancel(Booking.objects.get())
    assert "17 Hidden Row" not in text_of(client.get(address_of(home)))


def test_home_is_not_told_to_an_address_nor_to_other_members(client, now, source, mailoutbox):
    home = home_circle(source)
    client.post(address_of(home), ROBIN)
    path = address_in(mailoutbox[-1])
    client.post(path, {"do": "confirm"})
    booking.accept(Booking.objects.get(), by=None)
    sign_in(client, make_person("other@example.org"))
    for page in (path, address_of(home), home.get_absolute_url()):
        assert "Hidden Row" not in client.get(page).content.decode()


def test_home_is_not_told_to_who_holds_the_link_of_an_account(client, now, source, ana, mailoutbox):
    home = home_circle(source)
    client.post(address_of(home), {"nickname": "Ana", "agrees": "on"})
    booking.accept(Booking.objects.get(), by=None)
    path = re.search(r"/bookings/\S{20,}", mailoutbox[-1].body).group()
    assert "17 Hidden Row" in text_of(client.get(path))
    assert "Hidden Row" not in text_of(Client().get(path))


def test_confidential_venue_is_told_to_nobody(client, now, source, ana):
    refuge = factories.make_listing(
        source, "Evening", place=factories.make_venue(), slots=[factories.weekly("TU", "18:30")]
    )
    set_rules(refuge)
    client.post(address_of(refuge), {"nickname": "Ana", "agrees": "on"})
    for page in (address_of(refuge), "/mine/bookings/"):
        assert "<address" not in client.get(page).content.decode()


@given(nickname=some.text(), email=some.text() | some.emails(), agrees=some.text())
def test_form_takes_anything_and_keeps_within_its_columns(nickname, email, agrees):
    form = ComingForm(
        {"nickname": nickname, "email": email, "agrees": agrees}, has_account=False, has_agreed=False, for_minors=False
    )
    if form.is_valid():
        Booking(**form.said).clean_fields(exclude=["state", "consented_at", "session", "schedule"])
    else:
        assert form.errors
