"""What a circle shows: rings and numbers, who gives what, what is missing, and the week as it really is."""

from datetime import date

import pytest

from groups import facilitating, moderation
from groups.choices import Formality, Support
from groups.circle import Circle, Helper, view_of
from groups.circle.drawing import MIDDLE, Ring, marks
from groups.models import Listing
from tests.groups.circle.test_keeping import SISTER, of


@pytest.fixture
def mixed(circle, clinic):
    return Circle.of([of(clinic), of(circle), SISTER, Helper("my doctor", Formality.FORMAL)])


def test_everybody_is_in_a_ring_and_counted_from_the_middle(mixed, now):
    rings = view_of(mixed, now).rings
    assert [(ring, [(one.number, one.name) for one in ones]) for ring, ones in rings] == [
        (Ring.PEOPLE, [(1, "my sister")]),
        (Ring.GROUPS, [(2, "Tuesday Circle")]),
        (Ring.SERVICES, [(3, "Lea Clinic"), (4, "my doctor")]),
    ]


def test_listing_says_itself_what_it_is(circle, now):
    told = Helper("Another name", Formality.FORMAL, listing=circle.public_id)
    (one,) = view_of(Circle.of([told]), now).shown
    assert (one.name, one.is_formal, one.ring) == ("Tuesday Circle", False, Ring.GROUPS)


def test_gaps_are_what_nobody_gives(mixed, now):
    view = view_of(mixed, now)
    assert [support for support, ones in view.supports if not ones] == [
        Support.INFORMATIONAL,
        Support.INSTRUMENTAL,
        Support.COMPANIONSHIP,
    ]
    assert view.lacking == []
    assert view_of(Circle.of([SISTER]), now).lacking == [Formality.FORMAL]


def test_week_has_the_dates_of_seven_days_in_order(circle, evening, now):
    week = view_of(Circle.of([of(evening), of(circle)]), now).week
    told = [f"{one.slot.listing.name} {one.starts_at:%a %d %H:%M}" for one in week]
    assert told == [
        "Tuesday Circle Tue 03 18:30",
        "Evening Online Tue 03 21:00",
        "Evening Online Thu 05 21:00",
    ]


def test_week_says_what_is_cancelled(circle, now):
    facilitating.cancel(circle.schedules.get(), date(2026, 3, 3), by=None)
    (one,) = view_of(Circle.of([of(circle)]), now).week
    assert not one.takes_place


def test_listing_that_is_gone_is_said_and_has_no_dates(circle, now):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    view = view_of(Circle.of([of(circle)]), now)
    assert [one.is_gone for one in view.shown] == [True]
    assert (view.week, view.listed) == ([], [])


def test_people_alone_cost_no_question(db, django_assert_num_queries, now):
    with django_assert_num_queries(0):
        view_of(Circle.of([SISTER]), now)


@pytest.mark.parametrize("ring", Ring)
@pytest.mark.parametrize("count", [1, 2, 3, 7, 15, 30])
def test_marks_lie_inside_and_do_not_touch(ring, count):
    placed = marks(ring, count)
    assert all(mark.reach <= min(mark.x, mark.y) and max(mark.x, mark.y) + mark.reach <= 2 * MIDDLE for mark in placed)
    for nth, one in enumerate(placed):
        for other in placed[:nth]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.reach + other.reach - 2) ** 2
