"""Where the facilitator accepts each person: yes, no, and who may then see the address of a home."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from groups import booking, facilitating
from groups.choices import BookingState
from groups.models import Booking, Listing, Schedule
from tests import factories
from tests.groups.booking.people import TUESDAY, come, date_of, fresh, mails, person, rules, state, texts, token_in


@pytest.fixture
def leader(now):
    return person("lea")


@pytest.fixture
def asking(small):
    """Two places, and somebody says yes to each person."""
    return rules(small, asks_first=True)


@pytest.fixture
def home(now, circle):
    """The Tuesday Circle at a private home."""
    Listing.objects.filter(pk=circle.pk).update(place=factories.make_home())
    return rules(fresh(circle), "tell", None)


def test_asked_person_holds_no_place(asking):
    come(asking, "ada")
    assert booking.places_of([date_of(asking)])[date_of(asking).id].left == 2


def test_accepted_person_comes_and_hears_it_once(asking, leader):
    ada = come(asking, "ada")
    booking.accept(ada, by=leader)
    booking.accept(ada, by=leader)
    assert (fresh(ada).state, fresh(ada).decided_by) == (BookingState.COMING, leader)
    assert "they say yes" in texts("ada")[1]
    assert len(texts("ada")) == 2


def test_accepted_person_waits_where_it_is_full(asking, leader):
    people = [come(asking, name) for name in ("ada", "bea", "cleo")]
    assert [booking.accept(one, by=leader).state for one in people][2] == BookingState.WAITING
    booking.cancel(people[0])
    assert state(people[2]) == BookingState.OFFERED


def test_nobody_is_accepted_to_a_date_that_is_off_or_over(asking, leader):
    ada, one = come(asking, "ada"), date_of(asking)
    with time_machine.travel(one.ends_at, tick=False), pytest.raises(ValidationError, match="is over"):
        booking.accept(ada, by=leader)
    facilitating.cancel(one.slot, TUESDAY, by=None)
    with pytest.raises(ValidationError, match="does not take place"):
        booking.accept(ada, by=leader)
    assert not any("they say yes" in text for text in texts("ada"))


def test_declined_person_hears_it_kindly_and_frees_a_place(asking, leader):
    people = [booking.accept(come(asking, name), by=leader) for name in ("ada", "bea", "cleo")]
    booking.decline(people[0], by=leader)
    booking.decline(people[0], by=leader)
    assert (state(people[0]), state(people[2])) == (BookingState.DECLINED, BookingState.OFFERED)
    assert "it says nothing about you" in texts("ada")[-1]
    assert len(texts("ada")) == 3


def test_who_cancelled_is_not_accepted_any_more(asking, leader):
    ada = booking.cancel(come(asking, "ada"))
    with pytest.raises(ValidationError, match="does not wait"):
        booking.accept(ada, by=leader)


def test_facilitators_hear_of_the_first_who_asks_until_they_answered(asking, leader):
    Listing.objects.filter(pk=asking.pk).update(owner=leader)
    ada = come(asking, "ada")
    come(asking, "bea")
    booking.accept(ada, by=leader)
    come(asking, "cleo")
    (told,) = texts("lea")
    date = date_of(asking)
    assert f"http://localhost:8000/manage/{asking.public_id}/evening/?date={date.id}\n" in told
    assert "Ada" not in told


def test_answer_about_a_date_that_is_off_goes_out_all_the_same(asking, leader):
    ada = come(asking, "ada")
    facilitating.cancel(date_of(asking).slot, TUESDAY, by=None)
    booking.decline(ada, by=leader)
    assert mails()[-1].subject == "About your date"


def test_facilitator_sees_names_in_order_and_no_address(asking):
    come(asking, "bea")
    come(asking, "ada", is_first_time=True)
    people = booking.expected(date_of(asking))
    assert [(one.nickname, one.is_first_time) for one in people] == [("Bea", False), ("Ada", True)]
    assert all("email" in one.get_deferred_fields() for one in people)


def test_mails_of_who_comes_are_those_of_who_has_a_place(asking, leader):
    booking.accept(come(asking, "ada"), by=leader)
    come(asking, "bea")
    bo = booking.book(date_of(asking), email="bo@example.org", nickname="Bo")
    booking.accept(booking.confirm(bo), by=leader)
    assert [one.email for one in booking.people_to_tell(date_of(asking))] == ["ada@example.org", "bo@example.org"]


def test_address_of_a_home_is_for_an_accepted_account_while_it_comes(home, leader):
    ada = come(home, "ada")
    assert not booking.may_see_home(ada.user, home)
    booking.accept(ada, by=leader)
    assert booking.may_see_home(ada.user, home)
    assert "The address is on your page" in texts("ada")[-1]
    assert not [mail for mail in mails() if "Hidden Row" in mail.text]
    booking.cancel(ada)
    assert not booking.may_see_home(ada.user, home)


def test_address_of_a_home_is_hidden_again_once_it_is_over(now, home, leader):
    ada = booking.accept(come(home, "ada"), by=leader)
    Booking.objects.filter(pk=ada.pk).update(told_ends_at=now)
    assert not booking.may_see_home(ada.user, home)


def test_who_came_before_it_was_a_home_is_not_shown_its_address(small):
    ada = come(small, "ada")
    Listing.objects.filter(pk=small.pk).update(place=factories.make_home())
    assert ada.state == BookingState.COMING
    assert not booking.may_see_home(ada.user, fresh(small))


def test_accepted_address_alone_sees_no_home(home, leader):
    bo = booking.confirm(booking.book(date_of(home), email="bo@example.org", nickname="Bo"))
    booking.accept(bo, by=leader)
    assert not booking.may_see_home(person("bo"), home)
    assert "Hackney, London, at a private home" in texts("bo")[-1]


def test_accepted_account_sees_no_address_where_it_is_no_home(asking, leader):
    ada = booking.accept(come(asking, "ada"), by=leader)
    assert not booking.may_see_home(ada.user, asking)


def test_link_of_a_mail_opens_its_own_booking_alone(asking):
    come(asking, "ada")
    bea = come(asking, "bea")
    assert booking.opened_by(token_in(mails()[1])).get() == bea
    assert not booking.opened_by("x").exists()


def erased(small):
    ada = come(small, "ada")
    Booking.objects.all().delete()
    return ada


@pytest.mark.parametrize(
    "verb",
    [
        booking.confirm,
        booking.cancel,
        booking.take_offer,
        lambda one: booking.accept(one, by=None),
        lambda one: booking.decline(one, by=None),
        lambda one: booking.set_reminders(one, wants_day_before=True, wants_hours_before=True),
    ],
)
def test_booking_erased_in_another_tab_is_gone(small, verb):
    with pytest.raises(ValidationError, match="not there any more") as told:
        verb(erased(small))
    assert told.value.code == "gone"


def test_date_whose_slot_was_deleted_meanwhile_is_gone(small):
    ada, date = person(), date_of(small)
    Schedule.objects.all().delete()
    for book in (
        lambda: booking.book(date, by=ada, nickname="Ada"),
        lambda: booking.book_course(date.slot, by=ada, nickname="Ada"),
    ):
        with pytest.raises(ValidationError, match="not there any more"):
            book()
