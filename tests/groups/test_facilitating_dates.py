"""One date of a slot: cancelled, moved, annotated, undone; at once for the public, and looked at afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import facilitating, freshness, schedule
from groups.choices import Act, Cause
from groups.models import ModerationEvent, Review, Session
from tests import factories
from tests.groups.together import at_once

TUESDAY, NEXT = date(2026, 3, 3), date(2026, 3, 10)
THURSDAY = datetime(2026, 3, 12, 19, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def sam(db):
    return User.objects.create_user("sam@example.org", nickname="Sam")


@pytest.fixture
def slot(circle, sam, now):
    """The one slot of the Tuesday Circle, which Sam looks after."""
    circle.owner = sam
    circle.save()
    return circle.schedules.get()


def days(slot):
    return [f"{row.starts_at:%m-%d %H:%M}" for row in slot.upcoming_dates.order_by("starts_at")][:2]


def test_cancelled_date_is_gone_for_search_and_kept_in_history(slot, sam):
    event = facilitating.cancel(slot, TUESDAY, by=sam, note="Ill")
    assert days(slot) == ["03-10 18:30", "03-17 18:30"]
    assert slot.sessions.get().status == "cancelled"
    assert (event.act, event.by, event.before["date"]["status"]) == (Act.CANCELLED, sam, "on")
    assert event.after["date"] == event.before["date"] | {"status": "cancelled", "note": "Ill"}


def test_moved_date_is_found_where_it_went(slot, sam):
    facilitating.move(slot, TUESDAY, THURSDAY, THURSDAY + HOUR, by=sam)
    assert days(slot) == ["03-10 18:30", "03-12 19:00"]


def test_note_stays_with_a_moved_date(slot, sam):
    facilitating.move(slot, TUESDAY, THURSDAY, THURSDAY + HOUR, by=sam)
    facilitating.annotate(slot, TUESDAY, "Room 4", by=sam)
    session = slot.sessions.get()
    assert (session.status, session.starts_at, session.note) == ("moved", THURSDAY, "Room 4")


def test_empty_note_leaves_no_row(slot, sam):
    facilitating.annotate(slot, NEXT, "Room 4", by=sam)
    facilitating.annotate(slot, NEXT, "", by=sam)
    assert not Session.objects.exists()


@pytest.mark.parametrize("times", [1, 2])
def test_change_at_once_waits_in_the_queue_once_and_renews(slot, sam, times, now):
    for day in [TUESDAY, NEXT][:times]:
        facilitating.cancel(slot, day, by=sam)
    slot.listing.refresh_from_db()
    assert Review.objects.open().get(listing=slot.listing).cause == Cause.URGENT
    assert (slot.listing.confirmed_at, slot.listing.confirmed_by) == (now, sam)


def test_change_by_the_secret_link_is_kept_without_a_person(slot):
    event = facilitating.cancel(slot, TUESDAY, by=None, via_link=True)
    assert (event.by, event.via_link) == (None, True)
    assert Review.objects.open().exists()


def test_change_by_a_moderator_needs_no_second_look_and_confirms_nothing(slot, db):
    facilitating.cancel(slot, TUESDAY, by=User.objects.create_superuser("mo@example.org"))
    slot.listing.refresh_from_db()
    assert not Review.objects.exists()
    assert slot.listing.confirmed_at is None


def test_change_of_what_nobody_sees_is_simply_made(slot, sam, source):
    draft = factories.make_listing(source, "Draft", slots=[factories.weekly("TU", "18:30")], published=False, owner=sam)
    facilitating.cancel(draft.schedules.get(), TUESDAY, by=sam)
    assert draft.schedules.get().sessions.exists()
    assert not Review.objects.exists()


def test_same_change_again_does_nothing(slot, sam):
    facilitating.cancel(slot, TUESDAY, by=sam)
    assert facilitating.cancel(slot, TUESDAY, by=sam) is None
    assert ModerationEvent.objects.count() == 1


@pytest.mark.parametrize(
    "day", [date(2026, 2, 24), date(2026, 3, 4), date(9999, 12, 31), date(1, 1, 1)], ids=["past", "no", "last", "first"]
)
def test_only_coming_dates_of_the_rule_can_change(slot, sam, day):
    for change in (
        lambda: facilitating.cancel(slot, day, by=sam),
        lambda: facilitating.move(slot, day, THURSDAY, THURSDAY + HOUR, by=sam),
        lambda: facilitating.annotate(slot, day, "Room 4", by=sam),
    ):
        with pytest.raises(ValidationError):
            change()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("starts_at", "lasts"),
    [
        (THURSDAY, -HOUR),
        (THURSDAY, timedelta(0)),
        (THURSDAY, timedelta(hours=25)),
        (THURSDAY - timedelta(days=20), HOUR),
        (THURSDAY + timedelta(days=400), HOUR),
    ],
    ids=["backwards", "nothing", "long", "past", "far"],
)
def test_date_moves_only_to_times_that_make_sense(slot, sam, starts_at, lasts):
    with pytest.raises(ValidationError):
        facilitating.move(slot, TUESDAY, starts_at, starts_at + lasts, by=sam)
    assert not Session.objects.exists()


def test_note_that_is_too_long_is_refused(slot, sam):
    with pytest.raises(ValidationError):
        facilitating.annotate(slot, TUESDAY, "x" * 251, by=sam)


def test_moved_date_can_still_be_cancelled_after_its_first_day(slot, sam, now):
    facilitating.move(slot, TUESDAY, THURSDAY, THURSDAY + HOUR, by=sam)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=5))
        assert facilitating.cancel(slot, TUESDAY, by=sam)


def test_undo_makes_it_as_it_was_and_can_be_undone(slot, sam):
    done = facilitating.cancel(slot, TUESDAY, by=sam)
    undone = facilitating.undo(done, by=sam)
    assert days(slot) == ["03-03 18:30", "03-10 18:30"]
    assert not Session.objects.exists()
    assert undone.undoes == done
    facilitating.undo(undone, by=sam)
    assert slot.sessions.get().status == "cancelled"


def test_undo_is_refused_when_something_else_was_said_since(slot, sam):
    done = facilitating.cancel(slot, TUESDAY, by=sam)
    facilitating.annotate(slot, TUESDAY, "Ill", by=sam)
    with pytest.raises(ValidationError):
        facilitating.undo(done, by=sam)
    assert slot.sessions.get().status == "cancelled"


def test_undo_is_refused_when_the_date_is_over(slot, sam, now, monkeypatch):
    done = facilitating.cancel(slot, TUESDAY, by=sam)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=3))
    with pytest.raises(ValidationError):
        facilitating.undo(done, by=sam)
    assert not facilitating.may_undo(done, now + timedelta(days=3))


def test_undo_of_another_act_is_refused(slot, sam):
    freshness.confirm(slot.listing, by=sam)
    with pytest.raises(ValidationError):
        facilitating.undo(ModerationEvent.objects.get(), by=sam)


def test_undo_is_refused_when_the_slot_is_gone(slot, sam):
    done = facilitating.cancel(slot, TUESDAY, by=sam)
    slot.delete()
    with pytest.raises(ValidationError):
        facilitating.undo(done, by=sam)


def test_two_at_once_leave_one_row_and_one_act(committed, now):
    sam = User.objects.create_user("sam@example.org")
    slots = [factories.weekly("TU", "18:30")]
    listing = factories.make_listing(factories.make_source(), "Circle", slots=slots, owner=sam)
    slot = listing.schedules.get()
    assert at_once(*[lambda: facilitating.cancel(slot, TUESDAY, by=sam)] * 6) == [None] * 6
    assert ModerationEvent.objects.filter(act=Act.CANCELLED).count() == Session.objects.count() == 1


def test_change_and_the_hourly_job_at_once_agree(committed, now):
    slots = [factories.weekly("TU", "18:30"), factories.weekly("WE", "18:30")]
    listing = factories.make_listing(factories.make_source(), "Circle", slots=slots)
    first, second = listing.schedules.order_by("starts_on")
    cancels = [lambda: facilitating.cancel(first, TUESDAY, by=None, via_link=True)]
    cancels += [lambda: facilitating.cancel(second, date(2026, 3, 4), by=None, via_link=True)]
    assert at_once(*cancels, *[schedule.refresh_dates] * 5) == [None] * 7
    assert {row.original_on for row in listing.upcoming_dates.all()}.isdisjoint({TUESDAY, date(2026, 3, 4)})
