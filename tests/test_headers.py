"""The headers that keep a page to itself, on each sort of page: exactly these."""

import functools
import os
import subprocess
import sys

import pytest
from django.test import Client

from supportfinder.serving import BASE_DIR

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SAFE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), browsing-topics=(), camera=(), display-capture=(), microphone=(), "
    "midi=(), payment=(), serial=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGES = ("home", "search", "listing", "sign-in", "post")
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "X-XSS-Protection")


@pytest.fixture
def paths(circle):
    return {
        "home": "/",
        "search": "/search/?q=grief",
        "listing": circle.get_absolute_url(),
        "sign-in": "/accounts/login/",
        "post": "/post/",
    }


@pytest.fixture
def https(settings):
    """A browser that comes by https, to a site set up as docs/settings.md has it with HTTPS=1."""
    settings.SECURE_SSL_REDIRECT = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    browser = Client()
    browser.get = functools.partial(browser.get, secure=True)
    return browser


def policy_of(answer):
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, _space, sources in parts}


@pytest.mark.parametrize("name", PAGES)
def test_page_has_each_header_to_the_letter(https, paths, now, name):
    answer = https.get(paths[name])
    assert answer.status_code == 200
    assert {header: answer.get(header) for header in SAFE} == SAFE
    assert policy_of(answer) == POLICY
    assert [header for header in NEVER if header in answer] == []


@pytest.mark.parametrize("path", ["/nowhere/", "/robots.txt", "/livez", "/favicon.ico", "/exit/"])
def test_answers_that_are_no_page_have_them_too(https, circle, path):
    answer = https.get(path)
    assert {header: answer.get(header) for header in SAFE} == SAFE


def test_plain_http_leads_to_https_and_sets_nothing(https, db):
    answer = Client().get("/search/", {"q": "grief"})
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/search/?q=grief")
    assert not answer.cookies


def test_cookies_of_forms_are_kept_from_scripts_and_other_sites(https, paths):
    cookies = https.get(paths["sign-in"]).cookies
    assert cookies
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie.key[:7], cookie["path"], cookie["domain"]) == ("__Host-", "/", "")


def test_every_cookie_over_https_has_a_name_that_ties_it_to_this_host():
    """Browsers refuse a cookie of such a name that is not Secure, is for a path, or comes from another host."""
    lines = ["from django.conf import settings as site", "from supportfinder.notices import NoticeCookie as notice"]
    names = "site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME, notice.cookie_name, site.JUST_WROTE_COOKIE_NAME"
    code = "; ".join([*lines, f"print({names})"])
    site = {
        "DJANGO_SETTINGS_MODULE": "supportfinder.settings",
        "HTTPS": "1",
        "SECRET_KEY": "x" * 50,
        "HOSTS": "a.example",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, env=os.environ | site, capture_output=True, text=True
    )
    assert told.stdout.split() == [f"__Host-{name}" for name in ("sessionid", "csrftoken", "messages", "just-wrote")]


@pytest.mark.parametrize("path", ["/api/words", "/feeds/meeting-guide.json", "/embed.js"])
def test_open_data_and_the_script_for_other_pages_may_be_loaded_there(https, circle, path):
    answer = https.get(path)
    assert answer.status_code == 200
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_answer_that_says_nothing_new_leaves_what_a_browser_was_told(https, circle):
    first = https.get("/embed.js")
    again = https.get("/embed.js", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "Cross-Origin-Resource-Policy" not in again


def test_only_frames_for_other_sites_may_be_framed(https, circle):
    answer = https.get("/embed/")
    assert policy_of(answer)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in answer
    assert answer["Referrer-Policy"] == "no-referrer"


def test_trace_is_refused(https, db):
    assert https.trace("/", secure=True).status_code == 405


@pytest.mark.parametrize("path", ["/", "/search/", "/robots.txt", "/feeds/listings.csv", "/embed.js"])
def test_text_says_how_its_letters_are_written(https, circle, path):
    kind = https.get(path)["Content-Type"]
    assert kind.startswith("text/")
    assert kind.endswith("; charset=utf-8")
