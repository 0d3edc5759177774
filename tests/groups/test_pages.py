"""What every page keeps: no cookie, no stranger, nothing inline, whom to call, and a way out."""

import re

import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection

ALWAYS = ["/", "/search/", "/help-now/", "/about/", "/privacy/", "/terms/", "/policy/"]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*ld\+json)", re.IGNORECASE)
LOADED = re.compile(
    r"""<(?:script|img|iframe|link(?! rel="(?:canonical|alternate)"))\b[^>]*?(?:src|href)=["'](https?:)?//""",
    re.IGNORECASE,
)


@pytest.fixture(params=ALWAYS)
def answer(request, client, circle):
    return client.get(request.param)


def test_page_sets_no_cookie(answer):
    assert answer.status_code == 200
    assert not answer.cookies


def test_page_allows_nothing_but_our_own_files(answer):
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Referrer-Policy"] == "same-origin"


def test_page_holds_nothing_inline_and_loads_nothing_foreign(answer):
    page = answer.content.decode()
    assert not INLINE.search(page)
    assert not LOADED.search(page)


def test_page_has_one_heading_and_two_ways_out(answer):
    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert page.count('href="/exit/"') == 2
    assert 'href="/help-now/"' in page


def test_listing_page_keeps_the_same(client, circle):
    answer = client.get(circle.get_absolute_url())
    page = answer.content.decode()
    assert not answer.cookies
    assert not INLINE.search(page)
    assert not LOADED.search(page)
    assert "grief" not in re.search(r"<title>(.*?)</title>", page, re.S).group(1).lower()


def test_home_shows_crisis_help_first_after_the_heading(client, db):
    page = client.get("/", headers={"Accept-Language": "en-GB"}).content.decode()
    assert page.index("<h1") < page.index("116 123") < page.index("What is going on?")


def test_privacy_says_what_is_kept_of_who_comes_and_for_how_long(client, settings):
    settings.BOOKINGS_KEEP_DAYS, settings.MEMBER_OFFERS = 21, False
    page = client.get("/privacy/").content.decode()
    assert "It is erased 21 days after the date." in page
    assert "rather not come alone" not in page
    settings.MEMBER_OFFERS = True
    assert "rather not come alone" in client.get("/privacy/").content.decode()


def test_privacy_says_what_is_kept_of_answers_and_of_check_ins(client, settings):
    settings.ANSWER_CODES_KEEP_DAYS, settings.CHECK_INS_ANSWERED_BY = 21, ""
    page = client.get("/privacy/").content.decode()
    assert "Codes are erased after 21 days." in page
    assert "Check-ins" not in page
    settings.CHECK_INS_ANSWERED_BY = "Lea Health"
    assert "Check-ins" in client.get("/privacy/").content.decode()


def test_help_now_shows_the_country_asked_for_without_the_database(client):
    page = client.get("/help-now/?country=US").content.decode()
    assert "988" in page
    assert "Not yet confirmed by this site" in page


def test_help_now_of_an_unknown_country_still_helps(client):
    page = client.get("/help-now/?country=XX").content.decode()
    assert "112" in page
    assert "findahelpline.com" in page


def test_missing_page_says_whom_to_call(client, db):
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    assert "Talk to someone now" in answer.content.decode()


def test_exit_takes_the_cookie_of_forms_away(client, db):
    opened = client.get("/giving-back/topic/").cookies["csrftoken"]
    assert (opened["max-age"], opened["expires"]) == ("", "")
    assert client.get("/exit/").cookies["csrftoken"]["max-age"] == 0


def test_exit_ends_the_session_and_goes_somewhere_else(client, django_user_model, settings):
    client.force_login(django_user_model.objects.create_user("ana@example.org"))
    answer = client.get("/exit/")
    assert (answer.status_code, answer["Location"]) == (302, settings.QUICK_EXIT_URL)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, InternalError])
def test_exit_leaves_while_the_session_cannot_be_ended(client, django_user_model, settings, error):
    client.force_login(django_user_model.objects.create_user("ana@example.org"))

    def fail(execute, sql, params, many, context):
        raise error("the server is away, or takes no writes")

    with connection.execute_wrapper(fail):
        answer = client.get("/exit/")
    assert (answer.status_code, answer["Location"]) == (302, settings.QUICK_EXIT_URL)
    assert answer.cookies["sessionid"]["max-age"] == 0


def test_about_names_each_source_with_its_date(client, source):
    assert "Field notes" in client.get("/about/").content.decode()
