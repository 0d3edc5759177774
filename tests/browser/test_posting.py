"""Posting and looking after a listing, as people do it: on a phone, by script and without."""

import re

import pytest
from playwright.sync_api import expect

from groups import facilitating
from groups.models import Listing
from tests.browser.conftest import DESKTOP, wait_for_focus
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside

INFORMAL, FORMAL = "Thursday Kitchen Table", "Lantern Street Counselling"


@pytest.fixture
def kept(site_url, db):
    """Takes away afterwards what was posted."""
    yield
    outside(lambda: Listing.objects.filter(name__in=[INFORMAL, FORMAL]).delete())


def fill_what(page, name, kind, organization=""):
    page.get_by_label("Name needed").first.fill(name)
    page.get_by_label("Kind of support").select_option(kind)
    if organization:
        page.get_by_label("Organization", exact=True).fill(organization)


def fill_rest(page):
    page.get_by_label("Town or village").fill("Leeds")
    page.get_by_label("Country").select_option("GB")
    page.get_by_label("Thursday").check()
    page.get_by_label("Starts at").fill("18:30")
    page.get_by_label("Ends at").fill("20:00")
    page.get_by_label("Number or address").fill("020 7946 0018")
    page.get_by_label("Your e-mail address").fill("ana@example.org")


def go_on(page):
    page.get_by_role("button", name="Keep it and go on").last.click()
    page.wait_for_url(re.compile("/manage/"))


@pytest.mark.parametrize("script", [True, False])
def test_informal_meetup_from_the_doors_to_its_preview(open_page, kept, script):
    page = open_page("/post/", java_script_enabled=script)
    page.get_by_role("link", name="An informal meetup").click()
    fill_what(page, INFORMAL, "peer-circle")
    fill_rest(page)
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == INFORMAL
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Preview").click()
    expect(page.locator("main")).to_contain_text("Every Thursday, 18:30 to 20:00", use_inner_text=True)


def test_formal_service_goes_on_section_by_section(open_page, kept):
    page = open_page("/post/formal/", viewport=DESKTOP)
    fill_what(page, FORMAL, "clinic", "Lantern Street Trust")
    fill_rest(page)
    go_on(page)
    page.get_by_role("link", name="What it is", exact=True).click()
    page.get_by_label("In a few sentences").fill("We listen.")
    page.get_by_role("button", name="Save and next").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where", use_inner_text=True)
    page.go_back()
    assert page.get_by_label("In a few sentences").input_value() == "We listen."


def test_wrong_answers_take_the_focus_and_lose_nothing(open_page, kept):
    page = open_page("/post/informal/")
    page.get_by_label("Name needed").first.fill(INFORMAL)
    page.get_by_role("button", name="Keep it and go on").last.click()
    wait_for_focus(page, ".problems")
    assert page.get_by_label("Name needed").first.input_value() == INFORMAL
    page.locator(".problems a").first.click()
    wait_for_focus(page, "[id^=id_]")


@pytest.fixture
def public_link(site_url, db):
    """A public listing of the sample that meets every week, and its secret link."""
    weekly = Listing.objects.searchable().filter(schedules__freq="WEEKLY", upcoming_dates__isnull=False)
    listing = weekly.order_by("pk").first()
    token = outside(lambda: facilitating.new_link(listing, by=None))
    yield listing, f"/manage/{token}/"
    for rows in (listing.manage_links, listing.revisions, listing.reviews):
        outside(rows.all().delete)


def test_one_tap_cancels_the_next_date_and_one_more_brings_it_back(open_page, public_link):
    listing, link = public_link
    page = open_page(link)
    page.get_by_role("button", name="Cancel it").first.click()
    expect(page.get_by_role("status")).to_contain_text("is cancelled. Everybody sees that now.", use_inner_text=True)
    page.goto(listing.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Cancelled", use_inner_text=True)
    page.goto(link)
    page.get_by_role("button", name="It is on after all").first.click()
    expect(page.get_by_role("status")).to_contain_text("takes place as planned", use_inner_text=True)


def test_edit_of_a_published_listing_waits(open_page, public_link):
    _listing, link = public_link
    page = open_page(link, viewport=DESKTOP)
    page.get_by_role("link", name="What it is", exact=True).click()
    page.get_by_label("In a few sentences").fill("Quite another text.")
    page.get_by_role("button", name="Save and back").last.click()
    expect(page.get_by_role("status")).to_contain_text("until somebody has looked at your change", use_inner_text=True)
    page.get_by_role("link", name="What everybody sees").click()
    expect(page.locator("main")).not_to_contain_text("Quite another text.", use_inner_text=True)
    page.goto(link)
    page.get_by_role("button", name="Take my change back").click()
    expect(page.get_by_role("status")).to_contain_text("was taken back", use_inner_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_posting_and_managing_have_no_axe_violation(open_page, public_link, scheme):
    _listing, link = public_link
    page = open_page("/post/", viewport=NARROW, color_scheme=scheme)
    sections = [f"{link}edit/{name}/" for name in ("basics", "place", "times", "words")]
    for path in ["/post/", "/post/informal/", "/post/formal/", link, f"{link}preview/", f"{link}close/", *sections]:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
        expect(page.locator("h1"), path).to_have_count(1)


def held_one(page, held, fits):
    """The held request that `fits`; one that was asked for comes to `held` a moment later."""
    while not (found := [one for one in held if fits(one.request)]):
        page.wait_for_timeout(20)
    return found[0]


def test_what_is_typed_while_a_time_is_added_stays(open_page):
    page = open_page("/post/informal/", viewport=DESKTOP)
    held, once = [], [True]
    page.get_by_label("Starts at").fill("18:30")
    page.route("**/post/dates/", lambda route: held.append(route) if once else route.continue_())
    with page.expect_request(lambda request: "times-add" in (request.post_data or "")):
        page.get_by_role("button", name="Add another time").click()
    page.get_by_label("Starts at").fill("19:15")
    request = held_one(page, held, lambda request: "times-add" in request.post_data)
    once.clear()
    request.continue_()
    page.locator("#times-slots .slot").nth(1).wait_for()
    assert page.get_by_label("Starts at").first.input_value() == "19:15"


def names_thursday(request):
    return "weekdays=TH" in (request.post_data or "")


def test_dates_that_come_late_move_nobody_who_is_further_down(open_page):
    page = open_page("/post/informal/")
    held = []
    page.route("**/post/dates/", lambda route: held.append(route))
    page.get_by_label("Starts at").fill("18:30")
    page.get_by_label("Ends at").fill("20:00")
    with page.expect_request(names_thursday):
        page.get_by_label("Thursday").check()
    page.get_by_label("Number or address").focus()
    top = "() => document.activeElement.getBoundingClientRect().top"
    before = page.evaluate(top)
    held_one(page, held, names_thursday).continue_()
    page.get_by_text("Every Thursday, 18:30 to 20:00").wait_for()
    assert abs(page.evaluate(top) - before) < 2
