"""What facilitators do about one session on its evening: answer, cancel, name who stands in, count."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from groups import facilitating, past
from groups.choices import Act, BookingState, BookingWay, Cause
from groups.models import Booking, ModerationEvent, Session, SessionVersion
from tests.groups.desk import link_of, page, text_of
from tests.groups.guests import NEXT, TONIGHT, guest, named, on_date, rule, send

pytestmark = pytest.mark.django_db
EVENING = "manage-evening"
BEGUN, LATE = datetime(2026, 3, 3, 18, 30, tzinfo=UTC), datetime(2026, 3, 3, 23, 0, tzinfo=UTC)


@pytest.fixture
def key(circle, now):
    return link_of(circle)


@pytest.fixture
def slot(circle, now):
    """The one slot of the Tuesday Circle, to which people tell that they come."""
    rule(circle, BookingWay.TELL)
    return circle.schedules.get()


def public(client, circle):
    return text_of(client.get(circle.get_absolute_url()))


@pytest.mark.parametrize(("answer", "state"), [("accept", BookingState.COMING), ("decline", BookingState.DECLINED)])
def test_who_asks_is_accepted_or_declined(client, circle, key, answer, state):
    rule(circle, BookingWay.TELL, asks_first=True)
    slot = circle.schedules.get()
    asked = guest(on_date(slot), "Ask", BookingState.ASKED)
    assert "1 asks you" in text_of(client.get(page(EVENING, key)))
    done = send(client, key, "answer", slot, row=asked.pk, answer=answer)
    assert "mail that says so" in text_of(client.get(done.url))
    asked.refresh_from_db()
    assert asked.state == state


def test_who_cancelled_meanwhile_is_not_accepted(client, slot, key):
    gone = guest(on_date(slot), "Cas", BookingState.CANCELLED)
    done = send(client, key, "answer", slot, row=gone.pk, answer="accept")
    assert "Something changed in between" in text_of(client.get(done.url))
    assert Booking.objects.get().state == BookingState.CANCELLED


def test_who_cancelled_meanwhile_is_declined_without_a_word_of_a_place(client, slot, key):
    gone = guest(on_date(slot), "Cas", BookingState.CANCELLED)
    done = send(client, key, "answer", slot, row=gone.pk, answer="decline")
    assert "Something changed in between" in text_of(client.get(done.url))


def test_who_never_confirmed_gets_no_answer(client, slot, key, mailoutbox):
    never = guest(on_date(slot), "Una", BookingState.UNCONFIRMED)
    assert send(client, key, "answer", slot, row=never.pk, answer="decline").status_code == 404
    assert not mailoutbox


def test_date_that_is_off_or_over_shows_no_accept(client, circle, slot, key):
    guest(on_date(slot), "Ask", BookingState.ASKED)
    assert "Accept Ask" in text_of(client.get(page(EVENING, key), {"date": named(slot)}))
    facilitating.cancel(slot, TONIGHT, by=None)
    assert "Accept Ask" not in text_of(client.get(page(EVENING, key), {"date": named(slot)}))
    facilitating.reinstate(slot, TONIGHT, by=None)
    with time_machine.travel(LATE, tick=False):
        assert "Accept Ask" not in text_of(client.get(page(EVENING, key), {"date": named(slot)}))


def test_who_asks_another_listing_is_not_found(client, slot, evening, key):
    for thing in (on_date(evening.schedules.first()), evening.schedules.first()):
        asked = guest(thing, "Ask", BookingState.ASKED)
        assert send(client, key, "answer", slot, row=asked.pk, answer="accept").status_code == 404
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.ASKED}


@pytest.mark.parametrize("sent", [{}, {"row": "x", "answer": "accept"}, {"row": "1", "answer": "explode"}])
def test_answer_that_makes_no_sense_changes_nothing(client, slot, key, sent):
    done = send(client, key, "answer", slot, **sent)
    assert "Something changed in between" in text_of(client.get(done.url))


def test_cancelled_with_a_word_and_undone_on_the_same_page(client, circle, slot, key):
    done = send(client, key, "cancel", slot, NEXT, note="Sam is ill.")
    words = text_of(client.get(done.url))
    assert "Tuesday 10 March is cancelled. Everybody sees that now." in words
    assert "Sam is ill." in public(client, circle)
    back = client.post(page("manage-undo", key), {"row": ModerationEvent.objects.get().pk, "date": named(slot, NEXT)})
    assert back.url.startswith(page(EVENING, key))
    assert "takes place as planned" in text_of(client.get(back.url))
    assert not Session.objects.exists()


def test_cancelled_session_is_on_again_with_one_tap(client, slot, key):
    facilitating.cancel(slot, TONIGHT, by=None)
    words = text_of(client.get(page(EVENING, key)))
    assert "Cancelled" in words
    assert "It is on after all" in words
    assert "Cancel this date" not in words
    client.post(page("manage-date", key), {"slot": slot.pk, "original_on": TONIGHT.isoformat(), "do": "on"})
    assert not Session.objects.exists()


def test_word_that_is_too_long_comes_back(client, slot, key):
    answer = send(client, key, "cancel", slot, note="x" * 201)
    assert "too long" in text_of(answer)
    assert answer.context["cancel_form"]["note"].value() == "x" * 201
    assert not Session.objects.exists()


def test_stand_in_is_public_at_once_looked_at_afterwards_and_undone(client, circle, slot, key):
    done = send(client, key, "stand-in", slot, stand_in="Sam")
    assert "Tuesday 3 March: Sam stands in. Everybody reads that now." in text_of(client.get(done.url))
    event = ModerationEvent.objects.get()
    assert (event.act, event.after["date"]["stand_in"]) == (Act.STOOD_IN, "Sam")
    assert circle.reviews.get().cause == Cause.URGENT
    facilitating.undo(event, by=None, via_link=True)
    assert not Session.objects.exists()


def test_history_tells_who_stood_in_and_keeps_the_row_as_it_was(slot, now):
    facilitating.stand_in(slot, TONIGHT, "Sam", by=None)
    facilitating.stand_in(slot, TONIGHT, "Kim", by=None)
    (moment,) = past.latest(slot.listing, 1)
    assert moment.title == "Said who stands in"
    assert moment.differences[0].before == ("Takes place", "Sam stands in")
    assert moment.differences[0].after == ("Takes place", "Kim stands in")
    assert SessionVersion.objects.get().stand_in == "Sam"


def test_public_reads_who_stands_in(client, circle, slot, key):
    send(client, key, "stand-in", slot, stand_in="Sam")
    assert "Sam" in public(client, circle)


def test_stand_in_is_taken_away_by_an_empty_name(client, slot, key):
    guest(on_date(slot))
    for name in ("Sam", ""):
        done = send(client, key, "stand-in", slot, stand_in=name)
    assert "nobody stands in any more" in text_of(client.get(done.url))
    assert Session.objects.get().stand_in == ""


def test_stand_in_stays_when_a_note_is_written_or_the_date_cancelled(slot, now):
    facilitating.stand_in(slot, TONIGHT, "Sam", by=None)
    facilitating.annotate(slot, TONIGHT, "Room 4", by=None)
    facilitating.cancel(slot, TONIGHT, by=None)
    assert Session.objects.get().stand_in == "Sam"


def test_event_from_before_there_were_stand_ins_can_be_undone(slot, now):
    event = facilitating.cancel(slot, TONIGHT, by=None)
    for state in (event.before["date"], event.after["date"]):
        del state["stand_in"]
    facilitating.undo(event, by=None)
    assert not Session.objects.exists()


def test_number_of_who_came_is_kept_from_the_beginning_on(client, circle, slot, key):
    assert "How many came?" not in text_of(client.get(page(EVENING, key)))
    with time_machine.travel(BEGUN, tick=False):
        assert "How many came?" in text_of(client.get(page(EVENING, key)))
        done = send(client, key, "came", slot, came="7")
        assert "The number is kept" in text_of(client.get(done.url))
    assert Session.objects.get().came == 7


def test_number_can_be_mended_and_is_nobodys_name(slot, now):
    with time_machine.travel(LATE, tick=False):
        assert facilitating.count(slot, TONIGHT, 7, by=None)
        assert facilitating.count(slot, TONIGHT, 7, by=None) is None
        event = facilitating.count(slot, TONIGHT, 8, by=None)
    assert event.after == {"count": {"slot": slot.pk, "original_on": "2026-03-03", "came": 8}}
    assert Session.objects.get().came == 8
    assert not slot.listing.reviews.exists()


def test_public_learns_nothing_of_a_number(client, circle, slot, now):
    before = client.get(circle.get_absolute_url()).content
    updated_at = circle.updated_at
    with time_machine.travel(BEGUN, tick=False):
        facilitating.count(slot, TONIGHT, 7, by=None)
    circle.refresh_from_db()
    assert client.get(circle.get_absolute_url()).content == before
    assert circle.updated_at == updated_at


@pytest.mark.parametrize("minutes", [-1, 90 + 7 * 24 * 60 + 1])
def test_number_is_refused_before_the_beginning_and_after_a_week(slot, now, minutes):
    with (
        time_machine.travel(BEGUN + timedelta(minutes=minutes), tick=False),
        pytest.raises(ValidationError, match="counted from the beginning"),
    ):
        facilitating.count(slot, TONIGHT, 7, by=None)


def test_what_was_cancelled_is_not_counted(slot, now):
    facilitating.cancel(slot, TONIGHT, by=None)
    with time_machine.travel(BEGUN, tick=False), pytest.raises(ValidationError):
        facilitating.count(slot, TONIGHT, 7, by=None)


@pytest.mark.parametrize("came", ["", "-1", "5001", "seven", "1e3", "\x00"])
def test_number_that_is_none_comes_back(client, slot, key, came):
    with time_machine.travel(BEGUN, tick=False):
        answer = send(client, key, "came", slot, came=came)
    assert answer.status_code == 200
    assert "Please look at this again" in text_of(answer)
    assert not Session.objects.exists()
