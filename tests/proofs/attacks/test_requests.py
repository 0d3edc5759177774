"""Requests that another site, a proxy or a mail makes up: forms without a token, hosts that are not ours, ways out."""

import re
from urllib.parse import urlsplit

import allauth.account.adapter
import pytest
from django.conf import settings as site_settings
from django.test import Client

from accounts.adapter import AccountAdapter
from accounts.models import User
from supportfinder.caching import KEPT
from tests.access.cells import attempt, path_of
from tests.access.database import everything
from tests.access.matrix import TABLE
from tests.access.posts import SENDERS
from tests.access.stage import ROLES
from tests.accounts.people import PASSWORD, make_person
from tests.proofs import rounds

FORGED = "CSRF: every POST without a token refused, sign-in too; cookies SameSite, HttpOnly, Secure"
HOSTS = "Host and X-Forwarded-* headers poison no page, copy or mail"
WAYS_OUT = "open redirect in every next"
FIXED = "session fixation, and sessions after a new password"
WITHOUT_TOKEN = {
    "news-stop": "the address is the secret, and mail programs press the button (RFC 8058)",
    **dict.fromkeys(
        [
            "search",
            "short-list",
            "circle",
            "circle-dates",
            "circle-calendar",
            "listing-together",
            "api:search",
            "api:search-dates",
        ],
        "changes nothing",
    ),
    "api:nowhere": "is not there",
}
READS = [name for name, why in WITHOUT_TOKEN.items() if why == "changes nothing"]
HOSTILE = "xss-host.example"
HEADERS = (
    *("X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Original-URL", "X-Rewrite-URL"),
    *("X-Forwarded-Prefix", "X-Forwarded-Scheme", "X-Forwarded-Port", "X-HTTP-Method-Override", "X-Original-Host"),
)
ELSEWHERE = (
    "https://xss.example/",
    "//xss.example/",
    "/\\xss.example/",
    "\\\\xss.example",
    "https:xss.example",
    "http:///xss.example",
    "/\t/xss.example/",
    "javascript:xss()",
    "https://testserver@xss.example/",
    "https://[xss.example/",
)


# Forged forms


def strict(stage, role):
    """A browser of `role` that comes from another site: with its cookies, without a token."""
    browser = stage.client(role)
    browser.handler.enforce_csrf_checks = True
    return browser


def taken_without_token(stage, role):
    """Names of the addresses that take a form without a token."""
    browser, found = strict(stage, role), set()
    for name in TABLE:
        answer = attempt(browser, "post", path_of(name, stage.a), {})
        if answer.status_code not in (403, 404, 405):
            found.add(name)
    return found


@pytest.mark.proof("attacks", FORGED)
@pytest.mark.parametrize("role", ["owner", "admin"])
def test_no_form_is_taken_without_a_token(stage, role):
    assert taken_without_token(stage, role) <= set(WITHOUT_TOKEN)


@pytest.mark.proof("attacks", FORGED)
def test_what_needs_no_token_changes_nothing(stage):
    before = everything()
    for name in READS:
        strict(stage, "member").post(path_of(name, stage.a), {"q": "grief", "ids": stage.a.listing.public_id})
    assert everything() == before


@pytest.mark.twin("attacks", FORGED)
def test_site_without_the_guard_takes_forged_forms(stage, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("CsrfViewMiddleware")]
    taken = taken_without_token(stage, "owner")
    assert len(taken - set(WITHOUT_TOKEN)) > 30
    assert {"account-home", "manage-pause", "account_logout"} <= taken


@pytest.mark.proof("attacks", FORGED)
def test_nobody_is_signed_in_by_another_site(db):
    make_person(password=PASSWORD)
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert site_settings.SESSION_COOKIE_NAME not in browser.cookies


@pytest.mark.proof("attacks", FORGED)
def test_cookies_stay_on_the_site(db):
    make_person(password=PASSWORD)
    browser = Client()
    browser.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert {site_settings.SESSION_COOKIE_NAME, site_settings.CSRF_COOKIE_NAME} <= set(browser.cookies)
    for cookie in browser.cookies.values():
        assert (cookie["samesite"], bool(cookie["httponly"])) == ("Lax", True), cookie


# Hosts


def poisoned(stage, names, headers):
    """Names of the pages that another host has got into, or that came out otherwise than without it."""
    found = set()
    for name in names:
        path = path_of(name, stage.a)
        plain, theirs = (stage.client("anonymous").get(path, headers=more) for more in ({}, headers))
        told = f"{list(theirs.items())}{text_of(theirs)}"
        if HOSTILE in told or theirs.status_code != plain.status_code:
            found.add(name)
    return found


def text_of(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")


@pytest.mark.proof("attacks", HOSTS)
def test_no_page_that_is_kept_names_another_host(stage):
    headers = dict.fromkeys(HEADERS, HOSTILE) | {"Forwarded": f"host={HOSTILE}"}
    assert poisoned(stage, KEPT, headers) == set()


@pytest.mark.twin("attacks", HOSTS)
def test_trusting_the_header_lets_another_host_in(stage, settings):
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["*"]
    found = poisoned(stage, ["listing-detail", "feed-new", "robots"], {"X-Forwarded-Host": HOSTILE})
    assert "listing-detail" in found


@pytest.mark.proof("attacks", HOSTS)
def test_another_host_gets_no_page(stage):
    for name in KEPT:
        path = path_of(name, stage.a)
        assert stage.client("anonymous").get(path, headers={"Host": HOSTILE}).status_code == 400, name


OF_ACCOUNTS = (
    ("/accounts/signup/", {"email": "member@example.org"}),
    ("/accounts/login/code/", {"email": "stranger@example.org"}),
)
"""Forms whose mails hold a link: to somebody who is known already, and to somebody who is not."""


def mails_of(stage, mailoutbox, headers):
    """The text of all mails that forms without an account bring about."""
    mailoutbox.clear()
    ours = SENDERS["anonymous"][0](stage)
    for path, data in [*ours.values(), *OF_ACCOUNTS]:
        stage.client("anonymous").post(path, data, headers=headers)
    return [f"{mail.subject} {mail.body} {mail.alternatives}" for mail in mailoutbox]


@pytest.mark.proof("attacks", HOSTS)
def test_no_mail_names_another_host(stage, mailoutbox):
    mails = mails_of(stage, mailoutbox, dict.fromkeys(HEADERS, HOSTILE))
    assert len(mails) >= 8
    assert len([mail for mail in mails if f"{site_settings.SITE_URL}/accounts/" in mail]) == len(OF_ACCOUNTS)
    assert not [mail for mail in mails if HOSTILE in mail]
    assert mails_of(stage, mailoutbox, {"Host": HOSTILE}) == []


@pytest.mark.twin("attacks", HOSTS)
def test_mail_whose_links_go_by_the_request_names_another_host(stage, mailoutbox, settings, monkeypatch):
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["*"]
    names = ("login_url", "signup_url")
    monkeypatch.setattr(AccountAdapter, "links", lambda own: dict.fromkeys(names, own.request.build_absolute_uri()))
    poisoned = [mail for mail in mails_of(stage, mailoutbox, {"X-Forwarded-Host": HOSTILE}) if HOSTILE in mail]
    assert len(poisoned) == len(OF_ACCOUNTS)


# Ways out


def leads_away(answer):
    """Whether a browser would leave the site: it reads `\\` as `/` and skips line ends and tabs."""
    place = re.sub(r"[\t\r\n]", "", answer.get("Location", "") + answer.get("HX-Redirect", "")).replace("\\", "/")
    told = urlsplit(place.strip())
    return told.scheme not in ("", "http", "https") or told.netloc not in ("", "testserver") or place.startswith("//")


def ways_out(stage, role):
    """Names of the addresses that lead `role` to where `next` says."""
    browser, found = stage.client(role), set()
    for number, (name, answers) in enumerate(TABLE.items()):
        letters = "".join(row[ROLES.index(role)] for row in answers)
        if set(letters) & set("RSFA") and name != "exit":
            for place in ELSEWHERE if rounds(0, 1) else [ELSEWHERE[number % len(ELSEWHERE)]]:
                found |= {name for method in ("get", "post") if leads_away(sent(browser, method, stage, name, place))}
    return found


def sent(browser, method, stage, name, place):
    asked = dict.fromkeys(("next", "url", "return", "redirect_to", "back", "HTTP_REFERER"), place)
    path = path_of(name, stage.a)
    return attempt(browser, method, path, asked)


@pytest.mark.proof("attacks", WAYS_OUT)
@pytest.mark.parametrize("role", ["anonymous", "member", "moderator"])
def test_no_next_leads_away(stage, role):
    assert ways_out(stage, role) == set()


@pytest.mark.proof("attacks", WAYS_OUT)
@pytest.mark.parametrize("place", ELSEWHERE)
def test_sign_in_leads_nowhere_else(db, place):
    assert not leads_away(signed_in(place))


@pytest.mark.twin("attacks", WAYS_OUT)
def test_sign_in_that_believes_every_next_leads_away(db, monkeypatch):
    adapter = allauth.account.adapter.DefaultAccountAdapter
    monkeypatch.setattr(adapter, "is_safe_url", lambda *_args: True)
    assert leads_away(signed_in(ELSEWHERE[0]))


def signed_in(place):
    """The answer to a sound sign-in that is to go on at `place`."""
    make_person(password=PASSWORD)
    form = {"login": "ana@example.org", "password": PASSWORD, "next": place}
    answer = Client().post("/accounts/login/", form)
    assert answer.status_code == 302
    return answer


# Sessions


def keys_before_and_after():
    """The number of the session that a browser had before it signed in, the one after, and who the first is then."""
    browser, thief = Client(), Client()
    session = browser.session
    session["seen"] = True
    session.save()
    name = site_settings.SESSION_COOKIE_NAME
    planted = browser.cookies[name].value
    browser.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    thief.cookies[name] = planted
    return planted, browser.cookies[name].value, thief.get("/accounts/").status_code


@pytest.mark.proof("attacks", FIXED)
def test_session_somebody_planted_is_not_signed_in(db):
    make_person(password=PASSWORD)
    planted, own, stolen = keys_before_and_after()
    assert planted != own
    assert stolen == 302


@pytest.mark.twin("attacks", FIXED)
def test_session_that_keeps_its_number_is_stolen(db, monkeypatch):
    make_person(password=PASSWORD)
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.cycle_key", lambda _session: None)
    planted, own, stolen = keys_before_and_after()
    assert (planted == own, stolen) == (True, 200)


def other_device_after_new_password():
    """What a second device gets once the password was changed on the first."""
    make_person(password=PASSWORD)
    first, second = Client(), Client()
    for device in (first, second):
        device.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert second.get("/accounts/").status_code == 200
    new = {"oldpassword": PASSWORD, "password1": "still-lake-77", "password2": "still-lake-77"}
    assert first.post("/accounts/password/change/", new).status_code == 302
    assert User.objects.get().check_password("still-lake-77")
    assert first.get("/accounts/").status_code == 200
    return second.get("/accounts/").status_code


@pytest.mark.proof("attacks", FIXED)
def test_new_password_signs_other_devices_out(db):
    assert other_device_after_new_password() == 302


@pytest.mark.twin("attacks", FIXED)
def test_session_that_does_not_know_the_password_stays(db, monkeypatch):
    monkeypatch.setattr(User, "get_session_auth_hash", lambda _user: "same")
    assert other_device_after_new_password() == 200
