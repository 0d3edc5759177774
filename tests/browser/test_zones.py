"""Whoever lives by another clock than the place reads both times; without that, or without script, nothing lacks."""

import re

from playwright.sync_api import expect

from groups.models import Listing

WEEKDAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


def page_of_london():
    """The address of a listing of the sample directory with dates in London."""
    of_london = Listing.objects.published().filter(schedules__timezone="Europe/London", schedules__freq="WEEKLY")
    return of_london.filter(upcoming_dates__isnull=False).order_by("pk")[0].get_absolute_url()


def own_times(page):
    page.wait_for_load_state("load")
    return page.locator(".your-time").all_inner_texts()


def test_time_of_the_visitor_stands_beside_that_of_the_place(open_page):
    page = open_page(page_of_london(), timezone_id="Asia/Kathmandu")
    assert len(own_times(page)) == page.locator("time[data-yours]").count() > 0
    assert "your time" in own_times(page)[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_weekday_is_named_where_today_there_is_tomorrow_here(open_page):
    page = open_page(page_of_london(), timezone_id="America/Los_Angeles")
    day = page.locator("time[data-yours]").first.get_attribute("datetime")[:10]
    for hour, is_named in (("02", True), ("12", False)):  # there it is that day at both, here at noon alone
        page.clock.set_fixed_time(f"{day}T{hour}:00:00Z")
        page.reload()
        assert (WEEKDAY.search(own_times(page)[0]) is not None) == is_named


def test_same_clock_is_told_once(open_page):
    assert own_times(open_page(page_of_london(), timezone_id="Europe/London")) == []
    assert own_times(open_page(page_of_london(), timezone_id="Europe/Lisbon")) == []


def test_without_script_the_zone_of_the_place_is_said(open_page):
    page = open_page(page_of_london(), timezone_id="Asia/Kathmandu", java_script_enabled=False)
    expect(page.locator(".listing-when")).to_contain_text("London time", use_inner_text=True)
    assert own_times(page) == []
