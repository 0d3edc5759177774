"""What the sample directory shows of what helped: made up, marked so, and enough to try the pages."""

import pytest

from groups.demo import OPERATOR, helped, people
from groups.models import Answer, Booking, CheckIn, Consent, Listing
from tests.accounts.people import sign_in
from tests.groups.desk import text_of


@pytest.fixture
def filled(now, circle, evening, settings):
    """Two listings of the sample facilitator, after the last dates of both."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    people.create()
    Listing.objects.update(owner=people.person("facilitator"))
    helped.fill(now)
    return people.person("member")


def test_sample_answers_and_check_ins_are_marked_as_made_up(filled):
    assert set(Answer.objects.values_list("is_sample", flat=True)) == {True}
    assert (Answer.objects.count(), Answer.objects.filter(user=None).count()) == (9, 8)
    assert CheckIn.objects.filter(user=filled, is_sample=True).count() == 3
    assert OPERATOR in Consent.objects.get(purpose="check_ins").words


def test_sample_check_ins_are_scored_as_real_ones(filled):
    scores = CheckIn.objects.order_by("taken_on").values_list("support_score", "wellbeing_score")
    assert list(scores) == [(5, 4), (7, 7), (10, 8)]


def test_sample_member_finds_something_on_both_pages(filled, client, settings):
    settings.CHECK_INS_ANSWERED_BY = OPERATOR
    sign_in(client, filled)
    answers = text_of(client.get("/mine/answers/"))
    assert "You can say something about" in answers
    assert "of 10" in answers
    assert Booking.objects.get().wants_question is False
    assert client.get("/mine/check-ins/").content.decode().count("<circle") == 6
