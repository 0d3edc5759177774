"""The waiting list: who cancels makes room, in order, for a time; who saved a full date hears that it is free."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts import privacy
from groups import booking
from groups.booking import waiting
from groups.choices import BookingState
from groups.models import Booking, SavedListing
from tests.groups.booking.people import come, date_of, fresh, mails, person, rules, state, texts

HOUR = timedelta(hours=1)


@pytest.fixture
def full(small):
    """Two places, Ada and Bea have them, Cleo and then Dora wait."""
    return [come(small, name) for name in ("ada", "bea", "cleo", "dora")]


def later(now, hours):
    return time_machine.travel(now + hours * HOUR, tick=False)


def test_next_in_line_is_offered_the_place_for_a_day(now, full):
    ada, _bea, cleo, dora = full
    booking.cancel(ada)
    assert (state(cleo), state(dora)) == (BookingState.OFFERED, BookingState.WAITING)
    assert fresh(cleo).offered_until == now + 24 * HOUR
    assert "It is kept for you until Wednesday 4 March, 17:00 (London time)" in texts("cleo")[-1]


def test_offered_place_is_held(full, small):
    ada, *_others = full
    booking.cancel(ada)
    assert booking.places_of([date_of(small)])[date_of(small).id] == booking.Places(2, taken=2, waiting=1)
    assert come(small, "eve").state == BookingState.WAITING


def test_taken_offer_is_a_place_and_the_second_tap_changes_nothing(full):
    ada, _bea, cleo, _dora = full
    booking.cancel(ada)
    booking.take_offer(cleo)
    assert booking.take_offer(cleo).state == BookingState.COMING
    with pytest.raises(ValidationError, match="not kept"):
        booking.take_offer(ada)


def test_offer_nobody_took_goes_to_the_next(now, full):
    ada, _bea, cleo, dora = full
    booking.cancel(ada)
    with later(now, 24):
        with pytest.raises(ValidationError, match="not kept"):
            booking.take_offer(cleo)
        assert (booking.lapse(), booking.lapse()) == (1, 0)
    assert (state(cleo), state(dora)) == (BookingState.LAPSED, BookingState.OFFERED)
    assert len(texts("dora")) == 2


def test_offer_ends_with_the_beginning_at_the_latest(full, small):
    ada, _bea, cleo, _dora = full
    begins = date_of(small).starts_at
    with time_machine.travel(begins - HOUR, tick=False):
        booking.cancel(ada)
    assert fresh(cleo).offered_until == begins


def test_nothing_is_offered_after_the_beginning(full, small):
    ada, _bea, cleo, _dora = full
    with time_machine.travel(date_of(small).starts_at, tick=False):
        booking.cancel(ada)
    assert state(cleo) == BookingState.WAITING


def test_second_cancel_frees_no_second_place(full):
    ada, _bea, _cleo, dora = full
    booking.cancel(ada)
    booking.cancel(ada)
    assert state(dora) == BookingState.WAITING


def test_more_places_go_to_the_line_in_order(full, small):
    _ada, _bea, cleo, dora = full
    asked = {"way": "places", "accept_hours": 5, "asks_first": False, "by": None, "via_link": True}
    booking.set_rules(small, capacity=3, **asked)
    assert (state(cleo), state(dora)) == (BookingState.OFFERED, BookingState.WAITING)
    booking.set_rules(small, capacity=1, **asked)
    assert (state(cleo), state(dora)) == (BookingState.OFFERED, BookingState.WAITING)


def test_place_nobody_was_offered_goes_to_the_line_and_not_to_a_newcomer(full, small):
    ada, _bea, cleo, _dora = full
    Booking.objects.filter(pk=ada.pk).update(state=BookingState.CANCELLED)
    eve = come(small, "eve")
    booking.lapse()
    assert (state(cleo), state(eve)) == (BookingState.OFFERED, BookingState.WAITING)


def test_place_of_an_erased_account_goes_to_the_next(full):
    ada, _bea, cleo, _dora = full
    privacy.erase(ada.user)
    assert state(cleo) == BookingState.OFFERED
    assert not Booking.objects.filter(nickname="Ada").exists()


def test_killed_between_place_and_mail_nothing_happened(full, monkeypatch):
    ada, _bea, cleo, _dora = full

    def killed(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(waiting.letters, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        booking.cancel(ada)
    assert (state(ada), state(cleo)) == (BookingState.COMING, BookingState.WAITING)


def test_full_date_that_is_free_again_is_told_to_savers_once_a_day(now, small):
    saver = person("zoe")
    SavedListing.objects.create(user=saver, listing=small)
    SavedListing.objects.create(user=person("yan"), listing=small, wants_notices=False)
    ada = come(small, "ada")
    come(small, "bea")
    booking.cancel(ada)
    for hours, name in ((1, "cleo"), (25, "dora")):
        with later(now, hours):
            booking.cancel(come(small, name))
    told = mails(subject="About Tuesday 10 March", recipient="zoe@example.org")
    assert [mail.recipient for mail in mails() if "Now there is a place again" in mail.text] == ["zoe@example.org"] * 2
    assert f"http://localhost:8000/sessions/{date_of(small).id}/" in told[0].text


def test_nobody_hears_of_a_place_that_went_to_the_line_or_was_one_of_several(full, small):
    SavedListing.objects.create(user=person("zoe"), listing=small)
    ada, bea, *_waiting = full
    booking.cancel(ada)
    booking.cancel(bea)
    assert texts("zoe") == []
    rules(small, capacity=9)
    booking.cancel(come(small, "eve"))
    assert texts("zoe") == []


def test_saver_who_waits_or_comes_hears_nothing_more(small):
    ada = come(small, "ada")
    bea = come(small, "bea")
    SavedListing.objects.create(user=bea.user, listing=small)
    booking.cancel(ada)
    assert len(texts("bea")) == 1


def test_reminder_boxes_are_kept(small):
    ada = come(small, "ada")
    booking.set_reminders(ada, wants_day_before=True, wants_hours_before=False)
    assert (fresh(ada).wants_day_before, fresh(ada).wants_hours_before) == (True, False)
