"""The map beside the results: it moves nothing when it comes, and stays as somebody left it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE


def top_of_the_first_card(page):
    return page.locator("article.card").first.bounding_box()["y"]


def test_map_that_comes_late_moves_no_card(open_page):
    page, held = open_page("/", viewport=DESKTOP), []
    page.route("**/map-loader*.js", lambda route: held.append(route))
    page.goto(page.url + "search/?near=Hackney", wait_until="commit")
    page.locator("article.card").first.wait_for()
    while not held:
        page.wait_for_timeout(20)
    before = top_of_the_first_card(page)
    held[0].continue_()
    page.locator("#map.leaflet-container").wait_for()
    assert top_of_the_first_card(page) == pytest.approx(before, abs=2)


def test_map_that_was_closed_stays_closed_and_takes_no_room(open_page):
    page = open_page("/search/?near=Hackney", viewport=DESKTOP)
    page.locator("#map.leaflet-container").wait_for()
    with_map = top_of_the_first_card(page)
    page.get_by_role("button", name="Map", exact=True).click()
    assert top_of_the_first_card(page) < with_map - 100
    page.locator("#f-formality-informal").check()
    page.wait_for_url("**formality=informal**")
    expect(page.get_by_role("button", name="Map", exact=True)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#map")).to_be_hidden()


def test_phone_keeps_no_room_for_a_map(open_page):
    page = open_page("/search/?near=Hackney", viewport=PHONE)
    box = page.locator(".map-box").bounding_box()
    assert box["height"] < 100
