"""The clock is set forward and back: what is kept for somebody ends neither early nor never."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from groups import booking, facilitating, limits
from groups.booking import waiting
from groups.choices import BookingState
from groups.facilitating import team
from tests.accounts.people import code_in, make_person
from tests.groups.booking.people import come, date_of, fresh, person, rules, state

OFFERS = "clock jumps: an offer of the waiting list ends neither early nor never"
SECRETS = "clock jumps: an invitation, a code and a limit end neither early nor never"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def line(circle, now):
    """One place, which Ada has, and Bea waits."""
    listing = rules(circle, capacity=1)
    return SimpleNamespace(ada=come(listing, "ada"), bea=come(listing, "bea"), begins=date_of(listing).starts_at)


def offered(line, moment):
    """Ada cancels while the clock says `moment`, so Bea is offered the place."""
    with at(moment):
        booking.cancel(line.ada)
    return fresh(line.bea)


def after_a_jump(line, now, jump):
    """What became of the offer when the clock was wrong for a while, in which the offers were looked through."""
    offered(line, now)
    with at(now + jump):
        booking.lapse()
    return state(line.bea)


@pytest.mark.proof("faults", OFFERS)
@pytest.mark.parametrize("jump", [-365 * DAY, -HOUR, HOUR, 23 * HOUR])
def test_offer_outlives_a_clock_that_was_wrong_for_a_while(line, now, jump):
    assert after_a_jump(line, now, jump) == BookingState.OFFERED
    with at(now + HOUR):
        assert booking.take_offer(line.bea).state == BookingState.COMING


@pytest.mark.twin("faults", OFFERS)
def test_offer_for_minutes_is_gone_after_a_jump_of_an_hour(line, now, monkeypatch):
    monkeypatch.setattr(waiting, "timedelta", lambda hours: timedelta(minutes=hours))
    assert after_a_jump(line, now, HOUR) == BookingState.LAPSED


@pytest.mark.proof("faults", OFFERS)
@pytest.mark.parametrize("ahead", [HOUR, 3 * DAY, 6 * DAY + 23 * HOUR])
def test_offer_of_a_clock_that_was_ahead_ends_when_its_date_begins(line, now, ahead):
    assert offered(line, now + ahead).offered_until <= line.begins
    with at(line.begins), pytest.raises(ValidationError, match="not kept"):
        booking.take_offer(line.bea)
    with at(line.begins):
        assert booking.lapse() == 1


@pytest.mark.twin("faults", OFFERS)
def test_offer_that_knows_no_date_goes_on_after_it(line, now, monkeypatch):
    monkeypatch.setattr(waiting, "min", lambda until, _begins: until, raising=False)
    assert offered(line, now + 6 * DAY + 23 * HOUR).offered_until > line.begins


@pytest.fixture
def invited(circle, owner, now):
    """Bea may look after the circle too, if she says so within 14 days."""

    def invited(moment):
        with at(moment):
            return facilitating.invite(circle, "bea@example.org", by=owner)

    return invited


@pytest.fixture
def owner(circle):
    return person("owner")


def is_taken(invitation, moment):
    """Whether somebody gets in with it then."""
    with at(moment):
        try:
            facilitating.accept(invitation, person("bea"))
        except ValidationError:
            return False
    return True


@pytest.mark.proof("faults", SECRETS)
@pytest.mark.parametrize("jump", [-DAY, HOUR, DAY])
def test_invitation_outlives_a_clock_that_is_wrong(invited, now, jump):
    assert is_taken(invited(now), now + jump)


@pytest.mark.proof("faults", SECRETS)
@pytest.mark.parametrize("wrong", [-DAY, HOUR, DAY])
def test_invitation_of_a_wrong_clock_ends_all_the_same(invited, now, wrong):
    assert not is_taken(invited(now + wrong), now + 14 * DAY + max(wrong, HOUR))


@pytest.mark.twin("faults", SECRETS)
def test_invitation_by_a_clock_that_stands_is_good_for_ever(invited, now, monkeypatch):
    invitation = invited(now)
    monkeypatch.setattr(team, "timezone", SimpleNamespace(now=lambda: now))
    assert is_taken(invitation, now + 1000 * DAY)


def used_up(now, jump, later):
    """Whether the limit of an hour still holds `later`, when all it allows was used by a clock wrong by `jump`."""
    request = RequestFactory().post("/")
    with at(now + jump):
        while limits.within(request, "booking"):
            pass
    with at(now + later):
        return not limits.within(request, "booking", count=False)


@pytest.mark.proof("faults", SECRETS)
@pytest.mark.parametrize("jump", [-HOUR / 2, HOUR])
def test_limit_counted_by_a_wrong_clock_holds_and_ends(now, jump):
    assert used_up(now, jump, timedelta(minutes=1))
    assert not used_up(now, jump, jump + HOUR + timedelta(minutes=1))


def is_let_in(mailoutbox, asked, typed):
    """Whether a code that was asked for at one moment lets its person in at another."""
    make_person()
    browser = Client()
    with at(asked):
        browser.post("/accounts/login/code/", {"email": "ana@example.org"})
    with at(typed):
        browser.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
        return "_auth_user_id" in browser.session


@pytest.mark.proof("faults", SECRETS)
@pytest.mark.parametrize("wrong", [-timedelta(minutes=10), timedelta(0), HOUR])
def test_code_of_a_wrong_clock_lets_its_person_in_and_ends(db, now, mailoutbox, wrong):
    assert is_let_in(mailoutbox, now + wrong, now + timedelta(minutes=1))


@pytest.mark.proof("faults", SECRETS)
def test_code_of_a_clock_that_was_ahead_ends(db, now, mailoutbox):
    assert not is_let_in(mailoutbox, now + HOUR, now + HOUR + timedelta(minutes=16))
