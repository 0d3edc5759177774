"""Codes on paper: at least 130 bit, typable, used once, for two weeks, sixty for a session."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from groups import answering, facilitating
from groups.answering.codes import ALPHABET
from groups.choices import SessionStatus
from groups.models import AnswerCode, Session
from tests.groups.answering.people import SAID, TONIGHT, code_for, opened
from tests.groups.booking.people import date_of


def test_code_is_a_secret_of_130_bit_kept_as_its_digest(now, circle):
    codes = code_for(circle, 60)
    assert len(set(codes)) == 60
    assert {len(code) for code in codes} == {26}
    assert set("".join(codes)) <= set(ALPHABET)
    assert len(set(ALPHABET)) == 32
    assert not set(AnswerCode.objects.values_list("digest", flat=True)) & set(codes)


def test_code_is_read_as_it_was_printed(now, circle):
    code = code_for(circle)
    assert answering.printed(code) == " ".join(code[n : n + 4] for n in range(0, 26, 4)).upper()
    assert answering.typed(answering.printed(code)) == code


@pytest.mark.parametrize(("text", "code"), [(" O1-Il  ", "0111"), ("7k2m-Q8TV", "7k2mq8tv"), ("", "")])
def test_letters_that_look_alike_are_read_as_meant(text, code):
    assert answering.typed(text) == code


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text):
    assert isinstance(answering.typed(text), str)


def test_session_has_sixty_codes_at_most(now, circle):
    code_for(circle, 59)
    with pytest.raises(ValidationError, match="at most 60"):
        code_for(circle, 2)
    code_for(circle)
    assert AnswerCode.objects.count() == 60


@pytest.mark.parametrize(("days", "opens"), [(13.99, True), (14, False)])
def test_code_works_for_two_weeks(now, circle, days, opens):
    code = code_for(circle)
    with time_machine.travel(now + timedelta(days=days), tick=False):
        assert answering.opened_by(code).exists() is opens


@pytest.mark.parametrize(("before", "opens"), [(timedelta(0), True), (timedelta(days=1), False)])
def test_code_opens_nothing_before_the_day_of_its_session(now, circle, before, opens):
    with time_machine.travel(now - before, tick=False):
        code = code_for(circle)
        assert answering.opened_by(code).exists() is opens


def test_code_of_a_moved_session_waits_for_the_new_day(now, circle):
    code = code_for(circle)
    moved = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=2, hours=1)}
    Session.objects.filter(answer_codes__isnull=False).update(status=SessionStatus.MOVED, **moved)
    assert not answering.opened_by(code).exists()


def test_code_of_a_session_that_was_cancelled_opens_nothing(now, circle):
    code = code_for(circle)
    facilitating.cancel(date_of(circle, TONIGHT).slot, TONIGHT, by=None)
    assert not answering.opened_by(code).exists()


def test_codes_are_printed_for_the_week_before_and_after(now, circle):
    days = [f"{date.original_on:%m-%d}" for date in answering.codes_for(circle, now)]
    assert days == ["02-24", "03-03"]


@pytest.mark.parametrize(("days", "left"), [(29, 2), (31, 0)])
def test_codes_are_forgotten_after_thirty_days(now, circle, days, left):
    answering.answer_by_code(opened(code_for(circle)), **SAID)
    code_for(circle)
    with time_machine.travel(now + timedelta(days=days), tick=False):
        answering.forget(now + timedelta(days=days))
    assert AnswerCode.objects.count() == left
