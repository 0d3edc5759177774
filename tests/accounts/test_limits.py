"""How often somebody may try, and what they read afterwards."""

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from tests.accounts.people import PASSWORD, code_in, make_person, sign_in

LOGIN = "/accounts/login/"


def tries(number, path, form, client=None):
    return [(client or Client()).post(path, form) for _ in range(number)]


def test_password_of_one_person_can_be_tried_five_times(db):
    make_person(password=PASSWORD)
    answers = tries(5, LOGIN, {"login": "ana@example.org", "password": "wrong-one-here"})
    assert all("do not fit together" in answer.content.decode() for answer in answers)
    right = Client().post(LOGIN, {"login": "ana@example.org", "password": PASSWORD})
    assert "too many tries" in right.content.decode()


def test_admin_has_no_sign_in_of_its_own_to_try(db, client):
    make_person("admin@example.org", password=PASSWORD, is_staff=True, is_superuser=True)
    answer = client.post("/admin/login/?next=/admin/", {"username": "admin@example.org", "password": PASSWORD})
    assert answer["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session
    answers = tries(6, LOGIN + "?next=/admin/", {"login": "admin@example.org", "password": "wrong-one-here"})
    assert "too many tries" in answers[-1].content.decode()


def test_codes_of_one_session_can_be_guessed_ten_times_however_many_are_asked_for(db, client, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 100  # what parallel requests amount to: each sees no try before it
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    answers = tries(11, "/accounts/login/code/confirm/", {"code": "XXXX-XXXX"}, client)
    said = ["too many tries" in answer.content.decode() for answer in answers]
    assert said == [False] * 10 + [True]


def test_right_code_after_too_many_guesses_opens_nothing(db, client, settings, mailoutbox):
    settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 100
    make_person()
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    tries(10, "/accounts/login/code/confirm/", {"code": "XXXX-XXXX"}, client)
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("path", "form", "allowed"),
    [
        ("/accounts/signup/", {"email": "a{}@example.org"}, 20),
        ("/accounts/login/", {"login": "a{}@example.org", "password": "x"}, 20),
        ("/accounts/2fa/webauthn/login/", {"credential": "{{}}"}, 10),
    ],
)
def test_one_address_of_the_network_has_its_limit(db, client, path, form, allowed):
    def ask(number):
        return client.post(path, {name: value.format(number) for name, value in form.items()})

    before = [ask(number) for number in range(allowed)]
    after = ask(allowed)
    assert {answer.status_code for answer in before} <= {200, 302}
    assert after.status_code == 429 or "too many tries" in after.content.decode()


def test_page_after_too_many_tries_is_calm_and_says_when(db, client):
    tries(21, "/accounts/signup/", {"email": "not an address"}, client)
    answer = client.post("/accounts/signup/", {"email": "not an address"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Please wait a little" in page
    assert 'id="quick-exit"' in page


def test_signed_in_person_has_five_tries_at_the_old_password(db, client):
    sign_in(client, make_person(password=PASSWORD))
    form = {"oldpassword": "wrong-one-here", "password1": "another-river-7"}
    answers = tries(6, reverse("account_change_password"), form, client)
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_limits_are_shared_by_all_processes():
    assert project.DATABASES["default"]["ENGINE"] == "supportfinder.pooling"
    source = (project.BASE_DIR / "supportfinder" / "settings.py").read_text()
    assert "supportfinder.shared_cache.SharedCache" in source
