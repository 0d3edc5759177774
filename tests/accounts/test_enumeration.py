"""Whether an address has an account shows in no answer: only in the mail that its owner gets."""

import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from tests.accounts.people import PASSWORD, make_person

ADDRESSES = ["known@example.org", "fresh@example.org", "unver@example.org", "close@example.org", "stran@example.org"]
"""Confirmed with password; confirmed without; not confirmed; closed; not known at all."""

ROW = "enumeration of addresses by text, status and number of mails"


@pytest.fixture
def people(db):
    known, fresh, unverified, closed, _ = ADDRESSES
    make_person(known, password=PASSWORD)
    make_person(fresh)
    make_person(unverified, verified=False)
    make_person(closed, is_active=False)


def story(address, *steps):
    """What a new browser sees on the way of `steps` (path, form), without what differs by nature."""
    client, seen = Client(), []
    for path, form in steps:
        form = {name: value.format(address=address) for name, value in form.items()}
        for answer in (client.post(path, form), client.get(path)):
            body = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
            cookies = sorted(answer.cookies)
            seen.append((answer.status_code, answer.headers.get("Location"), cookies, body.replace(address, "A")))
    return seen


SIGN_IN = [
    ("/accounts/login/code/", {"email": "{address}"}),
    ("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"}),
    ("/accounts/login/code/confirm/", {"action": "resend"}),
]
SIGN_UP = [
    ("/accounts/signup/", {"email": "{address}"}),
    ("/accounts/confirm-email/", {"code": "XXXX-XXXX"}),
    ("/accounts/confirm-email/", {"action": "resend"}),
    ("/accounts/confirm-email/", {"action": "change", "email": "other@example.org"}),
]
BY_PASSKEY = [("/accounts/signup/passkey/", {"email": "{address}"}), *SIGN_UP[1:]]
RESET = [
    ("/accounts/password/reset/", {"email": "{address}"}),
    ("/accounts/password/reset/confirm/", {"code": "XXXX-XXXX"}),
]
PASSWORDS = [("/accounts/login/", {"login": "{address}", "password": "not-the-right-one"})]
WAYS = {"sign-in": SIGN_IN, "sign-up": SIGN_UP, "passkey": BY_PASSKEY, "reset": RESET, "password": PASSWORDS}


@pytest.mark.proof("attacks", ROW)
@pytest.mark.parametrize("way", WAYS)
def test_answers_are_the_same_for_every_address(people, way):
    stories = [story(address, *WAYS[way]) for address in ADDRESSES]
    assert all(other == stories[0] for other in stories)


@pytest.mark.proof("attacks", ROW)
@pytest.mark.parametrize("way", WAYS)
def test_limits_are_the_same_for_every_address(people, way, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        name: ",".join(rate for rate in rates.split(",") if not rate.endswith("/ip"))
        for name, rates in settings.ACCOUNT_RATE_LIMITS.items()
    }
    stories = [story(address, *WAYS[way][:1] * 7) for address in ADDRESSES]
    assert all(other == stories[0] for other in stories)


@pytest.mark.proof("attacks", ROW)
def test_only_the_mail_says_whether_there_is_an_account(people, mailoutbox):
    for address in ADDRESSES:
        story(address, SIGN_IN[0])
    assert [mail.to for mail in mailoutbox] == [[address] for address in ADDRESSES]
    assert [mail.subject for mail in mailoutbox] == [*["Your code"] * 3, *["Your account"] * 2]


@pytest.mark.twin("attacks", ROW)
@pytest.mark.parametrize("way", ["sign-up", "passkey", "sign-in", "reset"])
def test_site_that_is_honest_about_addresses_tells_who_has_an_account(people, way, settings):
    settings.ACCOUNT_PREVENT_ENUMERATION = False
    stories = [story(address, *WAYS[way]) for address in ADDRESSES]
    assert stories[0] != stories[-1]


@pytest.mark.twin("attacks", ROW)
def test_mails_to_those_who_are_known_alone_would_be_counted(people, mailoutbox, settings):
    settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
    for address in ADDRESSES:
        story(address, SIGN_IN[0])
    assert len(mailoutbox) < len(ADDRESSES)


def test_second_sign_up_brings_the_way_in_not_a_second_account(people, mailoutbox):
    story("unver@example.org", SIGN_UP[0])
    assert "/accounts/login/" in mailoutbox[0].body
    assert "/accounts/signup/" not in mailoutbox[0].body


@pytest.mark.proof("attacks", "enumeration of addresses by time")
@pytest.mark.parametrize("way", WAYS)
def test_as_many_passwords_are_hashed_for_every_address(people, way, monkeypatch):
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    counts = []
    for address in ADDRESSES:
        hashed.clear()
        story(address, *WAYS[way])
        counts.append(len(hashed))
    assert set(counts) == {1 if way == "password" else 0}
