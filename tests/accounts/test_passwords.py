"""Passwords: any of ten characters or more that is not common, taken as typed; and sessions that end at sign-out."""

import pytest
from django.test import Client

from tests.accounts.people import PASSWORD, code_in, make_person, sign_in

CHANGE = "/accounts/password/change/"
CODE, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def person_after_change(client, password):
    ana = make_person(password=PASSWORD)
    client.post("/accounts/login/", {"login": ana.email, "password": PASSWORD})
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": password})
    ana.refresh_from_db()
    return ana


@pytest.mark.parametrize("password", ["qwerty1234", "1q2w3e4r5t6y", "nine-chrs"])
def test_short_or_common_password_is_refused(client, db, password):
    assert person_after_change(client, password).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["onlysmallletterz", "Ünï دوست 友 \N{SEEDLING} kept", "long-" * 25 + "End"])
def test_password_of_any_characters_is_taken_as_typed(client, db, password):
    ana = person_after_change(client, password)
    assert ana.check_password(password)
    assert not ana.check_password(password[:72]) or len(password) <= 72
    assert not ana.check_password(password.swapcase())


def test_password_field_is_masked_and_filled_by_managers(client, db):
    page = client.get("/accounts/login/").content.decode()
    field = page[: page.index('name="password"')].rpartition("<input")[2] + page.partition('name="password"')[2]
    assert 'type="password"' in field.partition(">")[0]
    assert 'autocomplete="current-password"' in field.partition(">")[0]


def test_code_opens_in_the_browser_alone_that_asked_for_it(client, db, mailoutbox):
    make_person()
    client.post(CODE, {"email": "ana@example.org"})
    other = Client()
    other.post(CODE, {"email": "ana@example.org"})
    other.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in other.session
    other.post(CONFIRM, {"code": code_in(mailoutbox[1])})
    assert "_auth_user_id" in other.session


def test_cookie_kept_from_before_sign_out_opens_nothing(client, db):
    sign_in(client, make_person())
    key = client.cookies["sessionid"].value
    assert len(key) == 32  # of 36 letters and digits: 165 bits
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/accounts/").status_code == 302


def test_password_is_kept_as_slowly_as_is_advised_today(client, db):
    """600,000 rounds of PBKDF2 with SHA-256 is what OWASP asks for at least."""
    kept = person_after_change(client, "another-river-7").password
    name, rounds, _salt, _hash = kept.split("$")
    assert (name, int(rounds) >= 600_000) == ("pbkdf2_sha256", True)
