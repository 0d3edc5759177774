"""The evening of a session as its facilitator has it in the hand: on a phone, by script and without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups import booking, facilitating, mine
from groups.choices import BookingState, BookingWay
from groups.models import Booking, BookingRules, Listing, Session
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside


@pytest.fixture
def looked_after(site_url, db):
    """Secret link of a listing of the sample that meets every week; somebody asks to come to its next date, which has
    not begun, whenever the test runs."""
    now = timezone.now()
    weekly = Listing.objects.searchable().filter(schedules__freq="WEEKLY").with_next(now)
    weekly = weekly.filter(next_at__gt=now + timedelta(hours=1))
    listing = weekly.exclude(schedules__sessions__isnull=False).order_by("-pk").first()
    token = outside(lambda: set_up(listing))
    yield f"/manage/{token}/"
    for rows in (
        Session.objects.filter(schedule__listing=listing),
        BookingRules.objects.filter(listing=listing),
        listing.manage_links,
        listing.reviews,
    ):
        outside(rows.all().delete)


def set_up(listing):
    rules = {"capacity": 8, "accept_hours": 24, "asks_first": True}
    booking.set_rules(listing, way=BookingWay.PLACES, by=None, **rules)
    date = mine.next_dates(listing, timezone.now())[0]
    kept = booking.book(date, nickname="Robin", email="robin@example.org", is_first_time=True)
    booking.confirm(kept)
    return facilitating.new_link(listing, by=None)


def said(page):
    return page.get_by_role("status").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_facilitator_accepts_writes_and_names_who_stands_in(open_page, looked_after, script):
    page = open_page(looked_after, java_script_enabled=script)
    page.get_by_role("link", name="Who comes, and everything for this date").first.click()
    expect(page.locator("main")).to_contain_text("1 asks you", use_inner_text=True)
    page.get_by_role("button", name="Accept Robin").click()
    assert "They have a place now" in said(page)
    expect(page.locator("main")).to_contain_text("1 of 8 places taken", use_inner_text=True)
    page.get_by_text("Write to everybody who comes").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_contain_text("Please fill this in.", use_inner_text=True)
    page.get_by_label("What do you want to tell them?").fill("Please bring a cup.")
    page.get_by_role("button", name="Send it").click()
    assert "on their way to everybody who comes" in said(page)
    page.get_by_text("Somebody stands in").click()
    page.get_by_label("Who leads this time?").fill("Sam")
    page.get_by_role("button", name="Tell everybody").click()
    assert "Sam stands in" in said(page)
    page.get_by_role("button", name="Undo").click()
    assert "takes place as planned" in said(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("script", [True, False])
def test_facilitator_cancels_with_a_word_and_takes_it_back(open_page, looked_after, script):
    page = open_page(looked_after, java_script_enabled=script)
    page.get_by_role("link", name="Who comes, and everything for this date").first.click()
    page.get_by_text("Cancel this date").click()
    page.get_by_label("Why, and what to do instead").fill("Sam is ill.")
    page.get_by_role("button", name="Cancel it").click()
    assert "is cancelled. Everybody sees that now." in said(page)
    page.get_by_role("button", name="It is on after all").click()
    assert "takes place as planned" in said(page)
    assert outside(lambda: Booking.objects.get(nickname="Robin").state) == BookingState.ASKED


@pytest.mark.parametrize("script", [True, False])
def test_facilitator_says_how_people_come(open_page, looked_after, script):
    page = open_page(looked_after, java_script_enabled=script)
    page.get_by_role("link", name="How people come").click()
    page.get_by_label("Just turn up").check()
    expect(page.get_by_label("How many places?")).to_be_hidden()
    page.get_by_label("Book a place for one date").check()
    page.get_by_label("How many places?").fill("12")
    page.get_by_role("button", name="Save").click()
    assert "From now on people come like this." in said(page)
    assert page.get_by_label("How many places?").input_value() == "12"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_evening_have_no_axe_violation(open_page, looked_after, scheme):
    page = open_page(looked_after, viewport=NARROW, color_scheme=scheme)
    for path in (looked_after, f"{looked_after}evening/", f"{looked_after}coming/"):
        page.goto(path)
        for folded in page.locator("main summary").all():
            folded.click()
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
        expect(page.locator("h1"), path).to_have_count(1)
