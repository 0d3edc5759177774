"""Asking, reporting and closing a place, as people do it: in a real browser, mostly without script."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from accounts.models import Mail, User
from groups.models import Closure, Listing, Question, Report
from tests.browser.conftest import DESKTOP, wait_for_focus
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside


@pytest.fixture
def circle(site_url, db):
    """A public listing of the sample with a place and a coming date, which somebody looks after for this test."""
    listing = Listing.objects.searchable().filter(place__precision="exact", upcoming_dates__isnull=False).first()
    outside(lambda: look_after(listing))
    yield listing
    outside(lambda: let_go(listing))


def look_after(listing):
    sam = User.objects.create_user("sam-asked@example.org", nickname="Sam")
    Listing.objects.filter(pk=listing.pk).update(owner=sam)


def let_go(listing):
    Listing.objects.filter(pk=listing.pk).update(owner=None)
    for rows in (Question.objects, Report.objects, Closure.objects, listing.reviews):
        rows.all().delete()
    Mail.objects.filter(recipient__endswith="-asked@example.org").delete()
    User.objects.filter(email__endswith="-asked@example.org").delete()


@pytest.fixture
def moderator_cookie(circle, site_url):
    """The session of an admin who has shown their second factor."""

    def sign_in():
        mo = User.objects.create_superuser("mo-asked@example.org", nickname="Mo")
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(mo.pk), mo.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(mo.pk)
        session.create()
        return session.session_key

    return {"name": settings.SESSION_COOKIE_NAME, "value": outside(sign_in), "url": site_url}


def link_to(recipient):
    """The path of the newest mail's own link."""
    mail = outside(lambda: Mail.objects.filter(recipient=recipient).latest("pk"))
    return re.search(r"https?://[^/]+(/(?:questions|answer|reports)/\S+)", mail.text).group(1)


def test_question_goes_to_the_group_and_the_answer_comes_back_without_script(open_page, circle):
    page = open_page(circle.get_absolute_url(), java_script_enabled=False)
    page.get_by_role("link", name="Ask the group").click()
    page.get_by_label("Your question").fill("May I bring my brother?")
    page.get_by_label("Your e-mail address").fill("robin-asked@example.org")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail", use_inner_text=True)
    page.goto(link_to("robin-asked@example.org"))
    page.get_by_role("button", name="Yes, send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your question is on its way", use_inner_text=True)
    page.goto(link_to("sam-asked@example.org"))
    page.get_by_label("Your answer").fill("Yes, do.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="The answer was sent")).to_be_visible()
    assert "Yes, do." in outside(lambda: Mail.objects.filter(recipient="robin-asked@example.org").latest("pk").text)


def test_report_comes_back_with_a_sentence_and_is_sent_by_keyboard_alone(open_page, circle):
    page = open_page(circle.get_absolute_url())
    page.get_by_role("link", name="Something wrong?").click()
    page.get_by_role("button", name="Send").press("Enter")
    wait_for_focus(page, "[role=alert]")
    page.get_by_role("radio", name="The time or place is wrong").press("Space")
    page.get_by_label("In your words").fill("They moved to Monday")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you", use_inner_text=True)
    assert outside(lambda: Report.objects.get(listing=circle).text) == "They moved to Monday"


def test_moderator_closes_a_place_and_opens_it_again(open_page, circle, moderator_cookie):
    page = open_page("/", java_script_enabled=False)
    page.context.add_cookies([moderator_cookie])
    page.goto(f"/moderation/places/{circle.place_id}/close/")
    today = datetime.now(UTC).date()
    page.get_by_label("First day").fill((today - timedelta(days=1)).isoformat())
    page.get_by_label("Last day").fill((today + timedelta(days=30)).isoformat())
    page.get_by_label("Why, and what to do instead").fill("Boiler broken")
    page.get_by_role("button", name="Close the place").click()
    expect(page.get_by_text("Boiler broken")).to_be_visible()
    page.goto(circle.get_absolute_url())
    expect(page.get_by_text("Boiler broken")).to_be_visible()
    page.goto(f"/moderation/places/{circle.place_id}/close/")
    page.get_by_role("button", name="Open again").click()
    page.goto(circle.get_absolute_url())
    expect(page.get_by_text("Boiler broken")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "ask/", "report/", "report/thanks/", "poster/", "poster/cards/"])
@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
def test_pages_have_no_violation_and_no_sideways_scroll(open_page, circle, path, scheme, viewport):
    page = open_page(f"{circle.get_absolute_url()}{path}", viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_form_that_came_back_has_no_violation(open_page, circle):
    page = open_page(f"{circle.get_absolute_url()}report/")
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_that_closes_a_place_has_no_violation(open_page, circle, moderator_cookie, scheme):
    page = open_page("/", color_scheme=scheme)
    page.context.add_cookies([moderator_cookie])
    page.goto(f"/moderation/places/{circle.place_id}/close/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Close a place", use_inner_text=True)
    assert violations(page) == []
