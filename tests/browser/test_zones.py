"""Whoever lives by another clock than the place reads both times; without that, or without script, nothing lacks."""

from groups.models import Listing


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


def test_same_clock_is_told_once(open_page):
    assert own_times(open_page(page_of_london(), timezone_id="Europe/London")) == []
    assert own_times(open_page(page_of_london(), timezone_id="Europe/Lisbon")) == []


def test_without_script_the_zone_of_the_place_is_said(open_page):
    page = open_page(page_of_london(), timezone_id="Asia/Kathmandu", java_script_enabled=False)
    assert "London time" in page.locator(".listing-when").inner_text()
    assert own_times(page) == []
