"""The account pages: every one opens in our design, under neutral titles, and the nickname is the only name."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import NicknameForm
from accounts.models import User
from tests.accounts.people import PASSWORD, make_person, sign_in

ANONYMOUS = ["login/", "login/code/", "signup/", "signup/passkey/", "password/reset/", "inactive/", "deleted/"]
MEMBER = ["", "email/", "password/set/", "delete/", "second-factor/", "sessions/", "logout/", "confirm/code/"]
ROOMS = ("account", "mfa", "usersessions")
NEVER_SHOWN = r"/base|/snippets/|phone|email_confirm.html|verif\w+_(sent|required)|account/email.html|reset_done|trust"
"""Bases of pages that we replaced, and ways that are switched off: phones, links in mails, trusted browsers."""
FACTORS = ["2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/"]


def assert_ours(answer):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="quick-exit"' in page
    assert page.count("<h1") == 1
    assert "<style" not in page
    assert " style=" not in page
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()
    assert title
    assert not re.search("mental|health|depress|grief|support finder", title, re.IGNORECASE)


@pytest.mark.parametrize("path", ANONYMOUS)
def test_page_for_visitors_opens(client, db, path):
    assert_ours(client.get(f"/accounts/{path}"))


@pytest.mark.parametrize("path", MEMBER + FACTORS)
def test_page_for_members_opens(client, db, path):
    assert_ours(sign_in(client, make_person()).get(f"/accounts/{path}"))


@pytest.mark.parametrize("path", MEMBER + FACTORS)
def test_page_for_members_sends_visitors_to_sign_in(client, db, path):
    answer = client.get(f"/accounts/{path}")
    assert answer["Location"].startswith(("/accounts/login/", "/"))
    assert answer.status_code == 302


def test_pages_with_password_open(client, db):
    sign_in(client, make_person(password=PASSWORD), way="password")
    assert_ours(client.get("/accounts/password/change/"))
    assert_ours(client.get("/accounts/reauthenticate/"))


def test_pages_of_the_second_factor_open(client, db):
    ana = make_person()
    sign_in(client, ana, reauthenticated=True)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    ana.authenticator_set.create(type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    for path in ("totp/deactivate/", "recovery-codes/generate/", "reauthenticate/"):
        assert_ours(client.get(f"/accounts/2fa/{path}"))
    client.post("/accounts/2fa/recovery-codes/generate/")
    assert_ours(client.get("/accounts/2fa/recovery-codes/"))


def test_my_account_asks_the_database_five_times(client, db, django_assert_num_queries):
    sign_in(client, make_person())
    with django_assert_num_queries(5):  # session, person, factors, sessions, role
        client.get("/accounts/")


def test_no_page_of_an_account_says_the_address_to_others(client, db):
    make_person("secretname@example.org", nickname="")
    page = sign_in(client, make_person()).get("/accounts/").content.decode()
    assert "secretname" not in page
    assert "gravatar" not in page


@pytest.mark.parametrize("words", ["ana@example.org", "x@y", "@"])
def test_nickname_is_no_address(client, db, words):
    sign_in(client, make_person())
    page = client.post("/accounts/", {"nickname": words}).content.decode()
    assert "leave out the @" in page
    assert f'value="{words}"' in page
    assert User.objects.get().nickname == "Ana"


def test_nickname_is_saved_and_nothing_else(client, db):
    sign_in(client, make_person())
    form = {"nickname": "  Robin   the\tGood ", "email": "x@example.org", "is_staff": "on", "is_superuser": "on"}
    assert client.post("/accounts/", form).status_code == 302
    ana = User.objects.get()
    assert (ana.nickname, ana.email, ana.is_staff, ana.is_superuser) == (
        "Robin the Good",
        "ana@example.org",
        False,
        False,
    )


@given(st.text())
def test_nickname_is_cleaned_or_refused(text):
    form = NicknameForm({"nickname": text})
    if form.is_valid():
        nickname = form.cleaned_data["nickname"]
        assert len(nickname) <= 40
        assert "@" not in nickname
        assert nickname == nickname.strip()
    else:
        assert form.errors["nickname"]


def test_error_is_tied_to_its_field(client, db):
    page = client.post("/accounts/signup/", {"email": "no address"}).content.decode()
    assert 'aria-invalid="true"' in page
    described = re.search(r'aria-describedby="([^"]+)"', page)[1].split()
    assert described
    assert all(f'id="{name}"' in page for name in described)
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert 'value="no address"' in page


def pages_of_allauth():
    root = Path(allauth.__file__).parent / "templates"
    return sorted(str(path.relative_to(root)) for room in ROOMS for path in (root / room).rglob("*.html"))


@pytest.mark.parametrize("name", [name for name in pages_of_allauth() if not re.search(NEVER_SHOWN, name)])
def test_page_of_allauth_has_our_words(name):
    assert Path(get_template(name).origin.name).is_relative_to(settings.BASE_DIR / "templates")
