"""Reminders: each once, only for who wants it, never for what does not take place as told."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.models import Mail
from groups import booking, facilitating
from groups.booking import letters, reminding
from groups.choices import BookingState
from groups.models import Booking, BookingLink, Closure
from tests import factories
from tests.groups.booking.people import TUESDAY, come, date_in, date_of, mails, person, rules, texts, token_in

HOUR = timedelta(hours=1)
DST_SUNDAY = date(2026, 3, 29)
BOTH = {"wants_day_before": True, "wants_hours_before": True}


@pytest.fixture
def ada(small):
    return come(small, "ada", **BOTH)


def run(small, hours_before):
    """Remind so many hours before the date; answers how many mails."""
    with time_machine.travel(date_of(small).starts_at - hours_before * HOUR, tick=False):
        return booking.remind()


@pytest.mark.parametrize(("hours", "count"), [(25, 0), (24, 1), (12.5, 1), (12, 0), (3, 0), (2, 1), (0.6, 1), (0.5, 0)])
def test_reminder_goes_out_the_day_before_and_two_hours_before(ada, small, hours, count):
    assert run(small, hours) == count


@pytest.mark.proof("faults", "clock jumps: an hour, a change of clocks, a leap day")
def test_reminder_is_written_once_however_often_it_runs(ada, small):
    assert [run(small, hours) for hours in (24, 23, 20, 2, 1.9)] == [1, 0, 0, 1, 0]


def test_reminder_is_neutral_and_has_its_own_link_to_cancel(ada, small):
    run(small, 24)
    mail = mails()[-1]
    assert mail.subject == "About Tuesday 10 March"
    assert "Tuesday 10 March, 18:30 to 20:00 (London time)\n4 Linden Street" in mail.text
    assert "Library" not in mail.text
    assert "Circle" not in mail.text + mail.html
    assert booking.opened_by(token_in(mail)).get() == ada
    assert letters.PLACEHOLDER not in mail.text + mail.html
    assert mail.headers == {"Precedence": "bulk", "Content-Language": "en"}


def test_nobody_is_reminded_unasked(small):
    come(small, "ada")
    assert run(small, 24) + run(small, 2) == 0


def test_who_waits_is_not_reminded(small):
    for name in ("ada", "bea", "cleo"):
        come(small, name, **BOTH)
    assert run(small, 24) == 2


def test_who_books_within_the_day_gets_the_later_reminder_alone(small):
    with time_machine.travel(date_of(small).starts_at - 20 * HOUR, tick=False):
        come(small, "ada", **BOTH)
    assert (run(small, 19), run(small, 2)) == (0, 1)


def test_cancelled_date_reminds_nobody(ada, small):
    facilitating.cancel(date_of(small).slot, TUESDAY, by=None)
    assert run(small, 24) == 0


def test_date_closed_behind_our_back_reminds_nobody(ada, small):
    Closure.objects.create(place=small.place, starts_on=TUESDAY)
    assert run(small, 24) == 0
    assert len(texts("ada")) == 1


def test_moved_date_reminds_of_its_new_day(ada, small):
    one = date_of(small)
    run(small, 24)
    facilitating.move(one.slot, TUESDAY, one.starts_at + 48 * HOUR, one.ends_at + 48 * HOUR, by=None)
    assert run(small, 24) == 1
    assert "Thursday 12 March" in texts("ada")[-1]


def test_date_moved_by_an_hour_reminds_of_its_local_day_once(now, circle):
    """Half past five in the afternoon in Los Angeles is another day in UTC than an hour earlier."""
    zone = {"timezone": "America/Los_Angeles"}
    slot = factories.add_slot(circle, **factories.weekly("TU", "17:30", **zone))
    rules(circle, "tell", None)
    one = date_in(slot, TUESDAY)
    booking.book(one, by=person("ada"), nickname="Ada", wants_day_before=True)
    with time_machine.travel(one.starts_at - 24 * HOUR, tick=False):
        assert booking.remind() == 1
        facilitating.move(slot, TUESDAY, one.starts_at - HOUR, one.ends_at - HOUR, by=None)
        booking.follow()
        assert booking.remind() == 0


def test_who_cancelled_is_not_reminded(ada, small):
    booking.cancel(ada)
    assert run(small, 24) == 0


def test_closed_account_is_not_reminded(ada, small):
    ada.user.is_active = False
    ada.user.save()
    assert run(small, 24) == 0


@pytest.mark.proof("faults", "clock jumps: an hour, a change of clocks, a leap day")
def test_day_on_which_clocks_change_is_told_by_its_own_clock(now, circle):
    """There is no 01:30 in London on that Sunday, so it begins at 02:30."""
    night = factories.add_slot(circle, **factories.weekly("SU", "01:30", minutes=60))
    rules(circle, "tell", None)
    booked = booking.book(date_in(night, DST_SUNDAY), by=person("ada"), nickname="Ada", wants_day_before=True)
    assert booking.follow() == []
    with time_machine.travel(booked.told_starts_at - 24 * HOUR, tick=False):
        assert booking.remind() == 1
    assert "Sunday 29 March, 02:30 to 03:30 (London time)" in texts("ada")[-1]


@pytest.mark.proof("faults", "kill -9 of the job worker between a reminder's link and its mail")
def test_killed_between_links_and_mails_the_next_run_writes_all(ada, small, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(reminding, "get_connection", killed)
        with pytest.raises(KeyboardInterrupt):
            run(small, 24)
    assert not Mail.objects.filter(key__startswith="day-before").exists()
    assert BookingLink.objects.count() == 1
    assert run(small, 24) == 1


def killed():
    raise KeyboardInterrupt


def test_batches_leave_nobody_out(small, monkeypatch):
    monkeypatch.setattr(reminding, "BATCH", 2)
    Booking.objects.bulk_create(copies(come(small, "ada", **BOTH), 7))
    assert run(small, 24) == 8
    assert run(small, 24) == 0


def copies(booked, number):
    """So many more bookings like one, of other people."""
    people = [person(f"p{n}") for n in range(number)]
    columns = (
        "session_id",
        "nickname",
        "wants_day_before",
        "consented_at",
        "told_starts_at",
        "told_ends_at",
        "over_at",
    )
    values = {name: getattr(booked, name) for name in columns}
    return [Booking(user=one, state=BookingState.COMING, **values) for one in people]
