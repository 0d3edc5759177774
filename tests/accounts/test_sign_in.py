"""Signing in and up: by a code, by a password, with a second factor; and what a browser keeps of it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from accounts.models import User
from tests.accounts.people import PASSWORD, code_in, make_person, sign_in

CODE, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def test_sign_in_by_code(client, db, mailoutbox):
    ana = make_person()
    assert client.post(CODE, {"email": "Ana@example.org"})["Location"] == CONFIRM
    code = code_in(mailoutbox[0]).lower()
    assert client.post(CONFIRM, {"code": code})["Location"] == "/accounts/"
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_sign_in_goes_on_to_where_somebody_wanted_to_go(client, db, mailoutbox):
    make_person()
    client.post(CODE, {"email": "ana@example.org", "next": "/about/"})
    answer = client.post(f"{CONFIRM}?next=/about/", {"code": code_in(mailoutbox[0])})
    assert answer["Location"] == "/about/"


def test_sign_in_goes_to_no_other_site(client, db, mailoutbox):
    make_person()
    client.post(CODE, {"email": "ana@example.org"})
    answer = client.post(f"{CONFIRM}?next=https://evil.example/", {"code": code_in(mailoutbox[0])})
    assert answer["Location"] == "/accounts/"


def test_sign_in_by_wrong_code_three_times_begins_anew(client, db, mailoutbox):
    make_person()
    client.post(CODE, {"email": "ana@example.org"})
    answers = [client.post(CONFIRM, {"code": "XXXX-XXXX"}).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])})["Location"] == CODE


def test_sign_in_by_password(client, db):
    make_person(password=PASSWORD)
    answer = client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert answer["Location"] == "/accounts/"


def test_sign_in_with_second_factor_asks_for_it_after_the_code(client, db, mailoutbox, now):
    secret = generate_totp_secret()
    TOTP.activate(make_person(), secret)
    client.post(CODE, {"email": "ana@example.org"})
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])})["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    digits = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))
    assert client.post("/accounts/2fa/authenticate/", {"code": digits})["Location"] == "/accounts/"


def test_sign_up_by_code_needs_no_password_and_no_name(client, db, mailoutbox):
    answer = client.post("/accounts/signup/", {"email": "new@example.org"})
    assert answer["Location"] == "/accounts/confirm-email/"
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    new = User.objects.get(email="new@example.org")
    assert (new.nickname, str(new), new.has_usable_password()) == ("", "Somebody", False)
    assert client.session["_auth_user_id"] == str(new.pk)
    assert EmailAddress.objects.get(user=new).verified


def test_sign_up_writes_nothing_that_was_not_asked_for(client, db):
    more = {"nickname": "x", "is_staff": "on", "is_superuser": "on", "password1": PASSWORD, "verified": "on"}
    client.post("/accounts/signup/", {"email": "new@example.org"} | more)
    new = User.objects.get(email="new@example.org")
    assert (new.nickname, new.is_staff, new.is_superuser, new.has_usable_password()) == ("", False, False, False)
    assert not EmailAddress.objects.get(user=new).verified


def test_unconfirmed_address_cannot_come_in_by_password(client, db):
    make_person(verified=False, password=PASSWORD)
    answer = client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_new_password_by_code_signs_nobody_in(client, db, mailoutbox):
    ana = make_person(password="something-else-9")
    client.post("/accounts/password/reset/", {"email": ana.email})
    client.post("/accounts/password/reset/confirm/", {"code": code_in(mailoutbox[0])})
    client.post("/accounts/password/reset/complete/", {"password1": PASSWORD})
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    assert "_auth_user_id" not in client.session


def test_passkey_options_are_given_without_a_name(client, db):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    options = answer.json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")


@pytest.mark.parametrize("path", ["/", "/search/", "/about/", "/help-now/", "/accounts/deleted/"])
def test_page_for_a_visitor_sets_no_cookie_and_asks_nothing_about_them(client, db, path):
    answer = client.get(path)
    assert not answer.cookies
    assert "Sign in" in answer.content.decode()


def test_page_for_somebody_signed_in_is_kept_nowhere(client, db):
    sign_in(client, make_person())
    for path in ("/", "/accounts/"):
        answer = client.get(path)
        assert answer["Cache-Control"] == "no-store, private"
        assert "My account" in answer.content.decode()
        assert "For facilitators: sign in" not in answer.content.decode()


def test_page_while_signing_in_is_kept_nowhere(client, db):
    assert client.post(CODE, {"email": "ana@example.org"})["Cache-Control"] == "no-store, private"
