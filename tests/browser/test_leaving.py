"""The quick exit: by link, by click, by three presses of Shift; and what the way back shows."""

import pytest
from playwright.sync_api import expect

from groups.models import Listing
from tests.browser.conftest import DESKTOP
from tests.browser.test_accounts import outside


@pytest.fixture
def caught(open_page):
    """A page whose way out is caught before it reaches the network, and the list of where it wanted to go."""
    wanted = []

    def open_caught(path, **options):
        page = open_page(path, **options)
        page.route("**/exit/", lambda route: (wanted.append(route.request.url), route.fulfill(body="away")))
        return page

    open_caught.wanted = wanted
    return open_caught


def test_exit_link_leaves_without_script(caught):
    page = caught("/", java_script_enabled=False)
    page.locator("#quick-exit").click()
    assert caught.wanted


@pytest.mark.parametrize("missing", ["Element.prototype.append", "window.sessionStorage", "document.createElement"])
def test_exit_leaves_a_browser_that_lacks_something(caught, missing):
    page = caught("/")
    page.evaluate(
        f"Object.defineProperty({missing.rpartition('.')[0]}, {missing.rpartition('.')[2]!r}, {{value: null}})"
    )
    page.locator("#quick-exit").click()
    page.wait_for_url("**/exit/")
    assert caught.wanted


def test_exit_click_replaces_the_page_so_that_back_does_not_return(caught):
    page = caught("/help-now/")
    page.goto("/search/")
    page.locator("#quick-exit").click()
    page.wait_for_function("document.body.innerText === 'away'")
    page.go_back()
    assert page.url.endswith("/help-now/")


@pytest.fixture
def report_path(site_url, db):
    """The path of a form where somebody writes of themselves."""
    return outside(lambda: Listing.objects.searchable().order_by("pk").first()).get_absolute_url() + "report/"


def fill_in(page):
    page.locator("[name=fault]").first.check()
    page.locator("[name=text]").fill("I cannot go there any more")
    page.locator("[name=email]").fill("robin@example.org")


def leave_and_come_back(page):
    """From a later page: leave, and press Back, which leads to the form."""
    page.goto("/help-now/")
    page.locator("#quick-exit").click()
    page.wait_for_function("document.body.innerText === 'away'")
    page.go_back(wait_until="load")
    page.wait_for_timeout(300)


def test_exit_and_back_show_an_empty_form(caught, report_path):
    page = caught(report_path)
    fill_in(page)
    leave_and_come_back(page)
    assert page.url.endswith(report_path)
    assert [page.locator(f"[name={name}]").input_value() for name in ("text", "email")] == ["", ""]
    expect(page.locator("[name=fault]:checked")).to_have_count(0)


def test_back_shows_no_words_where_there_is_no_script(caught, report_path):
    page = caught(report_path, java_script_enabled=False)
    fill_in(page)
    page.goto("/help-now/")
    page.go_back()
    assert page.url.endswith(report_path)
    assert page.locator("[name=text]").input_value() == ""
    expect(page.locator("[name=fault]:checked")).to_have_count(0)


def test_exit_by_three_presses_of_shift(caught):
    page = caught("/", viewport=DESKTOP)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_function("document.body.innerText === 'away'")
    assert caught.wanted


def test_exit_not_by_two_presses_and_a_late_third(caught):
    page = caught("/", viewport=DESKTOP)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(5200)
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert not caught.wanted


def test_exit_not_by_shift_with_a_letter(caught):
    page = caught("/", viewport=DESKTOP)
    for _ in range(3):
        page.keyboard.press("Shift+A")
    page.wait_for_timeout(300)
    assert not caught.wanted


def test_exit_is_two_presses_of_tab_away_and_large_enough(caught):
    page = caught("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/exit/"
    box = page.locator("#quick-exit").bounding_box()
    assert min(box["width"], box["height"]) >= 24
