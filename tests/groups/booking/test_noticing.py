"""Whoever saved a listing hears of each act that changes its dates, once."""

import re
from datetime import timedelta

import pytest

from groups import booking, facilitating
from groups.models import ModerationEvent, SavedListing
from tests.groups.booking.people import TUESDAY, come, date_of, mails, person, texts, write_times

DAY = timedelta(days=1)


@pytest.fixture
def saved(small):
    """Zoe and Yan saved the Tuesday Circle; Yan wants no mails."""
    SavedListing.objects.create(user=person("zoe"), listing=small)
    SavedListing.objects.create(user=person("yan"), listing=small, wants_notices=False)
    return small


def test_cancelled_moved_and_undone_dates_are_told(saved):
    one = date_of(saved)
    facilitating.cancel(one.slot, TUESDAY, by=None)
    facilitating.reinstate(one.slot, TUESDAY, by=None)
    facilitating.move(one.slot, TUESDAY, one.starts_at + DAY, one.ends_at + DAY, by=None)
    cancelled, on_again, moved = texts("zoe")
    assert "does not take place: Tuesday 10 March, 18:30 to 20:00 (London time)" in cancelled
    assert "after all: Tuesday 10 March, 18:30" in on_again
    assert "It is now: Wednesday 11 March, 18:30" in moved
    assert texts("yan") == []


def test_pause_reopening_and_closing_are_told_neutrally(saved):
    closure = facilitating.pause(saved, TUESDAY, TUESDAY, by=None)
    facilitating.reopen(closure, by=None)
    facilitating.close_for_good(saved, by=None)
    said = [mail for mail in mails() if mail.recipient == "zoe@example.org"]
    assert [mail.subject for mail in said] == ["About something you saved"] * 3
    for words, mail in zip(
        ("a break, from Tuesday 10 March to Tuesday 10 March", "is on again", "is over for good"), said, strict=True
    ):
        assert words in mail.text
        assert "Circle" not in mail.text


def test_pause_without_an_end_says_so(saved):
    facilitating.close_place(saved.place, TUESDAY, None, by=None)
    assert "a break, from Tuesday 10 March on. When it ends is not known yet." in texts("zoe")[0]


def test_changed_times_are_told_once_and_changed_words_are_not(saved):
    write_times(saved, note="Ring twice")
    assert texts("zoe") == []
    write_times(saved, start_time="19:00:00")
    assert ["at other times now" in text for text in texts("zoe")] == [True]
    assert texts("yan") == []


def test_date_on_again_within_a_pause_is_no_news(saved):
    slot = date_of(saved).slot
    facilitating.cancel(slot, TUESDAY, by=None)
    facilitating.pause(saved, TUESDAY, TUESDAY, by=None)
    facilitating.reinstate(slot, TUESDAY, by=None)
    assert ["after all" in text for text in texts("zoe")] == [False, False]


def test_note_is_no_news(saved):
    event = facilitating.annotate(date_of(saved).slot, TUESDAY, "Room 2", by=None)
    facilitating.undo(event, by=None)
    assert texts("zoe") == []


def test_act_is_told_once_however_often_it_is_tried(saved):
    facilitating.cancel(date_of(saved).slot, TUESDAY, by=None)
    booking.tell_savers(ModerationEvent.objects.get(act="cancelled"))
    assert len(texts("zoe")) == 1


def test_who_booked_and_saved_gets_one_mail(small):
    ada = come(small, "ada")
    SavedListing.objects.create(user=ada.user, listing=small)
    facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    assert len(texts("ada")) == 2


def test_mail_can_be_ended_without_signing_in(saved, client):
    SavedListing.objects.update(wants_notices=True)
    facilitating.cancel(date_of(saved).slot, TUESDAY, by=None)
    zoe, yan = (mails(recipient=f"{name}@example.org")[0] for name in ("zoe", "yan"))
    stop = re.search(r"https?://[^/]+(/saved/stop/\S+)", zoe.text).group(1)
    assert zoe.headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert zoe.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop not in yan.text
    assert "No more mails when a date changes?" in client.get(stop).content.decode()
    assert SavedListing.objects.get(user__email="zoe@example.org").wants_notices
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert list(SavedListing.objects.filter(wants_notices=True).values_list("user__email", flat=True)) == [
        yan.recipient
    ]


def test_saver_with_a_closed_account_gets_none(saved):
    SavedListing.objects.get(wants_notices=True).user.delete()
    user = SavedListing.objects.get().user
    user.is_active = False
    user.save()
    SavedListing.objects.update(wants_notices=True)
    facilitating.cancel(date_of(saved).slot, TUESDAY, by=None)
    assert mails() == []
