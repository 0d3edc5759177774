"""Check-ins: by consent alone, one a day, scored only when whole, and gone when the consent is."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts import privacy
from accounts.models import Mail, User
from groups import booking, check_ins
from groups.models import CheckIn, CheckInReminder, Consent, SavedListing
from tests import factories
from tests.groups.booking.people import come, rules

WHOLE = {"support": [4, 3, 2], "wellbeing": [4, 4, 4]}
LOW = {"support": [4, 3, 2], "wellbeing": [1, 1, 1]}


def refused(user, **said):
    with pytest.raises(ValidationError) as caught:
        check_ins.take(user, **said)
    return caught.value.code


def taken(user, days_ago, **said):
    """A check-in of so many days ago."""
    kept = check_ins.take(user, **WHOLE | said)
    CheckIn.objects.filter(pk=kept.pk).update(taken_on=date(2026, 3, 3) - timedelta(days=days_ago))
    return CheckIn.objects.get(pk=kept.pk)


@pytest.fixture
def agreed(ada):
    check_ins.agree(ada)
    return ada


def test_check_in_is_kept_with_its_instruments_and_scores(agreed, circle):
    kept = check_ins.take(agreed, **WHOLE, programs=[circle])
    assert (kept.support_instrument, kept.support_items, kept.support_score) == ("own-support", [4, 3, 2], 9)
    assert (kept.wellbeing_instrument, kept.wellbeing_score) == ("own-wellbeing", 12)
    assert (list(kept.programs.all()), kept.is_sample) == ([circle], False)


def test_score_needs_every_item_and_no_item_is_needed(agreed):
    kept = check_ins.take(agreed, support=[None, None, None], wellbeing=[0, None, 4])
    assert (kept.support_score, kept.wellbeing_score, kept.wellbeing_items) == (None, None, [0, None, 4])


def test_check_in_without_consent_or_answer_is_refused(ada):
    assert refused(ada, **WHOLE) == "consent"
    booking.agree(ada)
    assert refused(ada, **WHOLE) == "consent"
    check_ins.agree(ada)
    assert refused(ada, support=[None] * 3, wellbeing=[None] * 3) == "empty"


def test_second_check_in_of_a_day_is_refused(agreed, now):
    check_ins.take(agreed, **WHOLE)
    assert refused(agreed, **WHOLE) == "today"
    with time_machine.travel(now + timedelta(days=1), tick=False):
        check_ins.take(agreed, **WHOLE)
    assert CheckIn.objects.count() == 2


def test_next_check_in_is_offered_after_eight_weeks(agreed):
    assert check_ins.due_on([]) == date(2026, 3, 3)
    taken(agreed, 10)
    assert check_ins.due_on(check_ins.history(agreed)) == date(2026, 2, 21) + timedelta(weeks=8)


def test_consent_names_the_operator_and_is_for_adults(agreed):
    words = Consent.objects.get().words
    assert "I am 18 or older" in words
    assert "Lea Health answers for this" in words


def test_consent_taken_back_erases_everything(agreed):
    check_ins.take(agreed, **WHOLE)
    check_ins.set_reminder(agreed, is_wanted=True)
    check_ins.take_back(agreed)
    assert not CheckIn.objects.exists()
    assert not CheckInReminder.objects.exists()
    assert not check_ins.has_agreed(agreed)
    assert refused(agreed, **WHOLE) == "consent"


def test_own_check_ins_are_given_out_and_erased(agreed, circle):
    check_ins.take(agreed, **WHOLE, programs=[circle])
    check_ins.set_reminder(agreed, is_wanted=True)
    told = privacy.export(agreed)["check_ins"]
    json.dumps(told)
    assert told["check_ins"][0]["support_items"] == [4, 3, 2]
    assert told["check_ins"][0]["goes_to"] == ["Tuesday Circle"]
    assert told["reminder"] == {"last_mail": None}
    privacy.erase(agreed)
    assert not CheckIn.objects.exists()


def test_low_well_being_alone_calls_for_help(agreed):
    assert check_ins.calls_for_help(CheckIn(wellbeing_instrument="own-wellbeing", wellbeing_score=3))
    assert not check_ins.calls_for_help(CheckIn(wellbeing_instrument="own-wellbeing", wellbeing_score=4))
    assert check_ins.calls_for_help(CheckIn(wellbeing_instrument="who-5", wellbeing_score=28))
    assert not check_ins.calls_for_help(CheckIn(support_instrument="own-support", support_score=0))
    assert not check_ins.calls_for_help(CheckIn(wellbeing_instrument="gone", wellbeing_score=0))


def test_chart_joins_scores_of_one_instrument_only(agreed):
    taken(agreed, 60)
    CheckIn.objects.update(wellbeing_instrument="who-5", wellbeing_score=100)
    taken(agreed, 4, support=[0, 0, 0])
    charts = check_ins.charts_of(check_ins.history(agreed))
    assert [chart.instrument.key for chart in charts] == ["own-support", "who-5", "own-wellbeing"]
    assert [(dot.score, dot.x, dot.y) for dot in charts[0].dots] == [(9, 30, 35), (0, 312, 110)]
    assert charts[0].line == "30.0,35.0 312.0,110.0"
    assert [dot.y for dot in charts[1].dots] == [10]


def test_offered_are_what_was_booked_kept_and_named_before(agreed, circle, clinic, evening):
    come(rules(circle, "tell", None), "ada2")
    booking.agree(agreed)
    assert check_ins.near_to(agreed) == []
    SavedListing.objects.create(user=agreed, listing=clinic)
    taken(agreed, 60, programs=[evening])
    assert [listing.name for listing in check_ins.near_to(agreed)] == ["Evening Online", "Lea Clinic"]


def test_listing_is_found_by_the_beginning_of_its_words(agreed, circle, clinic):
    factories.make_listing(circle.source, "Tuesday Draft", published=False)
    assert [listing.name for listing in check_ins.found("tues circ")] == ["Tuesday Circle"]
    assert check_ins.found("nothing of that") == []
    assert check_ins.found("!!!") == []


@pytest.mark.parametrize(("days", "count"), [(55, 0), (56, 1), (200, 1)])
def test_reminder_goes_out_when_the_next_is_due(agreed, days, count):
    taken(agreed, days)
    check_ins.set_reminder(agreed, is_wanted=True)
    assert check_ins.remind() == count
    assert check_ins.remind() == 0
    assert Mail.objects.count() == count


def test_reminder_comes_once_until_the_next_check_in(agreed, now):
    taken(agreed, 56)
    check_ins.set_reminder(agreed, is_wanted=True)
    assert check_ins.remind() == 1
    assert check_ins.remind(now + timedelta(days=300)) == 0
    check_ins.take(agreed, **WHOLE)
    assert [check_ins.remind(now + timedelta(days=days)) for days in (55, 56, 57)] == [0, 1, 0]


def test_reminder_is_neutral(agreed):
    taken(agreed, 56)
    check_ins.set_reminder(agreed, is_wanted=True)
    check_ins.remind()
    mail = Mail.objects.get()
    assert mail.subject == "A reminder you asked for"
    assert "/mine/check-ins/new/" in mail.text


def test_nobody_is_reminded_unasked_or_after_the_operator_left(agreed, settings):
    taken(agreed, 56)
    assert check_ins.remind() == 0
    check_ins.set_reminder(agreed, is_wanted=True)
    settings.CHECK_INS_ANSWERED_BY = ""
    assert check_ins.remind() == 0


def test_closed_account_is_not_reminded_and_who_did_not_agree_cannot_be(agreed):
    taken(agreed, 56)
    check_ins.set_reminder(agreed, is_wanted=True)
    User.objects.update(is_active=False)
    assert check_ins.remind() == 0
    other = User.objects.create_user("bea@example.org")
    check_ins.set_reminder(other, is_wanted=True)
    assert not check_ins.is_reminded(other)
