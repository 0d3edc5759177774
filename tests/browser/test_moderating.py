"""Moderating in a real browser: approve with a diff, reject with a reason, merge, and all of it by keyboard."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from playwright.sync_api import expect

from groups import content, moderation
from groups.models import ImportSource, Listing, Organization, Place, Review
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE
from tests.groups.reviewing import make_facilitator, make_moderator


@pytest.fixture(scope="module")
def rowan(site_url, django_db_blocker):
    """A moderator, signed in with the second factor: the state of a browser that is."""
    with django_db_blocker.unblock():
        moderator = make_moderator("rowan@example.org", "Rowan")
        session, at = SessionStore(), time.time()
        session[SESSION_KEY] = str(moderator.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = moderator.get_session_auth_hash()
        session["account_authentication_methods_user"] = str(moderator.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": at}]
        session.save()
        yield {"cookies": [{"name": "sessionid", "value": session.session_key, "url": site_url}], "origins": []}
        moderator.delete()
        connections.close_all()  # one left open would keep the test database from being removed


@pytest.fixture
def committed(site_url, django_db_blocker):
    """Rows that the running site sees: three that wait as new, one with a change, one it may be a double of."""
    with django_db_blocker.unblock():
        source, ivy = factories.make_source("browser"), make_facilitator("ivy@example.org", "Ivy")
        made = [factories.make_listing(source, f"Harbour {name}", published=False) for name in ("one", "two", "three")]
        for listing in made:
            moderation.submit(listing, by=ivy)
        place = factories.make_place(name="Quay House")
        open_one = factories.make_listing(source, "Harbour open", place=place, owner=ivy)
        changed = content.content_of(open_one)
        moved = changed["place"] | {"name": "Canal Hall", "lat": 51.56, "lon": -0.07}
        moderation.propose(open_one, {"basics": changed["basics"] | {"name": "Canal open"}, "place": moved}, by=ivy)
        yield {listing.name: listing for listing in [*made, open_one]}
        Review.objects.filter(listing__source=source).delete()
        Listing.objects.filter(source=source).delete()
        Place.objects.filter(listings=None).delete()
        Organization.objects.filter(listings=None, source=source).delete()
        ImportSource.objects.filter(pk=source.pk).delete()
        ivy.delete()
        connections.close_all()


@pytest.fixture
def as_rowan(committed, open_page, rowan):
    """Opens pages as Rowan. What she moderates comes first: later it would stay in the transaction of the test."""

    def open_one(path, **options):
        return open_page(path, **{"viewport": DESKTOP, "storage_state": rowan_state(rowan)} | options)

    return open_one


def rowan_state(state):
    [cookie] = state["cookies"]
    host = cookie["url"].split("//")[1].split(":")[0]
    plain = {"domain": host, "path": "/", "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [{"name": cookie["name"], "value": cookie["value"]} | plain], "origins": []}


def status(listing, django_db_blocker):
    with django_db_blocker.unblock():
        return Listing.objects.values_list("status", flat=True).get(pk=listing.pk)


def review(listing):
    return f"/moderation/{listing.public_id}/"


def test_change_is_approved_with_diff_and_both_maps_in_sight(as_rowan, committed):
    page = as_rowan(review(committed["Harbour open"]))
    expect(page.locator(".change .gone", has_text="Harbour open")).to_be_visible()
    expect(page.locator(".change .come", has_text="Canal open")).to_be_visible()
    expect(page.locator(".two-maps svg.locator")).to_have_count(2)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".said")).to_contain_text("“Harbour open” is approved.", use_inner_text=True)
    page.goto(committed["Harbour open"].get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Canal open", use_inner_text=True)


@pytest.mark.parametrize("script", [True, False])
def test_rejection_begins_with_a_prepared_text(as_rowan, committed, script):
    page = as_rowan(review(committed["Harbour one"]), java_script_enabled=script)
    page.locator("#reject > summary").click()
    box = page.locator("#reject textarea")
    box.fill("Dear Ivy,")
    page.locator("#reject select").select_option("not-in-policy")
    page.locator("#reject").get_by_role("button", name="Use this text").click()
    assert box.input_value().startswith("Dear Ivy,\n\nThank you for writing to us.")
    page.locator("#reject").get_by_role("button", name="Reject").click()
    expect(page.locator(".said")).to_contain_text("“Harbour one” is rejected.", use_inner_text=True)


def test_double_is_found_by_name_and_merged(as_rowan, committed):
    page = as_rowan(review(committed["Harbour two"]))
    page.get_by_label("Its name").fill("harbour open")
    page.get_by_role("button", name="Find by name").click()
    page.locator(".others li", has_text="Harbour open").get_by_role("button", name="Merge").first.click()
    expect(page.locator(".said")).to_contain_text("was merged", use_inner_text=True)


def test_single_letter_keys_are_switched_off_and_stay_off(as_rowan):
    page = as_rowan("/moderation/")
    page.keyboard.press("?")
    page.get_by_role("button", name="Single-letter keys are on", pressed=True).click()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator(".entry.is-current, [data-keys][open]")).to_have_count(0)
    page.locator("[data-keys] summary").click()
    page.get_by_role("button", name="Single-letter keys are off", pressed=False).click()
    page.keyboard.press("j")
    expect(page.locator(".is-current")).to_have_count(1)


def test_queue_is_worked_through_by_keyboard_alone(as_rowan, committed):
    page = as_rowan("/moderation/?cause=new")
    page.keyboard.press("?")
    expect(page.get_by_text("reject: write the reason")).to_be_visible()
    page.keyboard.press("j")
    first = page.locator(".entry.is-current a[data-open]").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(".entry.is-current a[data-open]")).to_have_text(first, use_inner_text=True)
    page.keyboard.press("x")
    expect(page.locator(".entry.is-current [data-tick]")).to_be_checked()
    page.keyboard.press("a")
    page.wait_for_selector(".said")
    expect(page.locator(".said")).to_contain_text(f"“{first}” is approved.", use_inner_text=True)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_url("**#reject")
    page.wait_for_selector("#reject textarea:focus")
    page.keyboard.type("jk a h x: no key is taken while typing.")
    assert page.locator("#reject textarea").input_value() == "jk a h x: no key is taken while typing."


def test_enter_opens_the_row_and_slash_the_filters(as_rowan, committed):
    page = as_rowan("/moderation/?cause=new")
    page.keyboard.press("/")
    expect(page.locator("#id_country")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decide")


def test_several_are_approved_without_script_on_a_phone(as_rowan, committed, django_db_blocker):
    page = as_rowan("/moderation/?cause=new", viewport=PHONE, java_script_enabled=False)
    for name in ("Harbour one", "Harbour three"):
        page.get_by_label(f"Tick “{name}”").check()
    page.get_by_role("button", name="Approve what is ticked").click()
    expect(page.locator(".said").first).to_contain_text("2 listings are public now.", use_inner_text=True)
    assert status(committed["Harbour one"], django_db_blocker) == "published"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_enter_on_a_tick_decides_about_no_row(as_rowan, committed, django_db_blocker):
    page = as_rowan("/moderation/")
    before = {name: status(listing, django_db_blocker) for name, listing in committed.items()}
    page.get_by_label("Tick “Harbour one”").press("Enter")
    expect(page.locator(".said").first).to_contain_text("Tick", use_inner_text=True)
    assert {name: status(listing, django_db_blocker) for name, listing in committed.items()} == before


def test_public_listing_is_hidden_from_its_row(as_rowan, committed, django_db_blocker):
    page = as_rowan("/moderation/?cause=change")
    page.locator(".entry", has_text="Harbour open").get_by_role("button", name="Hide now").click()
    expect(page.locator(".said")).to_contain_text("is hidden", use_inner_text=True)
    assert status(committed["Harbour open"], django_db_blocker) == "pending"
