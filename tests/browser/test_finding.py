"""Finding support, as people do it: on a phone, without script, by keyboard, with the map."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP


def test_search_from_front_door_finds_cards_on_phone(open_page):
    page = open_page("/")
    page.get_by_label("What is going on?").select_option("grief")
    page.get_by_label("Town or postcode").fill("Hackney")
    page.get_by_role("button", name="Show support").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Support near Hackney"), use_inner_text=True)
    assert page.locator(".card").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_search_without_script_does_the_same(open_page):
    page = open_page("/search/?near=Hackney", java_script_enabled=False)
    found = page.locator("#results-count").inner_text()
    page.locator(".filter-panel > summary").click()
    page.get_by_label("Informal").check()
    page.get_by_role("button", name="Show results").first.click()
    page.wait_for_url(re.compile("formality=informal"))
    assert page.locator("#results-count").inner_text() != found
    expect(page.locator(".card").first).to_be_visible()


def test_changed_filter_shows_results_at_once(open_page):
    page = open_page("/search/?near=Hackney", viewport=DESKTOP)
    before = page.locator("#results-count").inner_text()
    page.locator("#f-formality-informal").check()
    page.wait_for_function("before => document.querySelector('#results-count').innerText !== before", arg=before)
    page.wait_for_url(re.compile("formality=informal"))
    expect(page.locator("#f-formality-informal")).to_be_checked()


def test_town_typed_while_the_browser_asks_is_not_overwritten(open_page):
    page = open_page("/", geolocation={"latitude": 51.54567, "longitude": -0.05432}, permissions=["geolocation"])
    page.evaluate("navigator.geolocation.getCurrentPosition = (found) => { window.found = found; }")
    page.get_by_role("button", name="Use my location").click()
    page.get_by_label("Town or postcode").fill("Leeds")
    page.evaluate("window.found({coords: {latitude: 51.5, longitude: -0.1}})")
    assert page.get_by_label("Town or postcode").input_value() == "Leeds"


def test_place_field_suggests_places_while_typing(open_page):
    page = open_page("/")
    page.get_by_label("Town or postcode").press_sequentially("Lahor")
    page.wait_for_selector("#door-near-places option", state="attached")
    assert page.locator("#door-near-places option").first.get_attribute("value").startswith("Lahore")


def test_position_leaves_the_browser_rounded(open_page):
    page = open_page("/", geolocation={"latitude": 51.54567, "longitude": -0.05432}, permissions=["geolocation"])
    page.get_by_role("button", name="Use my location").click()
    page.wait_for_function("document.querySelector('#door-near').value !== ''")
    assert page.get_by_label("Town or postcode").input_value() == "51.55, -0.05"


def test_search_by_post_leaves_no_address_behind(open_page):
    page = open_page("/search/?near=Hackney", viewport=DESKTOP)
    page.locator("#f-formality-informal").evaluate("box => { box.checked = true }")
    page.get_by_role("button", name="Search and leave no address behind").click()
    page.wait_for_url(re.compile(r"/search/(#|$)"))
    assert page.locator(".card").count() > 0
    assert page.get_by_label("Town or postcode").input_value() == "Hackney"


def test_map_shows_points_and_lists_every_listing_of_one(open_page):
    page = open_page("/search/?near=Hackney&radius=3", viewport=DESKTOP)
    page.wait_for_selector("#map .leaflet-marker-icon")
    page.wait_for_selector("#map canvas", state="attached")
    expect(page.locator("#map")).to_contain_text("Natural Earth", use_inner_text=True)


def test_map_stays_when_a_filter_changes_the_results(open_page):
    page = open_page("/search/?near=Hackney")
    page.get_by_role("button", name="Map").click()
    page.wait_for_selector("#map .leaflet-marker-icon")
    page.locator(".filter-panel > summary").click()
    page.locator("#f-formality-informal").check()
    page.wait_for_selector(".chips")
    page.wait_for_selector("#map .leaflet-marker-icon")
    assert "formality=informal" in page.locator("#map").get_attribute("data-points-url")


def test_empty_result_offers_ways_out_and_crisis_help(open_page):
    page = open_page("/search/?near=Hackney&radius=1&topic=gambling&weekday=SU&time=night&kind=clinic")
    expect(page.get_by_role("heading", name="Talk to someone now")).to_be_visible()
    page.locator(".relaxations a").first.click()
    assert page.locator(".card").count() > 0


def test_card_leads_to_listing_with_dates_print_and_calendar(open_page):
    page = open_page("/search/?near=Hackney&formality=informal&attendance=in_person")
    page.locator(".card-name a").first.click()
    expect(page.get_by_role("heading", name="When")).to_be_visible()
    page.get_by_role("link", name="Print or hand over").click()
    expect(page.locator(".handout-code svg")).to_be_visible()
