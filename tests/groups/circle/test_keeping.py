"""A circle in an account, and one that a form carries: the same acts, bounded, and nothing without consent."""

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import privacy
from groups import circle as circles
from groups import moderation
from groups.choices import Purpose, Support
from groups.circle import Carried, Circle, Goal, Helper, document
from groups.models import CircleEntry, CircleGoal, Consent, Listing
from tests.accounts.people import make_person
from tests.groups.booking.test_at_once import in_parallel

SISTER = Helper("my sister", supports=(Support.EMOTIONAL,), when="Sundays")


def of(listing, **more):
    return Helper(listing.name, listing.formality, (Support.EMOTIONAL,), listing=listing.public_id, **more)


def names(circle):
    return [helper.name for helper in circle.helpers]


@pytest.fixture(params=["carried", "kept"])
def either(request, db):
    """A circle carried along, and one kept: what holds for both."""
    return Carried(Circle()) if request.param == "carried" else request.getfixturevalue("kept")


def test_person_and_listing_are_put_in_and_taken_out(either, circle):
    either.add(SISTER)
    either.add(of(circle))
    assert names(either.circle) == ["my sister", "Tuesday Circle"]
    either.remove(either.circle.helpers[0].row)
    assert names(either.circle) == ["Tuesday Circle"]


def test_same_one_again_is_a_change(either, circle):
    for helper in (SISTER, of(circle)):
        either.add(helper)
    either.add(Helper("my sister", supports=(Support.COMPANIONSHIP,)))
    either.add(of(circle, when="every second week"))
    first, second = either.circle.helpers
    assert (first.supports, first.when) == ((Support.COMPANIONSHIP,), "")
    assert second.when == "every second week"


def test_goal_is_reached_and_not_yet_and_goes(either):
    either.add_goal("Walk on Sundays")
    either.add_goal("Walk on Sundays")
    (goal,) = either.circle.goals
    either.reach(goal.row, is_reached=True)
    assert either.circle.goals[0].is_reached
    either.reach(goal.row, is_reached=False)
    assert not either.circle.goals[0].is_reached
    either.remove_goal(goal.row)
    assert either.circle.goals == ()


def test_other_circle_is_taken_in_beside_what_is_there(either):
    either.add(SISTER)
    either.add_goal("Sleep")
    goals = [Goal("Sleep", is_reached=True), Goal("Eat", is_reached=True)]
    other = Circle.of([Helper("my sister", when="never"), Helper("Kim")], goals)
    either.take_in(other)
    assert [(one.name, one.when) for one in either.circle.helpers] == [("my sister", "Sundays"), ("Kim", "")]
    assert [(one.words, one.is_reached) for one in either.circle.goals] == [("Sleep", False), ("Eat", True)]


def test_there_is_room_for_so_many(either, monkeypatch):
    monkeypatch.setattr("groups.circle.document.MOST_HELPERS", 1)
    monkeypatch.setattr("groups.circle.document.MOST_GOALS", 1)
    either.add(SISTER)
    either.add_goal("Sleep")
    for act in (
        lambda: either.add(Helper("Kim")),
        lambda: either.add_goal("Eat"),
        lambda: either.take_in(Circle.of([Helper("Kim")])),
    ):
        with pytest.raises(ValidationError, match="Take one away first"):
            act()
    either.add(Helper("my sister"))  # a change takes no room
    assert (len(either.circle.helpers), len(either.circle.goals)) == (1, 1)


def test_nothing_is_kept_without_consent(ana, circle):
    kept = circles.Kept(ana)
    for act in (
        lambda: kept.add(SISTER),
        lambda: kept.add_goal("Sleep"),
        lambda: kept.take_in(Circle.of([SISTER])),
    ):
        with pytest.raises(ValidationError, match="agree"):
            act()
    assert not CircleEntry.objects.exists()
    assert not CircleGoal.objects.exists()


def test_consent_is_worded_and_taking_it_back_erases(kept, agreed, circle):
    kept.add(of(circle))
    kept.add_goal("Sleep")
    consent = Consent.objects.get(purpose=Purpose.CIRCLE)
    assert "my circle of support" in consent.words
    circles.take_back(agreed)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert kept.circle == Circle()
    assert not circles.has_agreed(agreed)


def test_circles_of_two_people_are_apart(kept, circle):
    bea = make_person("bea@example.org")
    circles.agree(bea)
    other = circles.Kept(bea)
    kept.add(SISTER)
    kept.add_goal("Sleep")
    row, goal = kept.circle.helpers[0].row, kept.circle.goals[0].row
    other.remove(row)
    other.remove_goal(goal)
    other.reach(goal, is_reached=True)
    assert names(kept.circle) == ["my sister"]
    assert not kept.circle.goals[0].is_reached
    assert other.circle == Circle()


def test_listing_that_is_gone_has_no_name_and_is_in_no_file(kept, circle):
    kept.add(of(circle))
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert names(kept.circle) == [""]
    assert "Tuesday" not in circles.written(kept.circle)


def test_listing_that_is_not_public_is_not_taken_in(kept, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    kept.take_in(Circle.of([of(circle), SISTER]))
    assert names(kept.circle) == ["my sister"]


@pytest.mark.parametrize("fields", [{"words": ""}, {"words": "Kim", "formality": ""}, {"listing": True, "words": "K"}])
def test_database_wants_a_listing_or_words(agreed, circle, fields):
    values = {"formality": "informal"} | fields | ({"listing": circle} if "listing" in fields else {})
    with pytest.raises(IntegrityError, match="circle_listing_or_words"), transaction.atomic():
        CircleEntry.objects.create(user=agreed, **values)


def test_own_data_is_given_out_and_erased(kept, agreed, circle):
    kept.add(of(circle))
    kept.add(SISTER)
    kept.add_goal("Sleep")
    told = privacy.export(agreed)["circle"]
    assert [one["words"] or one["listing"] for one in told["helpers"]] == [circle.get_absolute_url(), "my sister"]
    assert told["goals"][0]["words"] == "Sleep"
    privacy.erase(agreed)
    assert not CircleEntry.objects.exists()
    assert not CircleGoal.objects.exists()


def test_nothing_stays_of_what_is_put_in_while_consent_is_taken_back(committed, now, monkeypatch):
    """The one who puts in has read that they agreed, and writes only once the other is at work."""
    ana = make_person()
    circles.agree(ana)
    has_read, write = threading.Event(), document.with_helper

    def slowly(*args):
        has_read.set()
        time.sleep(0.5)
        return write(*args)

    monkeypatch.setattr(document, "with_helper", slowly)
    deeds = [lambda: circles.Kept(ana).add(SISTER), lambda: has_read.wait(10) and circles.take_back(ana)]
    assert in_parallel(deeds) == []
    assert not circles.has_agreed(ana)
    assert not CircleEntry.objects.exists()
