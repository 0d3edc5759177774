"""Tell a date that you come: with an account at once, with an address once its link was followed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import booking, facilitating
from groups.choices import BookingState
from groups.models import Booking, Listing
from tests import factories
from tests.groups.booking.people import TUESDAY, come, date_of, mails, person, rules, state, texts, token_in


@pytest.fixture
def open_circle(now, circle):
    """The Tuesday Circle wants to know who comes and has no limit."""
    return rules(circle, "tell", None)


def by_address(listing, email="bo@example.org", **wishes):
    return booking.book(date_of(listing), email=email, nickname="Bo", **wishes)


def test_account_comes_at_once_and_gets_a_mail_with_its_link(open_circle):
    ada = come(open_circle, "ada", is_first_time=True)
    assert ada.state == BookingState.COMING
    (mail,) = mails()
    assert (mail.recipient, mail.subject) == ("ada@example.org", "About Tuesday 10 March")
    assert "Tuesday 10 March, 18:30 to 20:00 (London time)\n4 Linden Street" in mail.text
    assert "Library" not in mail.text
    assert booking.opened_by(token_in(mail)).get() == ada


def test_no_mail_names_the_group_or_its_topic(small):
    for name in ("ada", "bea", "cleo"):
        come(small, name)
    by_address(small)
    for mail in mails():
        assert not [word for word in ("Circle", "grief", "Grief") if word in mail.subject + mail.text + mail.html]


def test_third_of_two_places_waits(small):
    states = [come(small, name).state for name in ("ada", "bea", "cleo")]
    assert states == [BookingState.COMING, BookingState.COMING, BookingState.WAITING]
    assert "waiting list" in texts("cleo")[0]


def test_address_counts_for_nothing_before_its_link_was_followed(small):
    bo = by_address(small)
    assert bo.state == BookingState.UNCONFIRMED
    assert booking.places_of([date_of(small)])[date_of(small).id].taken == 0
    assert list(booking.expected(date_of(small))) == []
    assert "If this was not you, do nothing" in texts("bo")[0]


def test_confirmed_address_comes_once_however_often_it_is_confirmed(small):
    bo = by_address(small)
    found = booking.opened_by(token_in(mails()[0])).get()
    booking.confirm(found)
    booking.confirm(found)
    assert state(bo) == BookingState.COMING
    assert len(mails()) == 2


def test_confirmed_address_waits_where_it_is_full_by_then(small):
    bo = by_address(small)
    come(small, "ada")
    come(small, "bea")
    assert booking.confirm(bo).state == BookingState.WAITING


def test_address_that_booked_already_learns_it_from_its_mail_alone(small):
    booking.confirm(by_address(small))
    again = by_address(small, "BO@example.org")
    with pytest.raises(ValidationError, match="already"):
        booking.confirm(again)


def test_account_books_a_date_once(small):
    ada = come(small, "ada")
    with pytest.raises(ValidationError, match="already"):
        booking.book(date_of(small), by=ada.user, nickname="Ada")


def test_account_that_cancelled_may_book_again(small):
    ada = come(small, "ada")
    booking.cancel(ada)
    assert booking.book(date_of(small), by=ada.user, nickname="Ada").state == BookingState.COMING


def test_account_agrees_before_its_first_booking(small):
    user = User.objects.create_user("ada@example.org")
    with pytest.raises(ValidationError) as refused:
        booking.book(date_of(small), by=user, nickname="Ada")
    assert refused.value.code == "consent"


def test_listing_without_rules_has_nothing_to_book(now, circle):
    with pytest.raises(ValidationError) as refused:
        come(circle, "ada")
    assert refused.value.code == "turn_up"


def test_date_of_a_course_is_not_booked_alone(now, circle):
    with pytest.raises(ValidationError) as refused:
        come(rules(circle, "series", 5), "ada")
    assert refused.value.code == "turn_up"


@pytest.mark.parametrize("change", ["cancelled", "closed", "hidden"])
def test_date_that_does_not_take_place_is_not_booked(small, change):
    date = date_of(small)
    if change == "cancelled":
        facilitating.cancel(date.slot, TUESDAY, by=None)
    elif change == "closed":
        facilitating.close_for_good(small, by=None)
    else:
        Listing.objects.filter(pk=small.pk).update(status="pending", searchable=False)
    with pytest.raises(ValidationError) as refused:
        booking.book(date, by=person(), nickname="Ada")
    assert refused.value.code == "gone"


def test_date_that_has_begun_is_not_booked(small):
    date = date_of(small)
    with time_machine.travel(date.starts_at, tick=False), pytest.raises(ValidationError) as refused:
        booking.book(date, by=person(), nickname="Ada")
    assert refused.value.code == "over"


def test_home_asks_first_whatever_its_rules_say(now, circle):
    circle.place = factories.make_home()
    circle.save()
    ada = come(rules(circle, asks_first=False), "ada")
    assert ada.state == BookingState.ASKED
    assert "A person there answers first" in texts("ada")[0]


def test_link_of_one_date_is_refused_after_it_began(small):
    bo = by_address(small)
    begun = time_machine.travel(date_of(small).starts_at + timedelta(minutes=1), tick=False)
    with begun, pytest.raises(ValidationError):
        booking.confirm(bo)
    assert state(bo) == BookingState.UNCONFIRMED


def test_failed_booking_leaves_no_row_of_its_date(small, monkeypatch):
    with pytest.raises(ValidationError):
        booking.book(date_of(small), by=User.objects.create_user("ada@example.org"), nickname="Ada")
    assert not Booking.objects.exists()
    assert not date_of(small).slot.sessions.exists()
