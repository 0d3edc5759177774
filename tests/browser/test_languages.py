"""Pages in Spanish and Urdu as a browser shows them: room on a narrow phone, axe, the way between languages."""

import re

import pytest

from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, violations

PATHS = ["/", "/search/?near=Hackney", "/help-now/?country=GB", "/insights/", "/accounts/login/", "/post/", "/saved/"]


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["es", "ur"])
def test_page_has_room_and_no_axe_violation(open_page, language, path, viewport):
    page = open_page(f"/{language}{path}", viewport=viewport)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_listing_begins_at_the_right_and_its_own_words_at_the_left(open_page):
    page = open_page("/ur/search/?near=Hackney")
    with page.expect_navigation():
        page.locator(".card-name a").first.click()
    assert page.evaluate("getComputedStyle(document.querySelector('.listing-top')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_somebody_goes_on_in_another_language_with_their_search(open_page):
    page = open_page("/search/?near=Hackney&attendance=online")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="اردو").click()
    page.locator("html[lang=ur][dir=rtl]").wait_for()
    assert page.url.endswith("/ur/search/?near=Hackney&attendance=online")
    page.locator("footer").get_by_role("link", name="English").click()
    page.locator("html[lang=en]").wait_for()
    assert page.url.endswith("/search/?near=Hackney&attendance=online")


def test_numbers_on_the_map_and_of_the_visitors_clock_are_urdu(open_page):
    page = open_page("/ur/search/?near=Hackney", viewport=DESKTOP, timezone_id="Asia/Karachi")
    page.locator(".your-time").first.wait_for()
    assert re.search("[۰-۹]{2}:[۰-۹]{2}", page.locator(".your-time").first.text_content())
    page.locator(".map-point").first.wait_for()
    assert not re.search("[0-9]", "".join(page.locator(".map-point").all_text_contents()))
