"""Whether an address has an account shows neither in what is answered, nor in how long that takes."""

import time

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.models import User
from tests.access.posts import SENDERS
from tests.accounts.people import PASSWORD, make_person
from tests.proofs import medians_apart, rounds

ROW = "enumeration of addresses by time"
TEXT = "enumeration of addresses by text, status and number of mails"
KNOWN, UNKNOWN = "member@example.org", "stranger@example.org"
ASKED = {
    "sign-in code": ("/accounts/login/code/", "email"),
    "sign-up": ("/accounts/signup/", "email"),
    "new password": ("/accounts/password/reset/", "email"),
}
TOO_MUCH_MS = 8
"""A larger difference of medians could be told apart from outside with patience."""
FORMS = ("listing-report", "listing-ask", "session-detail", "topic", "story-tell", "post-informal")


def milliseconds(path, form):
    """The processor's time for one answer, as a new visitor gets it."""
    cache.clear()
    browser = Client()
    begun = time.process_time()
    browser.post(path, form)
    return (time.process_time() - begun) * 1000


def difference(path, field, often, enough=TOO_MUCH_MS, **more):
    """How far the medians for a known and an unknown address are apart, in milliseconds."""
    return medians_apart((KNOWN, UNKNOWN), lambda one: milliseconds(path, {field: one, **more}), often, enough)


def difference_of_passwords(enough=TOO_MUCH_MS):
    """The same in tries at a password, most of whose time is that of hashing."""
    return difference("/accounts/login/", "login", rounds(3, 15), enough, password="not-the-right-one")


@pytest.mark.proof("attacks", ROW)
@pytest.mark.parametrize("way", ASKED)
def test_answer_takes_as_long_for_every_address(db, way, record_property):
    make_person(KNOWN, password=PASSWORD)
    apart = difference(*ASKED[way], rounds(10, 120))
    record_property("figure", f"{way}: {apart:.1f} ms apart")
    assert apart < TOO_MUCH_MS


@pytest.mark.proof("attacks", ROW)
def test_password_takes_as_long_for_every_address(db, record_property):
    make_person(KNOWN, password=PASSWORD)
    took = milliseconds("/accounts/login/", {"login": KNOWN, "password": "not-the-right-one"})
    too_much = max(TOO_MUCH_MS, 0.2 * took)
    apart = difference_of_passwords(too_much)
    record_property("figure", f"password: {apart:.1f} of {took:.0f} ms apart")
    assert apart < too_much


@pytest.mark.twin("attacks", ROW)
def test_password_of_nobody_that_is_not_hashed_is_told_apart(db, monkeypatch):
    make_person(KNOWN, password=PASSWORD)
    took = milliseconds("/accounts/login/", {"login": KNOWN, "password": "not-the-right-one"})
    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda *_args: None, raising=False)
    monkeypatch.setattr(User, "set_password", lambda *_args: None)
    assert difference_of_passwords() > 0.5 * took


def told(stage, name, address, mailoutbox):
    """What a visitor is answered, and how many mails that brings about."""
    path, data = SENDERS["anonymous"][0](stage)[name]
    field = next(key for key in data if key.endswith("email"))
    cache.clear()
    mailoutbox.clear()
    answer = Client().post(path, data | {field: address})
    body = answer.content.decode().replace(address, "A") if answer.status_code == 200 else ""
    place = answer.get("Location", "").rstrip("/").rpartition("/")[2]
    return answer.status_code, place if name != "post-informal" else "", body, [mail.subject for mail in mailoutbox]


@pytest.mark.proof("attacks", TEXT)
@pytest.mark.parametrize("name", FORMS)
def test_visitor_learns_nothing_of_an_account(stage, name, mailoutbox):
    answers = []
    for address in (KNOWN, UNKNOWN):
        with transaction.atomic():
            answers.append(told(stage, name, address, mailoutbox))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]
