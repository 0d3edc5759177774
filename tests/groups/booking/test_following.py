"""Whoever booked hears once what became of their date, however that came about."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from groups import booking, content, facilitating, tasks
from groups.booking import following
from groups.choices import BookingState
from groups.models import Booking, Listing, Schedule
from tests import factories
from tests.groups.booking.people import (
    TUESDAY,
    come,
    date_in,
    date_of,
    fresh,
    mails,
    person,
    rules,
    state,
    texts,
    write_times,
)

DAY = timedelta(days=1)


@pytest.fixture
def ada(small):
    return come(small, "ada")


def test_nothing_is_told_where_nothing_changed(ada):
    assert booking.follow() == []
    assert len(texts("ada")) == 1


def test_cancelled_date_is_told_at_once_and_once(ada, small):
    facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    booking.follow()
    assert "this does not take place:\n\nTuesday 10 March, 18:30 to 20:00" in texts("ada")[1]
    assert len(texts("ada")) == 2
    assert (fresh(ada).state, fresh(ada).told_starts_at) == (BookingState.COMING, None)


def test_date_back_on_is_told_and_the_booking_still_stands(ada, small):
    event = facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    facilitating.undo(event, by=None)
    assert "It takes place after all: Tuesday 10 March, 18:30 to 20:00" in texts("ada")[2]
    assert fresh(ada).told_starts_at == date_of(small).starts_at


def test_date_on_again_in_the_evening_is_told_where_it_is_tomorrow_in_utc(ada, small):
    Schedule.objects.update(timezone="America/New_York", start_time=time(20))
    booking.follow()
    with time_machine.travel(datetime(2026, 3, 10, 19, tzinfo=UTC), tick=False):
        event = facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    with time_machine.travel(datetime(2026, 3, 11, 0, 10, tzinfo=UTC), tick=False):
        facilitating.undo(event, by=None)
    assert "after all" in texts("ada")[-1]


def test_moved_date_on_again_after_its_first_day_is_told(ada, small):
    one = date_of(small)
    facilitating.move(one.slot, TUESDAY, one.starts_at + 7 * DAY, one.ends_at + 7 * DAY, by=None)
    with time_machine.travel(one.ends_at + DAY, tick=False):
        event = facilitating.cancel(one.slot, TUESDAY, by=None)
        assert [kept.pk for kept in booking.bookings_of(ada.user, one.ends_at + DAY)] == [ada.pk]
        facilitating.undo(event, by=None)
    assert "It takes place after all: Tuesday 17 March" in texts("ada")[-1]


def test_moved_date_tells_from_when_to_when(ada, small):
    one = date_of(small)
    facilitating.move(one.slot, TUESDAY, one.starts_at + DAY, one.ends_at + DAY, by=None)
    assert "It was: Tuesday 10 March, 18:30 to 20:00" in texts("ada")[1]
    assert "It is now: Wednesday 11 March, 18:30 to 20:00" in texts("ada")[1]


def test_note_or_stand_in_writes_no_mail(ada, small):
    facilitating.annotate(date_of(small).slot, TUESDAY, "Room 2", by=None)
    facilitating.stand_in(date_of(small).slot, TUESDAY, "Sam", by=None)
    assert len(mails()) == 1


def test_who_waits_or_asked_hears_of_it_too(small):
    people = [come(small, name) for name in ("ada", "bea", "cleo")]
    facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    assert [len(texts(name)) for name in ("ada", "bea", "cleo")] == [2, 2, 2]
    assert [state(one) for one in people][2] == BookingState.WAITING


def test_pause_and_its_end_are_told(ada, small):
    closure = facilitating.pause(small, TUESDAY, TUESDAY, by=None)
    facilitating.reopen(closure, by=None)
    assert ["does not take place" in text for text in texts("ada")] == [False, True, False]
    assert "after all" in texts("ada")[2]


def test_closed_place_is_told(ada, small):
    facilitating.close_place(small.place, TUESDAY, None, by=None)
    assert "If it takes place after all, we write to you" in texts("ada")[1]


def test_listing_closed_for_good_ends_the_booking(ada, small):
    facilitating.close_for_good(small, by=None)
    assert state(ada) == BookingState.CALLED_OFF
    assert "Your booking is over" in texts("ada")[1]
    facilitating.open_again(small, by=None)
    assert len(texts("ada")) == 2


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (BookingState.COMING, "You need do nothing if you come"),
        (BookingState.OFFERED, "still kept for you"),
        (BookingState.WAITING, "still on the waiting list"),
        (BookingState.ASKED, "not answered you yet"),
    ],
)
def test_mail_about_a_change_says_how_it_stands_with_its_reader(ada, small, stands, words):
    one, until = date_of(small), date_of(small).starts_at
    Booking.objects.filter(pk=ada.pk).update(
        state=stands, offered_until=until if stands == BookingState.OFFERED else None
    )
    facilitating.move(one.slot, TUESDAY, one.starts_at + DAY, one.ends_at + DAY, by=None)
    assert words in texts("ada")[1]
    facilitating.close_for_good(small, by=None)
    assert ("Your booking is over" in texts("ada")[2]) is (stands == BookingState.COMING)


@pytest.mark.parametrize(("status", "after"), [("withdrawn", "called_off"), ("pending", "coming")])
def test_listing_out_of_sight_is_told_by_the_next_run(ada, small, status, after):
    Listing.objects.filter(pk=small.pk).update(status=status, searchable=False)
    tasks.follow_bookings(timestamp=0)
    tasks.follow_bookings(timestamp=0)
    assert state(ada) == after
    assert len(texts("ada")) == 2


def test_changed_slot_takes_its_dates_along(ada, small):
    write_times(small, start_time="19:00:00")
    assert fresh(ada).slot == date_of(small).slot
    assert "It is now: Tuesday 10 March, 19:00 to 20:30" in texts("ada")[1]


def test_slot_on_another_weekday_calls_off(ada, small):
    write_times(small, byday=["WE"], starts_on="2026-03-11")
    assert state(ada) == BookingState.CALLED_OFF
    assert "Your booking is over" in texts("ada")[1]


def test_change_of_the_times_during_a_meeting_tells_nobody_there_that_it_is_off(ada, small):
    one = date_of(small)
    with time_machine.travel(one.starts_at + timedelta(minutes=15), tick=False):
        write_times(small, duration=105)
        coming = small.upcoming_dates.order_by("starts_at")
        assert [(row.starts_at, row.ends_at - row.starts_at) for row in coming[:2]] == [
            (one.starts_at, timedelta(minutes=90)),
            (one.starts_at + 7 * DAY, timedelta(minutes=105)),
        ]
    assert (state(ada), len(texts("ada"))) == (BookingState.COMING, 1)


def test_slot_that_ended_leaves_its_bookings_to_the_same_day_elsewhere(ada, small):
    other = factories.add_slot(small, **factories.weekly("TU", "17:00"))
    Schedule.objects.filter(pk=fresh(ada).slot.pk).update(is_live=False)
    booking.follow()
    assert fresh(ada).slot == other
    assert "It is now: Tuesday 10 March, 17:00 to 18:30" in texts("ada")[1]


def test_nearest_of_several_slots_is_taken_and_nobody_comes_twice(ada, small):
    near = factories.add_slot(small, **factories.weekly("TU", "19:00"))
    factories.add_slot(small, **factories.weekly("TU", "10:00"))
    old = fresh(ada).slot
    there = booking.book(date_in(near), by=ada.user, nickname="Ada")
    bea = come(small, "bea")
    Schedule.objects.filter(pk=old.pk).update(is_live=False)
    booking.follow()
    assert (state(ada), state(there), fresh(bea).slot) == (BookingState.CALLED_OFF, BookingState.COMING, near)
    assert len(texts("ada")) == 2


def test_who_finds_no_place_in_the_other_slot_waits_there_and_hears_of_it_once(ada, small):
    other = factories.add_slot(small, **factories.weekly("TU", "19:00"))
    bea = come(small, "bea")
    there = booking.book(date_in(other), by=person("cleo"), nickname="Cleo")
    Schedule.objects.filter(pk=fresh(ada).slot.pk).update(is_live=False)
    assert set(booking.follow()) == {ada.pk, bea.pk}
    assert [state(one) for one in (ada, bea, there)] == ["coming", "waiting", "coming"]
    assert (len(texts("ada")), len(texts("bea"))) == (2, 2)
    assert "It was: Tuesday 10 March, 18:30 to 20:00" in texts("bea")[1]
    assert "You are on the waiting list for:\n\nTuesday 10 March, 19:00" in texts("bea")[1]
    booking.cancel(there)
    assert state(bea) == BookingState.OFFERED


def test_removed_slot_that_is_booked_keeps_its_bookings(now, circle):
    soon = factories.add_slot(circle, **factories.weekly("MO", "10:00", starts_on=date(2026, 3, 9)))
    rules(circle)
    monday = booking.book(date_in(soon, date(2026, 3, 9)), by=person("ada"), nickname="Ada")
    kept = [slot for slot in content.content_of(circle)["times"] if slot["id"] != soon.pk]
    content.write(circle, {"times": kept})
    assert state(monday) == BookingState.CALLED_OFF
    assert not Schedule.objects.get(pk=soon.pk).is_live


def test_over_is_over(ada, small):
    with time_machine.travel(date_of(small).ends_at, tick=False):
        Schedule.objects.update(is_live=False)
        assert booking.follow() == []
    assert state(ada) == BookingState.COMING


def test_hour_that_comes_twice_is_no_change(now, circle):
    """On 25 October there are two 01:30 in London; the first is meant, by whichever clock it is read."""
    night = factories.add_slot(circle, **factories.weekly("SU", "01:30"))
    rules(circle, "tell", None)
    booking.book(date_in(night, date(2026, 10, 25)), by=person("ada"), nickname="Ada")
    assert booking.follow() == []
    assert "Sunday 25 October, 01:30 to" in texts("ada")[0]


def test_offer_of_a_date_moved_earlier_ends_with_its_new_beginning(small):
    ada, _bea, cleo = (come(small, name) for name in ("ada", "bea", "cleo"))
    one = date_of(small)
    with time_machine.travel(one.starts_at - 20 * DAY / 24, tick=False):
        booking.cancel(ada)
        facilitating.move(one.slot, TUESDAY, one.starts_at - DAY / 4, one.ends_at - DAY / 4, by=None)
    assert fresh(cleo).offered_until == one.starts_at - DAY / 4


def test_killed_between_change_and_mail_the_next_run_tells(ada, small, monkeypatch):
    Schedule.objects.update(is_live=False)
    with monkeypatch.context() as patch:
        patch.setattr(following.letters, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            booking.follow()
    assert state(ada) == BookingState.COMING
    assert booking.follow() == [ada.pk]
    assert len(texts("ada")) == 2


def killed(*_args, **_more):
    raise KeyboardInterrupt
