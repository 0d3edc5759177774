"""Mails about an account: short, neutral, in two forms, without anything remote, and without who did it from where."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.test import RequestFactory

from tests.accounts.people import make_person

FOLDERS = [settings.BASE_DIR / "templates" / app / "email" for app in ("account", "mfa")]
PREFIXES = sorted(
    str(path.relative_to(settings.BASE_DIR / "templates")).removesuffix("_subject.txt")
    for folder in FOLDERS
    for path in folder.glob("*_subject.txt")
)
VALUES = {
    "code": "BCDF-GHJK",
    "login_url": "http://localhost/accounts/login/",
    "signup_url": "http://localhost/accounts/signup/",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "ip": "203.0.113.77",
    "user_agent": "Firefox on a secret machine",
    "password_reset_url": "",
}


@pytest.fixture
def sent(db, mailoutbox):
    def send(prefix):
        request = RequestFactory().get("/")
        with context.request_context(request):
            get_adapter().send_mail(prefix, make_person().email, VALUES)
        return mailoutbox[0]

    return send


@pytest.mark.parametrize("prefix", PREFIXES)
def test_mail_is_neutral_and_whole(sent, prefix):
    mail = sent(prefix)
    html, kind = mail.alternatives[0]
    assert mail.subject in ("Your code", "Your account", "A change to your account")
    assert kind == "text/html"
    assert not re.search("support|health|grief|group", mail.subject, re.IGNORECASE)
    assert not re.search(r"<(img|link|script|iframe)|src=|url\(", html)
    for part in (mail.body, html):
        assert "203.0.113" not in part
        assert "secret machine" not in part
    assert len(mail.body) < 900


def test_every_mail_of_allauth_that_we_send_has_our_words():
    own = {Path(prefix).name for prefix in PREFIXES}
    assert {"login_code", "unknown_account", "account_already_exists", "password_reset_code"} <= own
    assert {"email_changed", "password_changed", "password_set", "totp_activated", "webauthn_removed"} <= own


def test_html_of_a_mail_escapes_what_people_typed(db, mailoutbox):
    request = RequestFactory().get("/")
    with context.request_context(request):
        get_adapter().send_mail("account/email/email_changed", "a@example.org", {"to_email": "<b>x</b>@example.org"})
    html = mailoutbox[0].alternatives[0][0]
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
