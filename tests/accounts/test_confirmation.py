"""What matters is asked for again: address, password, second factor, export and deletion."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import User
from tests.accounts.people import PASSWORD, code_in, make_person, sign_in

LATER = 400
"""Seconds after which a sign-in or confirmation is no longer fresh."""
BY_CODE = "/accounts/confirm/code/"
GUARDED = [
    ("post", "/accounts/email/", {"action_add": "", "email": "new@example.org"}),
    ("get", "/accounts/password/set/", {}),
    ("post", "/accounts/password/set/", {"password1": PASSWORD}),
    ("get", "/accounts/2fa/totp/activate/", {}),
    ("get", "/accounts/2fa/webauthn/add/", {}),
    ("post", "/accounts/export/", {}),
    ("get", "/accounts/delete/", {}),
    ("post", "/accounts/delete/", {"sure": "on"}),
]


@pytest.mark.proof("attacks", "re-authentication before e-mail or factor changes")
@pytest.mark.parametrize(("method", "path", "form"), GUARDED)
def test_person_without_password_is_asked_for_a_code(client, db, method, path, form):
    ana = make_person()
    answer = getattr(sign_in(client, ana, ago=LATER), method)(path, form)
    assert answer["Location"].startswith(BY_CODE)
    ana.refresh_from_db()
    assert (ana.email, ana.has_usable_password()) == ("ana@example.org", False)


@pytest.mark.proof("attacks", "re-authentication before e-mail or factor changes")
@pytest.mark.parametrize(("method", "path", "form"), [case for case in GUARDED if "password" not in case[1]])
def test_person_with_password_is_asked_for_it(client, db, method, path, form):
    ana = make_person(password=PASSWORD)
    answer = getattr(sign_in(client, ana, way="password"), method)(path, form)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.filter(email="ana@example.org").exists()


@pytest.mark.proof("attacks", "re-authentication before e-mail or factor changes")
@pytest.mark.parametrize("path", ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/"])
def test_person_with_second_factor_is_asked_for_it(client, db, path):
    ana = make_person()
    TOTP.activate(ana, generate_totp_secret())
    answer = sign_in(client, ana, second_factor=True).get(path)
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    page = client.get("/accounts/2fa/reauthenticate/").content.decode()
    assert BY_CODE not in page  # a code by e-mail is weaker than what they set up


def test_fresh_sign_in_by_code_is_enough(client, db):
    assert sign_in(client, make_person(), ago=60).get("/accounts/delete/").status_code == 200


def test_fresh_sign_up_by_code_is_enough(client, db, mailoutbox):
    client.post("/accounts/signup/", {"email": "new@example.org"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert client.get("/accounts/delete/").status_code == 200


def test_code_confirms_and_goes_on_with_what_was_begun(client, db, mailoutbox):
    sign_in(client, make_person(), ago=LATER)
    where = client.post("/accounts/export/")["Location"]
    assert "Send a code to ana@example.org" in client.get(where).content.decode()
    assert not mailoutbox
    client.post(where, {"action": "send"})
    answer = client.post(where, {"code": code_in(mailoutbox[0])})
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'


def test_wrong_code_confirms_nothing(client, db):
    sign_in(client, make_person(), ago=LATER)
    client.post(BY_CODE, {"action": "send"})
    assert "This code is not right" in client.post(BY_CODE, {"code": "XXXX-XXXX"}).content.decode()
    assert client.post(BY_CODE, {"code": ""}).status_code == 200
    assert client.get("/accounts/delete/").status_code == 302


def test_code_that_was_never_sent_is_not_the_empty_one(client, db):
    sign_in(client, make_person(), ago=LATER)
    for code in ("", "-", " "):
        client.post(BY_CODE, {"code": code})
    assert client.get("/accounts/delete/").status_code == 302


def test_code_is_old_after_fifteen_minutes(client, db, mailoutbox, settings):
    sign_in(client, make_person(), ago=LATER)
    client.post(BY_CODE, {"action": "send"})
    session = client.session
    session["account_confirmation_code"] |= {"at": session["account_confirmation_code"]["at"] - 901}
    session.save()
    client.post(BY_CODE, {"code": code_in(mailoutbox[0])})
    assert client.get("/accounts/delete/").status_code == 302


def test_codes_are_sent_four_times_and_guessed_ten(client, db):
    sign_in(client, make_person(), ago=LATER)
    assert [client.post(BY_CODE, {"action": "send"}).status_code for _ in range(5)] == [302] * 4 + [429]


def test_address_changes_by_code_and_the_old_one_hears_of_it(client, db, mailoutbox):
    ana = sign_in(client, make_person()) and User.objects.get()
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    ana.refresh_from_db()
    assert ana.email == "new@example.org"
    assert [mail.to for mail in mailoutbox] == [["new@example.org"], ["ana@example.org"]]


def test_address_of_somebody_else_is_not_told_apart(client, db):
    make_person("ben@example.org")
    sign_in(client, make_person())
    answers = [
        client.post("/accounts/email/", {"action_add": "", "email": email})["Location"]
        for email in ("ben@example.org", "nobody@example.org")
    ]
    assert answers == ["/accounts/confirm-email/"] * 2
