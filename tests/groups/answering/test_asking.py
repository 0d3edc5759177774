"""One mail the day after, to who said that we may ask; never about a date that was off, never twice."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import Mail
from groups import answering, booking, facilitating
from groups.models import AnswerCode, Booking
from tests.groups.answering.people import SAID, TONIGHT, make_young
from tests.groups.booking.people import come, date_of, mails, person, rules, texts

HOUR = timedelta(hours=1)


def run(listing, hours_after, day=TONIGHT):
    """Ask so many hours after the end of a date; answers how many mails."""
    with time_machine.travel(date_of(listing, day).ends_at + hours_after * HOUR, tick=False):
        return answering.ask()


def guest(listing):
    """Robin comes without an account and may be asked."""
    one = booking.book(date_of(listing, TONIGHT), email="robin@example.org", nickname="Robin", wants_question=True)
    return booking.confirm(one)


@pytest.mark.parametrize(("hours", "count"), [(0, 0), (19.9, 0), (20, 1), (95, 1), (96, 0), (500, 0)])
def test_question_goes_out_the_day_after(ada, circle, hours, count):
    assert run(circle, hours) == count


def test_nobody_is_asked_twice(ada, circle):
    assert [run(circle, hours) for hours in (20, 21, 60)] == [1, 0, 0]
    assert not Booking.objects.filter(wants_question=True).exists()


def test_turn_that_was_missed_does_not_come_again(ada, circle):
    assert run(circle, 96) == 0
    assert not Booking.objects.filter(wants_question=True).exists()


def test_nobody_is_asked_unasked(now, circle):
    come(rules(circle, "tell", None), "ada", TONIGHT)
    assert run(circle, 20) == 0


def test_mail_is_neutral_and_leads_an_account_to_its_page(ada, circle):
    run(circle, 20)
    mail = mails()[-1]
    assert mail.subject == "About Tuesday 3 March"
    assert "Circle" not in mail.text + mail.html
    assert f"/sessions/{circle.schedules.get().pk}-20260303/helped/" in mail.text
    assert ada.email not in mail.key
    assert not AnswerCode.objects.exists()


def test_mail_to_who_has_no_account_holds_a_code_that_leads_to_nobody(ada, circle):
    robin = guest(circle)
    assert run(circle, 20) == 2
    code = texts("robin")[-1].partition("/helped/")[2].partition("/")[0]
    row = answering.opened_by(code).get()
    assert (row.session, row.is_mailed) == (robin.session, True)
    kept = answering.answer_by_code(row, **SAID)
    assert kept.user is None
    assert not {field.name for field in AnswerCode._meta.fields} & {"booking", "user", "answer"}


def test_mailed_codes_do_not_count_among_those_on_paper(ada, circle):
    guest(circle)
    run(circle, 20)
    assert len(answering.make_codes(date_of(circle, TONIGHT), 60)) == 60


def test_cancelled_date_asks_nobody(ada, circle):
    facilitating.cancel(date_of(circle, TONIGHT).slot, TONIGHT, by=None)
    assert run(circle, 20) == 0


def test_date_that_ended_behind_our_back_asks_nobody(ada, circle):
    circle.schedules.update(is_live=False)
    with time_machine.travel(Booking.objects.get().told_ends_at + 20 * HOUR, tick=False):
        assert answering.ask() == 0


def test_young_people_get_no_mail(ada, circle):
    make_young(circle)
    assert run(circle, 20) == 0


def test_who_has_answered_gets_no_mail(ada, circle):
    answering.agree(ada)
    with time_machine.travel(date_of(circle, TONIGHT).ends_at, tick=False):
        answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    assert run(circle, 20) == 0


def test_closed_account_gets_no_mail(ada, circle):
    ada.is_active = False
    ada.save()
    assert run(circle, 20) == 0


def test_course_is_asked_about_once_after_its_last_date(now, circle):
    circle.schedules.update(until="2026-03-10")
    rules(circle, "series", 5)
    user = person("ada")
    booking.book_course(date_of(circle, TONIGHT).slot, by=user, nickname="Ada", wants_question=True)
    assert run(circle, 20) == 0
    last = date_of(circle).original_on
    assert run(circle, 20, last) == 1
    assert f"{last:%Y%m%d}/helped/" in texts("ada")[-1]


def test_killed_before_the_mail_the_next_run_asks(ada, circle, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("groups.emails.send", killed)
        with pytest.raises(KeyboardInterrupt):
            run(circle, 20)
    assert not Mail.objects.filter(key__startswith="what-helped").exists()
    assert run(circle, 20) == 1


def test_batches_leave_nobody_out(ada, circle, monkeypatch):
    monkeypatch.setattr("groups.answering.asking.BATCH", 2)
    for name in ("bea", "cleo", "dan", "eve"):
        come(circle, name, TONIGHT, wants_question=True)
    assert run(circle, 20) == 5
