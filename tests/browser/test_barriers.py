"""What would make it hard, as somebody ticks it on a phone: with script kept on the device, without sent once."""

import pytest
from playwright.sync_api import expect

from groups.barriers import BARRIERS
from tests.browser.test_access import violations

KEPT = "localStorage.getItem('barriers')"
SEARCH = "/search/?near=London"
ALL = [one.slug for one in BARRIERS]


def tick(page, *slugs):
    """Open the panel and tick some of it."""
    page.locator("#barriers > summary").click()
    for slug in slugs:
        page.locator(f"#barriers input[value={slug}]").check()


def said(page):
    """What every card says about what is hard, by listing."""
    cards = page.locator(".card").all()
    return {one.get_attribute("data-listing-id"): one.locator(".card-barriers").inner_text() for one in cards}


def test_device_keeps_it_and_forgets_it(open_page):
    page = open_page(SEARCH)
    tick(page, "cost", "alone")
    page.wait_for_selector(".card-barriers")
    assert page.evaluate(KEPT) == '["cost","alone"]'
    page.reload()
    page.wait_for_selector(".card-barriers")
    assert all("First time alone:" in words for words in said(page).values())
    page.locator("#barriers > summary").click()
    page.get_by_role("button", name="Forget it").click()
    expect(page.locator(".card .card-barriers")).to_have_count(0)
    assert page.evaluate(KEPT) is None


def test_nothing_of_it_is_sent(open_page):
    page = open_page(SEARCH)
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    tick(page, *ALL)
    page.wait_for_selector(".card-barriers")
    page.get_by_role("link", name="Soonest first").first.click()
    page.wait_for_selector(".card-barriers")
    assert asked
    assert not [url for url, sent in asked if "hard" in url or "hard" in (sent or "")]


def test_cards_that_a_filter_brings_say_it_too(open_page):
    page = open_page(SEARCH, viewport={"width": 1280, "height": 900})
    tick(page, "cost")
    page.locator("#f-formality-informal").check()
    page.wait_for_url("**formality=informal**")
    assert "hard" not in page.url
    assert all("Cost:" in words for words in said(page).values())


def test_script_and_server_say_the_same(open_page):
    with_script = open_page(SEARCH)
    tick(with_script, *ALL)
    with_script.wait_for_selector(".card-barriers")
    without = open_page(SEARCH, java_script_enabled=False)
    tick(without, *ALL)
    without.get_by_role("button", name="Show what helps").click()
    assert "?" not in without.url
    assert said(without) == said(with_script)
    without.get_by_role("button", name="More").click()
    assert all("Cost:" in words for words in said(without).values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_cards_are_accessible_on_a_phone(open_page, scheme):
    page = open_page(SEARCH, color_scheme=scheme)
    tick(page, *ALL)
    page.wait_for_selector(".card-barriers")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
