"""Several at once, on connections of their own: one code, one answer; and what happens without the guard."""

import threading
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection

from accounts.models import Mail
from groups import answering, booking
from groups.answering import giving
from groups.models import Answer, AnswerCode, Booking
from tests import factories
from tests.groups.answering.conftest import AFTER
from tests.groups.answering.people import SAID, TONIGHT, code_for, opened
from tests.groups.booking.people import date_of, person, rules
from tests.groups.booking.test_at_once import in_parallel

CLIENTS = 20


@pytest.fixture
def really(committed, now):
    """The Tuesday Circle, a code, and Ada who came, for every connection to see, on the day after."""
    listing = factories.make_listing(factories.make_source(), slots=[factories.weekly("TU", "18:30")])
    ada = person("ada")
    booking.book(date_of(rules(listing, "tell", None), TONIGHT), by=ada, nickname="Ada", wants_question=True)
    answering.agree(ada)
    with time_machine.travel(AFTER, tick=False):
        yield SimpleNamespace(listing=listing, code=opened(code_for(listing)), ada=ada)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_mail, procrastinate_jobs CASCADE")


@pytest.mark.proof("attacks", "one token in ten hands at once")
def test_one_code_in_twenty_hands_gives_one_answer(really):
    raised = in_parallel([lambda: answering.answer_by_code(really.code, **SAID)] * CLIENTS)
    assert [error.code for error in raised] == ["used"] * (CLIENTS - 1)
    assert Answer.objects.count() == 1


@pytest.mark.twin("attacks", "one token in ten hands at once")
def test_one_code_in_twenty_hands_without_the_guard_gives_twenty(really, monkeypatch):
    """The twin: who looks first and writes then sees the same unused code as everybody else."""
    together = threading.Barrier(CLIENTS, timeout=20)

    def look_then_write(code):
        is_free = AnswerCode.objects.filter(pk=code.pk, used_on=None).exists()
        together.wait()
        AnswerCode.objects.filter(pk=code.pk).update(used_on=TONIGHT)
        return is_free

    monkeypatch.setattr(giving, "claim", look_then_write)
    assert in_parallel([lambda: answering.answer_by_code(really.code, **SAID)] * CLIENTS) == []
    assert Answer.objects.count() == CLIENTS


def test_one_person_with_many_taps_gives_one_answer(really):
    date = date_of(really.listing, TONIGHT)
    raised = in_parallel([lambda: answering.answer(date, by=really.ada, **SAID)] * 8)
    assert [error.code for error in raised] == ["answered"] * 7
    assert Answer.objects.count() == 1


def test_one_person_with_many_taps_without_the_lock_meets_the_constraint(really, monkeypatch):
    """The twin: the taps no longer take turns, and the database has to refuse all but one."""
    together = threading.Barrier(8, timeout=20)

    def seen_by_all(*args):
        together.wait()
        return False

    monkeypatch.setattr(giving, "hold_consent", lambda user: True)
    monkeypatch.setattr(giving, "has_answered", seen_by_all)
    date = date_of(really.listing, TONIGHT)
    raised = in_parallel([lambda: answering.answer(date, by=really.ada, **SAID)] * 8)
    assert {type(error).__name__ for error in raised} == {"IntegrityError"}
    assert (len(raised), Answer.objects.count()) == (7, 1)


def test_consent_taken_back_at_the_same_moment_leaves_no_answer(really):
    date = date_of(really.listing, TONIGHT)
    in_parallel([lambda: answering.answer(date, by=really.ada, **SAID), lambda: answering.take_back(really.ada)])
    assert not Answer.objects.filter(user=really.ada).exists()


def test_sixty_codes_are_sixty_however_many_print_at_once(really):
    date = date_of(really.listing, TONIGHT)
    raised = in_parallel([lambda: answering.make_codes(date, 20)] * 6)
    assert [error.code for error in raised] == ["many"] * 4
    assert AnswerCode.objects.count() == 41


def test_three_schedulers_at_once_ask_once(really):
    assert in_parallel([answering.ask] * 3) == []
    assert Mail.objects.filter(key__startswith="what-helped").count() == 1
    assert not Booking.objects.filter(wants_question=True).exists()
