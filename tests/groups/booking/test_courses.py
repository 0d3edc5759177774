"""A course is booked whole: all its dates, one line, one place each; what changes is told date by date."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from groups import booking, content, facilitating
from groups.choices import BookingState
from groups.models import Listing, Schedule
from tests import factories
from tests.groups.booking.people import date_in, fresh, person, rules, state, texts

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = (date(2026, 3, 10) + week * 7 * DAY for week in range(3))


@pytest.fixture
def course(now, circle):
    """Three Tuesdays in March, two places for all of it."""
    Schedule.objects.filter(listing=circle).delete()
    factories.add_slot(circle, **factories.weekly("TU", "18:30", starts_on=FIRST, count=3))
    return rules(circle, "series")


def slot_of(listing):
    return Schedule.objects.select_related("listing__place").get(listing=listing, is_live=True)


def enrol(listing, name):
    return booking.book_course(slot_of(listing), by=person(name), nickname=name.title())


def test_course_is_full_as_a_whole_and_its_line_moves_up(course):
    ada, bea, cleo = (enrol(course, name) for name in ("ada", "bea", "cleo"))
    assert booking.places_of_course(slot_of(course)) == booking.Places(2, taken=2, waiting=1)
    booking.cancel(bea)
    assert (state(ada), state(cleo)) == (BookingState.COMING, BookingState.OFFERED)
    assert [one.nickname for one in booking.expected_of_course(slot_of(course))] == ["Ada", "Cleo"]


def test_course_without_a_number_has_no_limit(course):
    rules(course, "series", None)
    assert [enrol(course, name).state for name in ("ada", "bea", "cleo")] == [BookingState.COMING] * 3


def test_course_mail_says_so_and_names_the_next_date(course):
    enrol(course, "ada")
    assert "all dates of the course. The next one:\n\nTuesday 10 March, 18:30 to 20:00" in texts("ada")[0]


def test_cancelled_later_date_is_told_at_once(course):
    ada = enrol(course, "ada")
    facilitating.cancel(slot_of(course), THIRD, by=None)
    booking.follow()
    assert "does not take place: Tuesday 24 March, 18:30" in texts("ada")[1]
    assert len(texts("ada")) == 2
    assert fresh(ada).told_dates[THIRD.isoformat()] is None


def test_course_goes_on_to_its_next_date_without_a_word(course):
    ada = enrol(course, "ada")
    with time_machine.travel(date_in(slot_of(course), FIRST).ends_at, tick=False):
        booking.follow()
        facilitating.cancel(slot_of(course), SECOND, by=None)
    assert fresh(ada).told_starts_at == date_in(slot_of(course), THIRD).starts_at
    assert "Tuesday 17 March" in texts("ada")[1]
    assert len(texts("ada")) == 2


def test_new_time_of_all_dates_is_one_mail_and_the_booking_goes_along(course):
    ada = enrol(course, "ada")
    with time_machine.travel(date_in(slot_of(course), FIRST).ends_at + DAY, tick=False):
        (times,) = content.content_of(fresh(course))["times"]
        content.write(fresh(course), {"times": [times | {"start_time": "19:00:00"}]})
    assert fresh(ada).schedule == slot_of(course)
    assert texts("ada")[1].count("It is now:") == 2
    assert len(texts("ada")) == 2


def test_course_switched_off_is_called_off(course):
    ada = enrol(course, "ada")
    Schedule.objects.update(is_live=False)
    booking.follow()
    assert state(ada) == BookingState.CALLED_OFF
    assert "the dates of your course do not take place" in texts("ada")[1]


def test_course_out_of_sight_for_now_comes_back(course):
    ada = enrol(course, "ada")
    for status in ("pending", "published"):
        Listing.objects.filter(pk=course.pk).update(status=status, searchable=False)
        booking.follow()
    assert state(ada) == BookingState.COMING
    assert texts("ada")[2].count("after all") == 3


def test_course_whose_last_date_began_takes_nobody(course):
    begun = time_machine.travel(date_in(slot_of(course), THIRD).starts_at, tick=False)
    with begun, pytest.raises(ValidationError, match="too late"):
        enrol(course, "ada")


def test_who_comes_to_the_course_is_told_of_one_date(course):
    enrol(course, "ada")
    assert [one.email for one in booking.people_to_tell(date_in(slot_of(course), SECOND))] == ["ada@example.org"]
