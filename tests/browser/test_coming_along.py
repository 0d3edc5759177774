"""From a listing to a place in the circle, as people do it: in a real browser on a phone, with and without script."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Mail, User
from groups import booking, sessions
from groups.choices import BookingWay
from groups.models import Booking, BookingRules, Listing, Session
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside

ROBIN = "robin-coming@example.org"


@pytest.fixture
def circle(site_url, db):
    """A public circle of the sample with an address and coming dates; what the test hung on it is removed."""
    listings = Listing.objects.searchable().filter(formality="informal", place__precision="exact")
    listing = listings.filter(upcoming_dates__starts_at__gt=timezone.now() + timedelta(days=1)).first()
    yield listing
    outside(lambda: let_go(listing))


def let_go(listing):
    User.objects.filter(email__endswith="-coming@example.org").delete()
    Mail.objects.filter(recipient__endswith="-coming@example.org").delete()
    BookingRules.objects.filter(listing=listing).delete()
    Booking.objects.filter(session__schedule__listing=listing).delete()
    Session.objects.filter(schedule__listing=listing).bare().delete()


def set_rules(listing, way, capacity=None):
    wanted = {"way": way, "capacity": capacity, "accept_hours": 24, "asks_first": False}
    outside(lambda: booking.set_rules(listing, by=None, **wanted))


def paths_of(listing):
    """The paths of the dates that are to come, soonest first."""
    begin = timezone.now() + timedelta(hours=3)
    dates = outside(lambda: sessions.dates_of([listing], begin, begin + timedelta(days=60)))[listing.pk]
    return [f"/sessions/{date.id}/" for date in dates if date.takes_place and date.starts_at > begin]


def link_to(recipient):
    """The path of the link in the newest mail."""
    mail = outside(lambda: Mail.objects.filter(recipient=recipient).latest("pk"))
    return re.search(r"https?://[^/]+(/bookings/\S+)", mail.text).group(1)


@pytest.fixture
def as_ana(circle, site_url, open_page):
    """Opens pages for a member who has a nickname and agreed to nothing yet."""

    def sign_in():
        ana = User.objects.create_user("ana-coming@example.org", nickname="Ana")
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(ana.pk), ana.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        return session.session_key

    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": outside(sign_in), "url": site_url}

    def open_one(path, **options):
        page = open_page("/about/", **options)
        page.context.add_cookies([cookie])
        page.goto(path)
        return page

    return open_one


def fill(page, email=ROBIN):
    """Fill in the form as somebody without an account, and send it."""
    page.get_by_label("What shall they call you?").fill("Robin")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Yes, I agree").check()
    page.locator(".session-come form button[type=submit]").click()


def state(page):
    return page.locator(".booking-state strong").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_without_account_somebody_comes_by_the_link_in_the_mail_and_cancels_by_it(open_page, circle, script):
    set_rules(circle, BookingWay.TELL)
    path = paths_of(circle)[0]
    page = open_page(circle.get_absolute_url(), java_script_enabled=script)
    page.locator(f"a[href='{path}']").first.click()
    fill(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail", use_inner_text=True)
    page.goto(link_to(ROBIN))
    assert state(page) == "Do you come?"
    page.get_by_role("button", name="Yes, I come").click()
    assert state(page) == "You come. They know."
    page.get_by_role("button", name="I cannot come").click()
    assert state(page) == "You do not come. They know."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_with_account_the_second_date_takes_one_tap(as_ana, circle, script):
    set_rules(circle, BookingWay.TELL)
    first, second = paths_of(circle)[:2]
    page = as_ana(first, java_script_enabled=script)
    assert page.get_by_label("What shall they call you?").input_value() == "Ana"
    page.get_by_role("button", name="Tell them I come").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Tell them I come").click()
    page.goto(second)
    page.get_by_role("button", name="Tell them I come").click()
    assert state(page) == "You come. They know."
    page.get_by_role("link", name="My bookings").click()
    page.get_by_role("button", name="I cannot come").first.click()
    expect(page.get_by_role("status")).to_have_text("You told them that you do not come.", use_inner_text=True)
    expect(page.locator(".booking")).to_have_count(1)


def test_next_in_line_takes_the_place_that_became_free(as_ana, open_page, circle):
    set_rules(circle, BookingWay.PLACES, capacity=1)
    path = paths_of(circle)[0]
    hers = as_ana(path)
    hers.get_by_label("Yes, I agree").check()
    hers.get_by_role("button", name="Book my place").click()
    page = open_page(path, java_script_enabled=False)
    expect(page.get_by_role("button", name="Put me on the waiting list")).to_be_visible()
    fill(page)
    page.goto(link_to(ROBIN))
    page.get_by_role("button", name="Yes, I come").click()
    assert state(page) == "You are on the waiting list."
    hers.goto("/mine/bookings/")
    hers.get_by_role("button", name="I cannot come").click()
    page.goto(link_to(ROBIN))
    assert state(page) == "A place is free for you."
    page.get_by_role("button", name="Yes, I take the place").click()
    assert state(page) == "You come. They know."


def test_reminders_and_consent_are_changed_by_keyboard_alone(as_ana, circle):
    set_rules(circle, BookingWay.TELL)
    page = as_ana(paths_of(circle)[0])
    page.get_by_label("Yes, I agree").press("Space")
    page.get_by_role("button", name="Tell them I come").press("Enter")
    page.goto("/mine/bookings/")
    page.locator(".booking summary").press("Enter")
    page.get_by_label("Mail me the day before").press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved.", use_inner_text=True)
    page.get_by_role("link", name="Take that back").press("Enter")
    page.get_by_label("Yes, cancel and erase all my bookings").press("Space")
    page.get_by_role("button", name="Cancel and erase").press("Enter")
    expect(page.get_by_role("status")).to_have_text("All your bookings are cancelled and erased.", use_inner_text=True)
    expect(page.get_by_role("link", name="Find support").first).to_be_visible()


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
def test_pages_have_no_violation_and_no_sideways_scroll(as_ana, open_page, circle, scheme, viewport):
    set_rules(circle, BookingWay.PLACES, capacity=3)
    path = paths_of(circle)[0]
    page = open_page(path, viewport=viewport, color_scheme=scheme)
    check(page, viewport)
    page.get_by_role("button", name="Book my place").click()
    check(page, viewport)
    fill(page)
    check(page, viewport)
    page.goto(link_to(ROBIN))
    check(page, viewport)
    hers = as_ana("/mine/bookings/", viewport=viewport, color_scheme=scheme)
    check(hers, viewport)
    hers.goto(path)
    hers.get_by_label("Yes, I agree").check()
    hers.get_by_role("button", name="Book my place").click()
    for own in (path, "/mine/bookings/", "/mine/bookings/take-back/"):
        hers.goto(own)
        check(hers, viewport)


def check(page, viewport):
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], page.url
    expect(page.locator("h1"), page.url).to_have_count(1)
