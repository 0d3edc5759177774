"""Choosing from a search, comparing, and a short list to hand over, as people do it on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Listing
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside

SEARCH = "/search/?near=Hackney"
BOX = ".card-choose input"
KEPT = "sessionStorage.getItem('chosen')"


@pytest.fixture
def listings(site_url, db):
    """Three public listings of the sample at open places, with dates to come."""
    found = Listing.objects.searchable().filter(place__precision="exact", upcoming_dates__ends_at__gt=timezone.now())
    return outside(lambda: list(found.distinct().order_by("pk")[:3]))


def address(path, listings):
    return f"{path}?" + "&".join(f"listing={one.public_id}" for one in listings)


def choose(page, *positions):
    for position in positions:
        page.locator(BOX).nth(position).check()


def test_two_are_chosen_in_the_results_and_compared(open_page):
    page = open_page(SEARCH)
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    choose(page, 0, 2)
    expect(page.locator("#chosen").get_by_text("2 chosen")).to_be_visible()
    assert sent == []
    assert page.locator("#chosen").bounding_box()["y"] < PHONE["height"]  # the bar stays in view
    names = [page.locator(".card-name").nth(position).inner_text() for position in (0, 2)]
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("thead th > a:first-child")).to_have_text(names, use_inner_text=True)
    expect(page.get_by_text("How far", exact=True)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.context.cookies() == []


def test_choice_lasts_over_pages_and_filters_and_is_cleared(open_page):
    page = open_page(SEARCH, viewport=DESKTOP)
    choose(page, 0)
    page.goto(f"{SEARCH}&page=2")
    choose(page, 1)
    expect(page.locator("#chosen").get_by_text("2 chosen")).to_be_visible()
    with page.expect_response(lambda answer: "formality=" in answer.url):
        page.locator("#f-formality-informal").check()
    page.locator("#chosen.is-full").wait_for()
    page.get_by_role("button", name="Clear").click()
    assert page.evaluate(KEPT) is None
    expect(page.locator(f"{BOX}:checked")).to_have_count(0)


def test_what_was_chosen_first_is_not_pushed_out(open_page):
    page = open_page(SEARCH, viewport=DESKTOP)
    choose(page, *range(12))
    page.locator(BOX).nth(12).click()
    expect(page.locator("#chosen").get_by_text("there is room for no more")).to_be_visible()
    expect(page.locator(f"{BOX}:checked")).to_have_count(12)
    expect(page.locator(BOX).first).to_be_checked()


def test_listing_page_puts_it_beside_what_was_chosen(open_page, listings):
    page = open_page(listings[0].get_absolute_url())
    page.get_by_role("link", name="Compare with others").click()
    expect(page.get_by_text("You have chosen one so far:")).to_be_visible()
    page.goto(listings[1].get_absolute_url())
    page.get_by_role("link", name="Compare with others").click()
    expect(page.locator("table.compare").get_by_role("link", name=listings[0].name)).to_have_count(1)


def test_leaving_takes_the_choice_along(open_page, site_url):
    page = open_page(SEARCH, may_fail=True)
    choose(page, 0)
    page.route("**/exit/", lambda route: route.fulfill(body="", content_type="text/html"))
    page.locator("#quick-exit").click()
    page.wait_for_url("**/exit/")
    assert page.evaluate(KEPT) is None


def test_saved_listings_can_be_compared(open_page, listings):
    page = open_page(listings[0].get_absolute_url())
    for listing in listings[:2]:
        page.goto(listing.get_absolute_url())
        page.get_by_role("button", name="Save on this device").click()
    page.goto("/saved/")
    choose(page, 0, 1)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("thead th")).to_have_count(2)


def test_short_list_with_order_and_notes_without_script(open_page):
    page = open_page(f"{SEARCH}&for=work", java_script_enabled=False)
    choose(page, 0, 1)
    names = [page.locator(".card-name").nth(position).inner_text() for position in (0, 1)]
    with page.expect_navigation():
        page.get_by_role("button", name="Short list").click()
    assert "near=" not in page.url
    page.get_by_role("button", name="Put in order, add notes").click()
    page.get_by_label(f"Your note on {names[1]}").fill("Ask for Ana.")
    page.get_by_role("button", name=f"Up {names[1]}").click()
    expect(page.locator(".short-rows h2")).to_have_text(names[::-1], use_inner_text=True)
    page.get_by_label("A few words to the person").fill("Take your time.")
    page.get_by_role("button", name="Show the sheet").click()
    first = page.locator(".short-entries > li").first
    expect(first.get_by_text("Ask for Ana.")).to_be_visible()
    expect(first.get_by_text("How long is the wait?")).to_be_visible()
    assert page.url.endswith("/short-list/")
    assert page.context.cookies() == []


def test_sheet_prints_what_matters_and_no_button(open_page, listings):
    page = open_page(address("/short-list/", listings))
    page.emulate_media(media="print")
    expect(page.locator(".short-entries .locator").first).to_be_visible()
    expect(page.locator("button:visible, .acts:visible")).to_have_count(0)
    expect(page.locator(".short-address")).to_be_visible()
    size = page.locator(".short-entries > li").first.evaluate("item => parseFloat(getComputedStyle(item).fontSize)")
    assert size >= 18  # 14 pt


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
@pytest.mark.parametrize("path", ["compare", "one", "sheet", "edit", "for someone", "/together/going-along/"])
def test_pages_have_no_violation_and_no_sideways_scroll(open_page, listings, path, viewport, scheme):
    paths = {
        "compare": f"{address('/compare/', listings)}&near=Hackney",
        "one": address("/compare/", listings[:1]),
        "sheet": address("/short-list/", listings),
        "edit": address("/short-list/", listings),
        "for someone": f"{SEARCH}&for=someone",
    }
    page = open_page(paths.get(path, path), viewport=viewport, color_scheme=scheme)
    if path == "edit":
        page.get_by_role("button", name="Put in order, add notes").click()
    if path == "for someone":
        choose(page, 0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    expect(page.locator("h1")).to_have_count(1)
