"""Where somebody goes on after signing in; an address that is none brings no page of it down."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from tests.accounts.people import PASSWORD, make_person

BROKEN = "http://[::1"
PAGES = ("/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/2fa/webauthn/signup/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_is_shown_whatever_comes_next(client, db, page, method):
    answer = getattr(client, method)(page, {"next": BROKEN}, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("referer", "goes_to"),
    [
        ("http://testserver/manage/abc/?said=kept#top", "/manage/abc/?said=kept"),
        ("https://elsewhere.example/", "/manage/abcdefghijk/date/"),
        ("", "/manage/abcdefghijk/date/"),
    ],
)
def test_who_has_to_sign_in_again_comes_back_to_the_page_of_their_form(client, db, referer, goes_to):
    answer = client.post("/manage/abcdefghijk/date/", headers={"Referer": referer})
    assert parse_qs(urlsplit(answer.url).query)["next"] == [goes_to]


def test_page_that_was_asked_for_is_where_they_come_back_to(client, db):
    answer = client.get("/manage/abcdefghijk/", headers={"Referer": "http://testserver/mine/"})
    assert parse_qs(urlsplit(answer.url).query)["next"] == ["/manage/abcdefghijk/"]


@pytest.fixture
def half_signed_in(client, db):
    """Somebody who typed their password and has not shown their second factor yet; answers the code for that."""
    mo = make_person(password=PASSWORD)
    secret = generate_totp_secret()
    TOTP.activate(mo, secret)
    client.post("/accounts/login/", {"login": mo.email, "password": PASSWORD})
    return lambda: {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))}


def test_page_asked_for_amid_signing_in_is_where_the_second_factor_leads(client, half_signed_in):
    answer = client.get("/moderation/?mine=on", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert client.post("/accounts/2fa/authenticate/", half_signed_in())["Location"] == "/moderation/?mine=on"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", BROKEN, ""])
def test_second_factor_amid_signing_in_leads_to_no_other_site(client, half_signed_in, target):
    client.get("/accounts/login/", {"next": target})
    assert client.post("/accounts/2fa/authenticate/", half_signed_in())["Location"] == "/accounts/"
