"""Accessibility as far as a machine can tell: axe on every kind of page, and no sideways scroll at 320 px."""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

NARROW = {"width": 320, "height": 640}
PATHS = [
    "/",
    "/search/?near=Hackney",
    "/search/?near=Hackney&topic=gambling&radius=1&weekday=SU&time=night&kind=clinic",
    "/search/?near=zzzzqqq",
    "/help-now/?country=GB",
    "/about/",
    "/privacy/",
    "/terms/",
    "/policy/",
    "/accounts/login/",
]
RUN = """async () => {
  const options = {rules: {'target-size': {enabled: true}}};
  const result = await axe.run(document, options);
  return result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target}`));
}"""


def violations(page):
    """What axe finds on the page that is there. Who has just left one waits for the next (`expect_navigation`)."""
    page.evaluate(AXE_FILE_PATH.read_text())
    return page.evaluate(RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("path", PATHS)
def test_page_has_no_axe_violation(open_page, path, viewport, scheme):
    page = open_page(path, viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_listing_page_has_no_axe_violation(open_page, scheme):
    page = open_page("/search/?near=Hackney&formality=informal", color_scheme=scheme)
    with page.expect_navigation():
        page.locator(".card-name a").first.click()
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_role("link", name="Print or hand over").click()
    assert violations(page) == []


def test_axe_notices_a_missing_label(open_page):
    page = open_page("/")
    page.evaluate("document.querySelector('label[for=door-near]').remove()")
    assert violations(page) != []


def test_search_by_keyboard_alone(open_page):
    page = open_page("/search/", viewport=DESKTOP)
    page.get_by_label("Town or postcode").focus()
    page.keyboard.type("Hackney")
    page.keyboard.press("Enter")
    page.wait_for_url("**near=Hackney**")
    page.locator(".card-name a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/listings/**")
    expect(page.get_by_role("heading", name="How to join")).to_be_visible()
