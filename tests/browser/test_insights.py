"""What helps, as people read it: on a phone, with and without script, in the dark, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, violations

CHARTS = ("Graph 1: support and well-being", "Chart 1: kinds of community support", "Table 1: change of well-being")


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_figures_are_there_on_a_phone(open_page, javascript):
    page = open_page("/insights/", java_script_enabled=javascript)
    for name in CHARTS:
        expect(page.get_by_role("img", name=name)).to_be_visible()
    expect(page.get_by_text("SAMPLE: these figures are made up.")).to_be_visible()
    page.get_by_text("Chart 1 as a table").click()
    expect(page.get_by_role("table", name="Perceived helpfulness, 0 to 10")).to_be_visible()
    expect(page.get_by_role("rowheader", name="someone to listen").first).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_page_has_no_barrier(open_page, viewport, dark):
    page = open_page("/insights/", viewport=viewport, color_scheme="dark" if dark else "light")
    for one in page.locator("details > summary").all():
        one.click()
    assert violations(page) == []
    assert not is_wider_than_the_window(page)


def test_figures_can_be_taken_away_by_keyboard(open_page):
    page = open_page("/insights/")
    page.get_by_role("link", name="Table 1 as CSV").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("table-1-")


def test_earlier_month_is_one_step_away(open_page):
    page = open_page("/insights/")
    months = page.get_by_role("navigation", name="More").get_by_role("link")
    months.nth(1).click()
    expect(page.get_by_role("heading", level=1, name="What helps")).to_be_visible()
    assert months.nth(1).get_attribute("aria-current") == "page"
