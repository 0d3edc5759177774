"""The list of where somebody is signed in: coarse, complete, and without what has ended."""

import re
from datetime import timedelta
from ipaddress import ip_address

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import sessions
from accounts.models import User
from tests.accounts.people import PASSWORD, make_person, sign_in

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
TWO_WEEKS = 14 * 24 * 3600
LOGIN = {"login": "ana@example.org", "password": PASSWORD}


def come_in(**extra):
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"User-Agent": FIREFOX}, **extra)
    client.post("/accounts/login/", LOGIN)
    return client


@pytest.fixture
def ana(db):
    return make_person(password=PASSWORD)


def test_session_is_kept_without_whole_address_or_browser(ana):
    come_in()
    kept = UserSession.objects.get(user=ana)
    assert (kept.ip, kept.user_agent) == ("203.0.0.0", "Firefox, Android")


def test_new_password_keeps_the_session_on_the_list_as_coarsely(ana):
    client = come_in()
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another-river-7"})
    kept = UserSession.objects.get(user=ana)
    assert (kept.session_key, kept.ip) == (client.session.session_key, "203.0.0.0")


def test_sign_out_everywhere_else_leaves_this_one(ana):
    here, there = come_in(), come_in()
    assert "Sign out everywhere else" in here.get("/accounts/sessions/").content.decode()
    here.post("/accounts/sessions/")
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302


def test_list_shows_no_whole_address(ana):
    page = come_in().get("/accounts/sessions/").content.decode()
    assert "203.0.0.0" in page
    assert "203.0.113" not in page


def test_sign_out_takes_the_session_off_the_list(ana):
    come_in().post("/accounts/logout/")
    come_in()
    assert UserSession.objects.filter(user=ana).count() == 1


def test_pruning_takes_off_what_has_ended_and_nothing_else(ana):
    here, there = come_in(), come_in()
    Session.objects.filter(pk=there.session.session_key).delete()
    assert sessions.prune() == 1
    assert UserSession.objects.get().session_key == here.session.session_key


@pytest.mark.parametrize("ended", [1, 9])
def test_pruning_asks_the_same_number_of_questions(ana, ended, django_assert_num_queries):
    keys = [f"gone{number}" for number in range(ended)]
    UserSession.objects.bulk_create(UserSession(user=ana, session_key=key, ip="203.0.0.0") for key in keys)
    with django_assert_num_queries(2):  # expired sessions, then rows without one
        assert sessions.prune() == ended


def test_session_lasts_two_weeks(ana):
    assert come_in().session.get_expiry_age() == pytest.approx(TWO_WEEKS, abs=60)


def by_code(mailoutbox):
    client = Client()
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.M)[1]
    client.post("/accounts/login/code/confirm/", {"code": code})
    return client


@pytest.mark.parametrize("enter", [lambda _mails: come_in(), by_code])
def test_session_ends_two_weeks_after_signing_in_though_it_is_used(ana, mailoutbox, enter):
    session = enter(mailoutbox).session
    assert session["_auth_user_id"] == str(ana.pk)
    end = session.get_expiry_date()
    later = timezone.now() + timedelta(days=10)
    assert session.get_expiry_date(modification=later) == end
    assert session.get_expiry_age(modification=later) == pytest.approx(TWO_WEEKS - 10 * 86_400, abs=60)


def test_visitor_is_on_no_list(client, db):
    client.get("/")
    client.get("/accounts/login/")
    assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("description", "family"),
    [
        (FIREFOX, "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", "Chrome, Linux"),
        ("", ""),
        ("curl/8", ""),
    ],
)
def test_browser_family(description, family):
    assert sessions.browser_family(description) == family


@given(st.ip_addresses(v=4))
def test_half_of_an_address_is_kept(address):
    kept = sessions.coarse_address(str(address)).split(".")
    assert kept == [*str(address).split(".")[:2], "0", "0"]


@given(st.ip_addresses(v=6))
def test_quarter_of_a_long_address_is_kept(address):
    assert int.from_bytes(ip_address(sessions.coarse_address(str(address))).packed[4:]) == 0


def test_somebody_else_is_not_signed_out(ana):
    ben = sign_in(Client(), make_person("ben@example.org"))
    come_in().post("/accounts/sessions/")
    assert ben.get("/accounts/").status_code == 200


def test_account_that_staff_closed_has_no_session_any_more(ana):
    browser = come_in()
    assert browser.get("/accounts/").status_code == 200
    User.objects.update(is_active=False)
    assert browser.get("/accounts/").status_code == 302
