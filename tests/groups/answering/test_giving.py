"""One answer from each person about each session, by account or by code; asked of nobody else."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts import privacy
from groups import answering, booking, facilitating
from groups.choices import Status
from groups.models import Answer, AnswerCode, Booking, Consent, Listing, Session
from tests.groups.answering.people import SAID, TONIGHT, code_for, make_young, opened
from tests.groups.booking.people import come, date_of, person, rules

NOTHING = dict.fromkeys(SAID) | {"gave": []}


def refused(deed):
    """The code with which `deed` is refused."""
    with pytest.raises(ValidationError) as caught:
        deed()
    return caught.value.code


def test_answer_is_kept_once_for_a_person_and_a_session(later, ada, circle):
    answering.agree(ada)
    kept = answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    assert (kept.listing, kept.user, kept.emotional, kept.informational) == (circle, ada, 8, None)
    assert (kept.gave, str(kept.given_on), kept.is_sample) == (["hope"], "2026-03-04", False)
    assert refused(lambda: answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)) == "answered"
    assert Answer.objects.count() == 1


def test_answer_needs_its_own_consent(later, ada, circle):
    assert booking.has_agreed(ada)
    assert refused(lambda: answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)) == "consent"


def test_answer_says_at_least_one_thing(later, ada, circle):
    answering.agree(ada)
    date = date_of(circle, TONIGHT)
    assert refused(lambda: answering.answer(date, by=ada, **NOTHING)) == "empty"
    assert answering.answer(date, by=ada, **NOTHING | {"instrumental": 0}).instrumental == 0


def test_who_did_not_come_or_comes_later_is_not_asked(later, ada, circle):
    bea = person("bea")
    come(circle, "cleo")
    date = date_of(circle, TONIGHT)
    assert not answering.may_answer(bea, date, later)
    assert not answering.may_answer(ada, date_of(circle), later)
    assert answering.may_answer(ada, date, later)


def test_nobody_is_asked_before_the_session_is_over(ada, circle, now):
    date = date_of(circle, TONIGHT)
    assert not answering.may_answer(ada, date, date.ends_at - timedelta(seconds=1))
    assert answering.may_answer(ada, date, date.ends_at)


def test_who_said_they_do_not_come_is_not_asked(ada, circle, now):
    booking.cancel(Booking.objects.get(user=ada))
    date = date_of(circle, TONIGHT)
    assert not answering.may_answer(ada, date, date.ends_at)


def test_nobody_is_asked_about_a_cancelled_session(ada, circle, now):
    facilitating.cancel(date_of(circle, TONIGHT).slot, TONIGHT, by=None)
    date = date_of(circle, TONIGHT)
    assert not answering.may_answer(ada, date, date.ends_at)
    assert answering.open_dates(ada, date.ends_at) == []


def test_young_people_are_never_asked(later, ada, circle):
    code = code_for(circle)
    make_young(circle)
    date = date_of(circle, TONIGHT)
    assert not answering.may_answer(ada, date, later)
    assert answering.open_dates(ada, later) == []
    assert not answering.opened_by(code).exists()
    assert refused(lambda: answering.make_codes(date, 1)) == "closed"


def test_each_date_of_a_course_is_asked_about(now, circle):
    rules(circle, "series", 5)
    user = person("ada")
    booking.book_course(date_of(circle, TONIGHT).slot, by=user, nickname="Ada")
    with time_machine.travel(now + timedelta(days=8), tick=False):
        dates = answering.open_dates(user, now + timedelta(days=8))
        assert [f"{date.original_on:%m-%d}" for date in dates] == ["03-10", "03-03", "02-24", "02-17", "02-10"]


def test_open_dates_are_those_not_answered_yet(later, ada, circle):
    assert [date.original_on for date in answering.open_dates(ada, later)] == [TONIGHT]
    answering.agree(ada)
    answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    assert answering.open_dates(ada, later) == []


def test_answer_by_code_leads_to_nobody(later, circle):
    code = opened(code_for(circle))
    kept = answering.answer_by_code(code, **SAID)
    assert (kept.user, kept.listing, kept.session.original_on) == (None, circle, TONIGHT)
    assert str(AnswerCode.objects.get().used_on) == "2026-03-04"
    assert refused(lambda: answering.answer_by_code(code, **SAID)) == "used"
    assert Answer.objects.count() == 1


def test_code_is_not_used_up_by_an_empty_answer(later, circle):
    code = code_for(circle)
    assert refused(lambda: answering.answer_by_code(opened(code), **NOTHING)) == "empty"
    assert answering.opened_by(code).exists()


def test_consent_taken_back_erases_all_answers_of_the_person_alone(later, ada, circle):
    answering.agree(ada)
    answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    answering.answer_by_code(opened(code_for(circle)), **SAID)
    answering.take_back(ada)
    assert [kept.user for kept in Answer.objects.all()] == [None]
    assert not answering.has_agreed(ada)
    assert Consent.objects.get(purpose="answers").words == str(answering.WORDS)


def test_own_answers_are_given_out_and_erased(later, ada, circle):
    answering.agree(ada)
    answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    (told,) = privacy.export(ada)["answers"]["what_helped"]
    assert (told["listing"], told["date"], told["companionship"], told["gave"]) == (
        *("Tuesday Circle", "2026-03-03"),
        *(10, ["hope"]),
    )
    json.dumps(told)
    privacy.erase(ada)
    assert not Answer.objects.exists()


def test_only_its_own_person_deletes_an_answer(later, ada, circle):
    answering.agree(ada)
    kept = answering.answer(date_of(circle, TONIGHT), by=ada, **SAID)
    assert not answering.delete(person("bea"), kept.pk)
    assert answering.delete(ada, kept.pk)
    assert not Answer.objects.exists()


def test_session_with_an_answer_outlives_its_bookings(later, circle):
    answering.answer_by_code(opened(code_for(circle)), **SAID)
    AnswerCode.objects.all().delete()
    booking.forget(later + timedelta(days=60))
    assert not Booking.objects.exists()
    assert Answer.objects.count() == 1
    Answer.objects.all().delete()
    booking.forget(later + timedelta(days=60))
    assert not Session.objects.exists()


def test_session_with_unused_codes_outlives_a_change_that_is_undone(later, circle):
    code_for(circle)
    Booking.objects.all().delete()
    slot = date_of(circle).slot
    Session.objects.update(note="Another room")
    assert not Session.objects.bare().exists()
    Session.objects.update(note="")
    assert not Session.objects.filter(schedule=slot).bare().exists()


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.PENDING])
def test_listing_out_of_sight_asks_nobody(later, ada, circle, status):
    code = code_for(circle)
    Listing.objects.filter(pk=circle.pk).update(status=status, searchable=False)
    assert not answering.may_answer(ada, date_of(circle, TONIGHT), later)
    assert not answering.opened_by(code).exists()
