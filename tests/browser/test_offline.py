"""What was saved, read without internet on somebody's wish; and everything forgotten on this device."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Listing
from tests.browser.conftest import DESKTOP, wait_for_focus
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside
from tests.browser.test_saved import member_cookie  # noqa: F401 - a fixture

SWITCH = "Keep my saved listings readable without internet on this device"
KEPT_LINE = "times may have changed, call first"
LEFT_HERE = """async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: await caches.keys(),
  stored: localStorage.length + sessionStorage.length,
  databases: (await indexedDB.databases()).length,
})"""
PATHS = """async () => {
  const pages = await caches.open("kept-pages");
  return (await pages.keys()).map(({ url }) => url.replace(location.origin, "")).sort();
}"""
PAGES = ["/help-now/", "/help-now/?country=US", "/offline/", "/saved/"]
"""Kept beside the listings; the browser of these tests is set to American English."""
NOTHING = {"workers": 0, "caches": [], "stored": 0, "databases": 0}


@pytest.fixture
def listings(site_url, db):
    """Two public listings of the sample with dates to come."""
    found = Listing.objects.searchable().filter(place__precision="exact", upcoming_dates__ends_at__gt=timezone.now())
    return outside(lambda: list(found.order_by("pk").distinct()[:2]))


@pytest.fixture
def open_saved(open_page, listings):
    """Opens “Saved” with both listings on the device, the first one newest; `prefix` is that of a language."""

    def open_it(prefix="", **options):
        page = open_page(f"{prefix}/saved/", may_fail=True, **options)
        held = [{"id": one.public_id, "name": one.name, "path": prefix + one.get_absolute_url()} for one in listings]
        page.evaluate("held => { localStorage.saved = JSON.stringify({listings: held, searches: []}) }", held)
        page.reload()
        return page

    return open_it


def turn_on(page):
    page.get_by_role("switch").check()
    page.locator("[data-offline-status]").get_by_text("2").wait_for()


def go_offline(page):
    """No internet from here on, and no copy of what the browser fetched within the last minutes."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)


def go(page, path):
    """Opens a path of the site; the words it shows then."""
    page.goto(path)
    return page.locator("main").inner_text()


def settled(page, script, wanted):
    """What `script` answers, once that is `wanted`, or after ten seconds: a worker does its part a moment later."""
    for _try in range(100):
        if (found := page.evaluate(script)) == wanted:
            break
        page.wait_for_timeout(100)
    return found


def test_nothing_is_kept_for_it_before_the_wish(open_saved, listings):
    page = open_saved()
    page.goto(listings[0].get_absolute_url())
    page.goto("/saved/")
    expect(page.get_by_role("switch", name=SWITCH)).not_to_be_checked()
    assert settled(page, LEFT_HERE, NOTHING | {"stored": 1}) == NOTHING | {"stored": 1}


def test_switch_is_not_shown_where_nothing_is_saved(open_page):
    page = open_page("/saved/")
    page.wait_for_timeout(300)
    expect(page.get_by_role("switch")).to_be_hidden()


def test_switch_that_fails_says_so_and_leaves_nothing(open_saved):
    page = open_saved()
    silent = "(_message, [port] = []) => port?.postMessage(undefined)"
    page.evaluate(f"() => {{ ServiceWorker.prototype.postMessage = {silent} }}")
    page.get_by_role("switch").click()
    page.locator("[data-offline-status]").get_by_text("Nothing was changed").wait_for()
    expect(page.get_by_role("switch")).not_to_be_checked()
    assert settled(page, LEFT_HERE, NOTHING | {"stored": 1}) == NOTHING | {"stored": 1}


def test_exactly_the_saved_listings_and_the_pages_of_the_switch_are_kept(open_saved, listings):
    page = open_saved()
    turn_on(page)
    page.goto("/search/?near=Hackney")
    page.goto("/about/")
    wanted = [*PAGES, *(one.get_absolute_url() for one in listings)]
    assert settled(page, PATHS, sorted(wanted)) == sorted(wanted)


def test_without_internet_the_saved_open_and_nothing_else(open_saved, listings):
    page = open_saved()
    turn_on(page)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    go_offline(page)
    text = go(page, listings[0].get_absolute_url())
    assert listings[0].name in text
    assert KEPT_LINE in text
    assert page.evaluate("getComputedStyle(document.querySelector('.kept-line')).borderInlineStartWidth") == "5px"
    assert "numbers may have changed" in go(page, "/help-now/")
    assert page.locator(".crisis, .call, [href^='tel:']").count()
    go(page, "/about/")
    page.get_by_role("link", name="More lines, and other countries").click()
    expect(page.locator("main")).to_contain_text("numbers may have changed", use_inner_text=True)
    assert "No internet at the moment. Saved listings" in go(page, "/saved/")
    expect(page.get_by_role("link", name=listings[1].name)).to_be_visible()
    for path in ("/", "/search/?near=Hackney", "/about/", "/mine/saved/", "/accounts/", "/listings/aaaaaaaaaaa/"):
        assert "No internet at the moment" in go(page, path), path
        expect(page.locator(".crisis")).to_be_visible()
        assert page.get_by_role("link", name="What I saved").get_attribute("href") == "/saved/"
    assert all(url.startswith("http://localhost") for url in asked)


def test_each_language_has_its_own_pages(open_saved, listings):
    page = open_saved("/es")
    turn_on(page)
    own = {f"/es{path}" for path in PAGES}
    wanted = sorted(own | {f"/es{one.get_absolute_url()}" for one in listings})
    assert settled(page, PATHS, wanted) == wanted
    go_offline(page)
    go(page, f"/es{listings[0].get_absolute_url()}")
    assert page.evaluate("document.documentElement.lang") == "es"
    expect(page.locator(".kept-line")).to_be_visible()
    go(page, "/es/about/")
    expect(page.locator("main a[href='/es/saved/']")).to_be_visible()
    go(page, "/about/")
    expect(page.locator(".crisis")).to_be_visible()


def test_dates_that_have_begun_since_are_marked(open_saved, listings):
    page = open_saved()
    turn_on(page)
    go_offline(page)
    page.clock.set_fixed_time(timezone.now() + timedelta(days=400))
    page.goto(listings[0].get_absolute_url())
    times = page.locator("time[datetime]").count()
    assert times > 0
    expect(page.locator(".badge.over", has_text="Begun or over")).to_have_count(times)


def test_dates_to_come_are_not_marked(open_saved, listings):
    page = open_saved()
    turn_on(page)
    go_offline(page)
    page.clock.set_fixed_time(timezone.now() - timedelta(days=2))
    page.goto(listings[0].get_absolute_url())
    assert page.locator("time[datetime]").count() > 0
    expect(page.locator(".badge.over")).to_have_count(0)


def test_with_internet_the_page_is_the_fresh_one(open_saved, listings):
    page = open_saved()
    turn_on(page)
    assert KEPT_LINE not in go(page, listings[0].get_absolute_url())


def test_listing_taken_away_is_kept_no_more(open_saved, listings):
    page = open_saved()
    turn_on(page)
    page.get_by_role("button", name=f"Take away: {listings[0].name}").click()
    page.locator("[data-offline-status]").get_by_text("1 of 1").wait_for()
    assert listings[0].get_absolute_url() not in page.evaluate(PATHS)
    page.goto(listings[1].get_absolute_url())
    page.get_by_role("button", name="Saved. Take it away").click()
    assert settled(page, PATHS, PAGES) == PAGES


def test_switched_off_everything_of_it_is_gone(open_saved, listings):
    page = open_saved()
    turn_on(page)
    page.get_by_role("switch").uncheck()
    page.get_by_text("These pages are kept no more.").wait_for()
    assert settled(page, LEFT_HERE, NOTHING | {"stored": 1}) == NOTHING | {"stored": 1}
    page.reload()
    expect(page.get_by_role("switch")).not_to_be_checked()


def test_no_page_of_who_is_signed_in_is_kept(open_saved, listings, member_cookie):  # noqa: F811
    page = open_saved()
    page.context.add_cookies([member_cookie])
    page.goto("/mine/saved/")
    turn_on(page)
    page.goto(listings[0].get_absolute_url())
    expect(page.get_by_role("link", name="My account")).to_be_visible()
    kept = page.evaluate(
        "async () => Promise.all((await (await caches.open('kept-pages')).matchAll()).map(one => one.text()))"
    )
    assert len(kept) == 6
    assert not any("My account" in text or "csrfmiddlewaretoken" in text for text in kept)
    go_offline(page)
    assert "No internet at the moment" in go(page, "/mine/saved/")


def test_path_put_into_the_store_by_others_is_not_kept(open_saved):
    page = open_saved()
    bad = (
        '{"listings":[{"id":"a","name":"x","path":"/mine/"},{"id":"b","name":"y","path":"//evil.example/listings/a/"}]}'
    )
    page.evaluate("bad => { localStorage.saved = bad }", bad)
    page.reload()
    page.get_by_role("switch").check()
    page.locator("[data-offline-status]").get_by_text("0 of 2").wait_for()
    assert settled(page, PATHS, PAGES) == PAGES


def test_exit_with_kept_pages_shows_nothing_of_a_member_on_the_way_back(open_saved, member_cookie):  # noqa: F811
    page = open_saved()
    turn_on(page)
    page.context.add_cookies([member_cookie])
    page.goto("/mine/saved/")
    page.goto("/help-now/")
    page.route("**/exit/", lambda route: route.fulfill(body="away"))
    page.locator("#quick-exit").click()
    page.wait_for_function("document.body.innerText === 'away'")
    go_offline(page)
    page.go_back()
    page.locator("main").get_by_text("No internet at the moment").wait_for()
    assert "My account" not in page.content()


@pytest.mark.parametrize("path", ["/saved/", "/circle/"])
def test_button_forgets_kept_pages_too(open_saved, path):
    page = open_saved()
    turn_on(page)
    page.goto(path)
    page.get_by_role("button", name="Forget everything on this device").click()
    page.get_by_text("Nothing is kept on this device any more.").wait_for()
    assert settled(page, LEFT_HERE, NOTHING) == NOTHING


def test_forgetting_everything_says_what_went(open_saved, member_cookie):  # noqa: F811
    page = open_saved()
    turn_on(page)
    page.evaluate("() => { localStorage.barriers = '[\"speaking\"]'; indexedDB.open('other') }")
    page.context.add_cookies([member_cookie])
    page.goto("/forget/")
    page.get_by_role("button", name="Forget everything on this device").click()
    told = page.locator("[data-forgotten]")
    told.get_by_text("Saved listings: 2").wait_for()
    assert told.locator("li:visible").all_inner_texts() == [
        "Saved listings: 2",
        "Pages kept for reading without internet: 6",
        "What would make it hard for you to come",
        "Cookies. You are signed out here.",
    ]
    wait_for_focus(page, "#forgotten-title")
    assert page.context.cookies() == []
    assert settled(page, LEFT_HERE, NOTHING) == NOTHING
    page.goto("/accounts/")
    assert "/accounts/login/" in page.url


def test_forgetting_without_internet_says_that_cookies_are_left(open_saved):
    page = open_saved()
    page.goto("/forget/")
    go_offline(page)
    page.get_by_role("button", name="Forget everything on this device").click()
    page.get_by_text("Cookies could not be taken away").wait_for()
    assert page.evaluate("localStorage.length") == 0


def test_forgetting_works_without_script(open_page, chromium, site_url, listings, member_cookie):  # noqa: F811
    page = open_page(listings[0].get_absolute_url())
    page.get_by_role("button", name="Save on this device").click()
    page.goto("/saved/")
    turn_on_one = page.get_by_role("switch")
    turn_on_one.check()
    page.locator("[data-offline-status]").get_by_text("1 of 1").wait_for()
    page.context.add_cookies([member_cookie])
    page.goto("/forget/")
    page.evaluate("document.querySelector('[data-forget-everything]').submit()")  # as a browser without script does
    page.get_by_role("heading", name="Forgotten on this device").wait_for()
    assert page.context.cookies() == []
    assert settled(page, LEFT_HERE, NOTHING) == NOTHING


def test_without_script_the_page_says_what_is_missing(open_page):
    page = open_page("/saved/", java_script_enabled=False)
    expect(page.get_by_text("Reading it without internet needs scripts.")).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)
    page.goto("/forget/")
    page.get_by_role("button", name="Forget everything on this device").click()
    expect(page.get_by_text("Old browsers do not do that")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/saved/", "/offline/", "/forget/", "listing"])
@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
def test_pages_have_no_violation_and_no_sideways_scroll(open_saved, listings, path, viewport, scheme):
    page = open_saved(viewport=viewport, color_scheme=scheme)
    turn_on(page)
    if path in ("/saved/", "listing"):
        go_offline(page)
    page.goto(listings[0].get_absolute_url() if path == "listing" else path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
