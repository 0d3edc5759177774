"""How long it is kept who came, and what the public can tell from it: nothing but the places left."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from groups import booking, facilitating, sessions
from groups.choices import BookingState
from groups.models import Booking, BookingLink, Listing, Session, SessionVersion
from supportfinder import retention
from tests import factories
from tests.groups.booking.people import come, date_in, date_of, fresh, person, rules

DAY = timedelta(days=1)


def test_bookings_go_thirty_days_after_the_date_with_the_row_of_the_date(small):
    ada = come(small, "ada")
    for days, left in ((30, 1), (31, 0)):
        with time_machine.travel(fresh_end(small) + days * DAY, tick=False):
            retention.apply(timezone.now())
        assert Booking.objects.count() == left
    assert not BookingLink.objects.filter(booking=ada.pk).exists()
    assert not Session.objects.exists()
    assert not SessionVersion.objects.exists()


def fresh_end(small):
    return date_of(small).ends_at + timedelta(seconds=1)


def test_number_of_who_came_stays(small):
    ada = come(small, "ada")
    Session.objects.filter(pk=ada.session_id).update(came=7)
    booking.forget(date_of(small).ends_at + DAY)
    assert not Booking.objects.exists()
    assert Session.objects.get().came == 7


def test_called_off_booking_goes_after_its_day(small):
    ada = come(small, "ada")
    Booking.objects.filter(pk=ada.pk).update(state=BookingState.CALLED_OFF, told_starts_at=None, told_ends_at=None)
    assert booking.forget(date_of(small).starts_at) == 0
    assert booking.forget(date_of(small).starts_at + DAY) == 1


def test_ended_booking_of_a_course_without_an_end_goes_thirty_days_after(now, small):
    rules(small, "series", 5)
    ada = booking.book_course(date_of(small).slot, by=person(), nickname="Ada")
    booking.cancel(ada)
    for days, left in ((30, 1), (31, 0)):
        with time_machine.travel(now + days * DAY, tick=False):
            retention.apply(timezone.now())
        assert Booking.objects.count() == left


def test_running_course_that_is_off_stays(now, small):
    rules(small, "series", 5)
    ada = booking.book_course(date_of(small).slot, by=person(), nickname="Ada")
    facilitating.pause(small, now.date(), None, by=None)
    assert fresh(ada).told_ends_at is None
    assert booking.forget(now + 300 * DAY) == 0


def test_address_nobody_confirmed_goes_after_three_days(now, small):
    booking.book(date_of(small), email="bo@example.org", nickname="Bo")
    with time_machine.travel(now + 3 * DAY + timedelta(seconds=1), tick=False):
        booking.forget(now)
    assert not Booking.objects.exists()


def test_public_cannot_tell_that_somebody_booked(small):
    before, listing = date_of(small), fresh(small)
    come(small, "ada")
    assert date_of(small) == before
    assert fresh(small).updated_at == listing.updated_at
    assert not Session.objects.telling().exists()


def test_places_of_many_dates_are_two_questions(now, small, django_assert_num_queries):
    come(small, "ada")
    dates = sessions.dates_of([small], now, now + 60 * DAY)[small.pk]
    with django_assert_num_queries(2):
        found = booking.places_of(dates)
    assert [found[one.id].left for one in dates[:3]] == [2, 1, 2]


@pytest.mark.parametrize("way", ["turn_up", "tell"])
def test_ways_without_places_have_no_limit(small, way):
    rules(small, way, 5)
    one = date_of(small)
    assert booking.places_of([one])[one.id] == booking.Places(None)


def test_own_bookings_come_soonest_first_and_what_is_off_last(now, small):
    ada = person()
    dates = sessions.dates_of([small], now, now + 30 * DAY)[small.pk]
    for one in (dates[2], dates[0], dates[1]):
        booking.book(date_in(one.slot, one.original_on), by=ada, nickname="Ada")
    Booking.objects.filter(session__original_on=dates[0].original_on).update(told_starts_at=None, told_ends_at=None)
    found = booking.bookings_of(ada, now)
    assert [one.session.original_on for one in found] == [dates[n].original_on for n in (1, 2, 0)]


def test_rules_that_make_no_sense_are_refused_with_a_sentence(small):
    with pytest.raises(Exception, match="Say how many places there are"):
        booking.set_rules(small, way="places", capacity=None, accept_hours=24, asks_first=False, by=None)
    assert booking.rules_of(Listing.objects.get(pk=small.pk)).capacity == 2


def test_new_rules_are_kept_in_the_history_once(small):
    wanted = {"way": "tell", "capacity": None, "accept_hours": 24, "asks_first": True}
    for _again in range(2):
        booking.set_rules(small, **wanted, by=None, via_link=True)
    (event,) = small.events.all()
    assert (event.after["coming"], event.via_link) == (wanted, True)


def test_row_that_is_there_for_a_booking_leaves_no_trace_when_its_slot_changes(small):
    one = date_of(small)
    row, other = come(small, "ada").session, factories.add_slot(small, **factories.weekly("WE", "18:30"))
    Session.objects.filter(pk=row.pk).update(schedule=other)
    assert not SessionVersion.objects.exists()
    Session.objects.filter(pk=row.pk).update(note="Room 2")
    Session.objects.filter(pk=row.pk).update(schedule=one.slot)
    assert list(SessionVersion.objects.order_by("pgh_id").values_list("note", "schedule")) == [
        ("", other.pk),
        ("Room 2", other.pk),
    ]


def test_older_program_can_still_write_a_date(small):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO groups_session (schedule_id, original_on, status, note) VALUES (%s, '2026-03-10', 'on', '')",
            [date_of(small).slot.pk],
        )
    assert Session.objects.get().stand_in == ""
