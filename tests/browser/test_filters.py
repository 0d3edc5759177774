"""Filters that show their results at once: on a slow line, on a broken one, and with a person who goes on meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

INFORMAL, GRIEF = "#f-formality-informal", "#f-topic-grief"
NOTHING = (
    '<section id="results"><div data-help-first><p id="results-count">0</p></div>'
    '<div class="nothing" data-nothing></div></section>'
)


@pytest.fixture
def search(open_page):
    """A page of results whose later answers wait in `page.held` until they are let go."""

    def open_one(**options):
        page = open_page("/search/?near=Hackney", viewport=DESKTOP, **options)
        page.held = []
        page.route("**/search/?*", lambda route: page.held.append(route))
        return page

    return open_one


def tick(page, box):
    """Tick a box; its request waits."""
    number = len(page.held)
    page.locator(box).check()
    while len(page.held) == number:
        page.wait_for_timeout(20)


def let_go(page):
    """The last answer comes."""
    page.held[-1].continue_()


def test_second_tick_before_the_first_answer_asks_for_both(search):
    page = search()
    tick(page, INFORMAL)
    tick(page, GRIEF)
    let_go(page)
    page.wait_for_url("**topic=grief**")
    page.held[0].continue_()  # the answer to the first comes last, to nobody
    page.wait_for_timeout(300)
    assert "topic=grief" in page.url
    assert "formality=informal" in page.url
    expect(page.locator(INFORMAL)).to_be_checked()
    expect(page.locator(GRIEF)).to_be_checked()
    expect(page.locator(".chips .chip")).to_have_text([re.compile("Informal"), re.compile("Grief")])


def test_map_goes_where_nothing_is_near_and_comes_back(open_page):
    page = open_page("/search/?near=Hackney&formality=informal&topic=grief", viewport=DESKTOP)
    expect(page.locator("#map")).to_have_count(0)
    page.locator(GRIEF).uncheck()
    page.get_by_role("button", name="Map", exact=True).scroll_into_view_if_needed()
    expect(page.locator("#map")).to_be_visible()


def test_late_answer_leaves_the_focus_and_what_is_typed(search):
    page = search()
    tick(page, INFORMAL)
    page.locator("#filter-age").press_sequentially("17")
    let_go(page)
    page.wait_for_url("**formality=informal**")
    expect(page.locator("#filter-age")).to_be_focused()
    assert page.locator("#filter-age").input_value() == "17"
    with page.expect_request("**age=17**"):
        page.locator("#filter-age").blur()


def test_late_answer_leaves_the_focus_in_the_filters(search):
    page = search()
    tick(page, INFORMAL)
    page.keyboard.press("Tab")
    page.locator("[data-facet] > summary").first.focus()
    let_go(page)
    page.wait_for_url("**formality=informal**")
    expect(page.locator(INFORMAL)).to_be_focused()


def test_late_answer_takes_nobody_out_of_another_field(search):
    page = search()
    tick(page, INFORMAL)
    page.get_by_label("Town or postcode").fill("Lee")
    let_go(page)
    page.wait_for_url("**formality=informal**")
    expect(page.get_by_label("Town or postcode")).to_be_focused()
    assert page.get_by_label("Town or postcode").input_value() == "Lee"


def test_answer_takes_nobody_back_who_scrolled_on(search):
    page = search()
    tick(page, INFORMAL)
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    before = page.evaluate("scrollY")
    let_go(page)
    page.wait_for_url("**formality=informal**")
    assert before > 1000
    assert page.evaluate("scrollY") > before / 2


def test_refused_search_shows_the_page_that_says_so(search):
    page = search(may_fail=True)
    tick(page, INFORMAL)
    page.evaluate("window.isSamePage = true")
    page.held[-1].fulfill(status=503, body="busy")
    while len(page.held) == 1:
        page.wait_for_timeout(20)
    page.held[-1].fulfill(status=503, body="<h1>Very many people</h1>", content_type="text/html")
    expect(page.get_by_role("heading", name="Very many people")).to_be_visible()
    assert "formality=informal" in page.url
    assert not page.evaluate("window.isSamePage")


def test_broken_line_is_told_and_changes_nothing(search):
    page = search(may_fail=True)
    before, cards = page.url, page.locator(".card").count()
    tick(page, INFORMAL)
    page.held[-1].abort()
    expect(page.get_by_text("These are still the results from before")).to_be_visible()
    assert (page.url, page.locator(".card").count()) == (before, cards)


def test_help_comes_first_while_nothing_is_found(search):
    page = search()
    tick(page, INFORMAL)
    page.held[-1].fulfill(
        body=f'<input id="f-formality-informal" form="search-form">{NOTHING}', content_type="text/html"
    )
    expect(page.locator(".search-title + .crisis")).to_be_visible()
    expect(page.locator("#barriers")).to_be_hidden()
    page.locator(INFORMAL).dispatch_event("change")
    while len(page.held) == 1:
        page.wait_for_timeout(20)
    let_go(page)
    expect(page.locator("#search-body + .crisis")).to_be_visible()
    expect(page.locator("#barriers")).to_be_visible()


def test_search_that_comes_to_nothing_takes_no_word_from_who_types(search):
    page = search()
    tick(page, INFORMAL)
    page.get_by_label("Town or postcode").fill("Lee")
    page.held[-1].fulfill(body=NOTHING, content_type="text/html")
    page.wait_for_url("**formality=informal**")
    assert page.get_by_label("Town or postcode").input_value() == "Lee"


def test_search_leaves_nothing_in_the_browsers_storage(search):
    page = search()
    tick(page, INFORMAL)
    let_go(page)
    page.wait_for_url("**formality=informal**")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
