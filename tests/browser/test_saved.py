"""Saving and going together, as people do it: on a phone, with and without script, with and without an account."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from groups.models import Listing, SavedListing, SavedSearch
from tests.browser.conftest import DESKTOP, wait_for_focus
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside

KEPT = "localStorage.getItem('saved')"


@pytest.fixture
def listing(site_url, db):
    """A public listing of the sample at an open place, with a date to come."""
    found = Listing.objects.searchable().filter(place__precision="exact", upcoming_dates__ends_at__gt=timezone.now())
    return outside(lambda: found.order_by("pk").first())


@pytest.fixture
def member_cookie(site_url, db):
    """The session of somebody with an account, who is gone afterwards."""

    def sign_in():
        sue = User.objects.create_user("sue-saved@example.org", nickname="Sue")
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(sue.pk), sue.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time()}]
        session["account_authentication_methods_user"] = str(sue.pk)
        session.create()
        return session.session_key

    yield {"name": settings.SESSION_COOKIE_NAME, "value": outside(sign_in), "url": site_url}
    outside(lambda: User.objects.filter(email="sue-saved@example.org").delete())


def save_on_device(page):
    page.get_by_role("button", name="Save on this device").click()


def test_listing_and_search_are_kept_on_the_device_and_nothing_is_sent(open_page, listing):
    page = open_page(listing.get_absolute_url())
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    save_on_device(page)
    expect(page.get_by_role("button", name="Saved. Take it away")).to_be_visible()
    assert sent == []
    page.goto("/search/?near=Hackney&topic=grief&page=1")
    page.get_by_role("button", name="Save this search on this device").click()
    page.goto("/saved/")
    assert page.get_by_role("link", name=listing.name).get_attribute("href") == listing.get_absolute_url()
    page.get_by_role("link", name="Grief · near Hackney").click()
    page.wait_for_url(re.compile("topic=grief"))
    assert page.context.cookies() == []


def test_position_leaves_nothing_but_a_town_on_the_device(open_page):
    page = open_page("/search/?near=51.55%2C-0.05")
    page.get_by_role("button", name="Save this search on this device").click()
    kept = page.evaluate(KEPT)
    assert "51.5" not in kept
    assert "Hackney" in kept
    expect(page.get_by_text("only the nearest town is kept")).to_be_visible()


def test_button_follows_the_filters_of_a_search(open_page):
    page = open_page("/search/?near=Hackney", viewport=DESKTOP)
    page.get_by_role("button", name="Save this search on this device").click()
    page.locator("#f-formality-informal").check()
    page.get_by_role("button", name="Save this search on this device").click()
    assert page.evaluate(f"JSON.parse({KEPT}).searches.length") == 2


def test_listing_that_is_gone_is_said_when_it_is_asked_for(open_page, listing):
    page = open_page(listing.get_absolute_url(), may_fail=True)
    save_on_device(page)
    gone = {"id": "aaaaaaaaaaa", "name": "Gone Circle", "path": "/listings/aaaaaaaaaaa/"}
    add = "gone => { const all = JSON.parse(localStorage.saved); all.listings.push(gone); return JSON.stringify(all) }"
    page.evaluate("kept => { localStorage.saved = kept }", page.evaluate(add, gone))
    page.goto("/saved/")
    marked = page.locator(".saved-gone:visible")
    expect(marked).to_have_count(0)
    page.get_by_role("button", name="Are they still listed?").click()
    page.get_by_text("What is no longer listed is marked.").wait_for()
    expect(marked).to_have_count(1)
    expect(page.locator("li", has=marked).get_by_role("link")).to_have_text("Gone Circle", use_inner_text=True)


def test_everything_on_the_device_is_forgotten_with_one_button(open_page, listing):
    page = open_page(listing.get_absolute_url())
    save_on_device(page)
    page.goto("/saved/")
    page.get_by_role("button", name="Forget everything on this device").press("Enter")
    page.get_by_text("Nothing is kept on this device any more.").wait_for()
    assert page.evaluate(KEPT) is None
    wait_for_focus(page, "#device-title")


def test_what_other_pages_kept_is_told_of_and_forgotten_too(open_page):
    page = open_page("/saved/")
    forget = page.get_by_role("button", name="Forget everything on this device")
    expect(forget).to_be_hidden()
    expect(page.get_by_text("the button below does")).to_be_hidden()
    page.evaluate("() => { localStorage.barriers = JSON.stringify(['speaking']) }")
    page.reload()
    expect(page.get_by_text("keeps something else of this site too")).to_be_visible()
    expect(page.get_by_text("the button below does")).to_be_visible()
    forget.click()
    page.get_by_text("Nothing is kept on this device any more.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    expect(forget).to_be_hidden()


@pytest.mark.parametrize("kept", ["null", "[]", "{", '{"listings":7}', '{"listings":[null,{"id":1}]}'])
def test_damaged_store_is_as_good_as_none(open_page, kept):
    page = open_page("/saved/")
    page.evaluate("kept => { localStorage.saved = kept }", kept)
    page.reload()
    expect(page.get_by_text("Nothing saved yet.")).to_be_visible()


def test_address_put_into_the_store_by_others_leads_nowhere_else(open_page, site_url):
    page = open_page("/saved/")
    for path in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\\\evil.example/"):
        bad = f'{{"listings":[{{"id":"a","name":"<img src=x>","path":"{path}"}}]}}'
        page.evaluate("bad => { localStorage.saved = bad }", bad)
        page.reload()
        assert page.locator("[data-list=listings] a").evaluate("link => link.href") == f"{site_url}/"
        expect(page.locator("[data-list=listings] img")).to_have_count(0)


def test_without_script_the_page_says_how_to_keep_one(open_page, listing):
    page = open_page("/saved/", java_script_enabled=False)
    expect(page.get_by_text("Make a bookmark of it")).to_be_visible()
    page.goto(listing.get_absolute_url())
    expect(page.get_by_role("button", name="Save")).to_have_count(0)


def test_member_saves_without_script_and_takes_away(open_page, listing, member_cookie):
    page = open_page("/", java_script_enabled=False)
    page.context.add_cookies([member_cookie])
    page.goto(listing.get_absolute_url())
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="See what you saved").click()
    expect(page.get_by_role("link", name=listing.name)).to_be_visible()
    page.goto("/search/?topic=grief")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_role("button", name="Mail me what is new").click()
    expect(page.get_by_text("You get mails about it, without names.")).to_be_visible()
    page.get_by_role("button", name=f"Take away {listing.name}").click()
    expect(page.get_by_role("link", name=listing.name)).to_have_count(0)


def test_device_is_taken_over_into_the_account(open_page, listing, member_cookie):
    page = open_page(listing.get_absolute_url())
    save_on_device(page)
    page.goto("/search/?topic=grief")
    page.get_by_role("button", name="Save this search on this device").click()
    page.context.add_cookies([member_cookie])
    page.goto("/mine/saved/")
    page.get_by_role("button", name="Put them into my account").click()
    page.get_by_text("is in your account now").wait_for()
    assert page.evaluate(KEPT) is None
    mine = {"user__email": "sue-saved@example.org"}
    assert outside(lambda: SavedListing.objects.get(**mine).listing_id) == listing.pk
    assert outside(lambda: SavedSearch.objects.get(**mine).query) == "topic=grief"


def test_friend_gets_a_card_without_script(open_page, listing):
    page = open_page(listing.get_absolute_url(), java_script_enabled=False)
    page.get_by_role("link", name="Come with me: a card").click()
    page.locator(".together-dates a").first.click()
    page.get_by_label("Please come in with me").check()
    page.get_by_role("button", name="Put it on the card").click()
    expect(page.locator(".together-card").get_by_text("Please come in with me")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file").click()
    assert download.value.suggested_filename.startswith("meet-")


def test_appointment_is_put_on_a_card_and_comes_back_when_something_is_missing(open_page, listing):
    page = open_page(f"{listing.get_absolute_url()}together/")
    page.get_by_label("What else they should know").fill("The blue folder")
    page.get_by_role("button", name="Make the card").click()
    wait_for_focus(page, "[role=alert]")
    page.get_by_label("Day").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("From").fill("14:30")
    page.get_by_role("button", name="Make the card").click()
    expect(page.locator(".together-card").get_by_text("The blue folder")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/saved/", "/safety/", "together/", "card"])
@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
def test_pages_have_no_violation_and_no_sideways_scroll(open_page, listing, path, viewport, scheme):
    page = open_page(listing.get_absolute_url(), viewport=viewport, color_scheme=scheme)
    save_on_device(page)
    page.goto(path if path.startswith("/") else f"{listing.get_absolute_url()}together/")
    if path == "card":
        with page.expect_navigation():
            page.locator(".together-dates a").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_page_of_a_member_has_no_violation(open_page, listing, member_cookie):
    page = open_page("/", viewport=NARROW)
    page.context.add_cookies([member_cookie])
    page.goto(listing.get_absolute_url())
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/mine/saved/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
