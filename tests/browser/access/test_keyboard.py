"""Eight things that people come for, done with the keyboard alone, with no more presses than stated.

What is typed into a field does not count. Every stop on the way is seen and not covered.
"""

import re

import pytest
from playwright.sync_api import expect

from groups.models import Listing, Report
from tests.accounts.people import code_in
from tests.browser.access.keyboard import Hands
from tests.browser.conftest import DESKTOP, PHONE, wait_for_focus


@pytest.fixture
def hands(inside):
    """`hands(path, most, role)` opens a page for somebody who may press `most` keys."""
    opened = []

    def open_one(path, most, role="anonymous", viewport=PHONE):
        page, _ = inside(role, viewport=viewport)
        page.goto(path)
        opened.append((Hands(page), most))
        return opened[-1][0]

    yield open_one
    for one, most in opened:
        assert one.faults == []
        assert one.presses <= most, f"{one.presses} presses"


def heading(hands, words):
    expect(hands.page.get_by_role("heading", level=1)).to_contain_text(words)


def test_group_is_found_by_place_and_filter(hands, stage):
    person = hands("/", 80, viewport=DESKTOP)
    person.fill("What is going on?", "Grief")
    person.fill("Town or postcode", "Hackney")
    person.press("Enter")
    heading(person, "Support near Hackney")
    person.page.wait_for_url("**/search/**#results")  # the focus goes on from the results; the filters are before them
    person.reach("Informal support", key="Shift+Tab")
    person.press("Space")
    person.page.wait_for_url("**formality=informal**")
    person.page.goto(person.page.url)
    person.use("Skip to results", within=4)
    person.use(stage.a.listing.name, within=30)
    heading(person, stage.a.listing.name)


def test_listing_is_saved_on_the_device(hands, stage):
    person = hands(stage.a.listing.get_absolute_url(), 30)
    person.use("Skip to content", within=1)
    person.use("Save on this device")
    expect(person.page.get_by_role("button", name="Saved. Take it away")).to_be_visible()
    assert person.stop()["words"].startswith("Saved")


def test_session_is_told_that_somebody_comes(hands, stage):
    person = hands(f"/sessions/{stage.a.ids['slot']}-20260317/", 30, "member")
    person.use("Skip to content", within=1)
    person.use("Tell them I come")
    expect(person.page.locator("main")).to_contain_text("You come.")


def test_listing_is_posted_on_one_screen(hands):
    person = hands("/post/informal/", 60)
    person.use("Skip to content", within=1)
    person.fill("Name", "Thursday Kitchen Table")
    person.fill("Kind of support", "Peer circle")
    person.fill("Town or village", "Hackney, London")
    person.use("Thursday", "Space")
    person.fill("Starts at", "0630PM")
    person.fill("Ends at", "0800PM")
    person.fill("Number or address", "020 7946 0018")
    person.fill("Your e-mail address", "ana@example.org")
    person.use("Keep it and go on")
    person.page.wait_for_url("**/manage/**")
    assert Listing.objects.filter(name="Thursday Kitchen Table").exists()


def test_empty_form_takes_the_focus_to_what_is_missing(hands):
    person = hands("/post/informal/", 60)
    person.use("Keep it and go on")
    wait_for_focus(person.page, ".problems")
    person.press("Tab")
    person.press("Enter")
    wait_for_focus(person.page, "[id^=id_]")


def test_member_signs_in_by_code(hands, mailoutbox):
    person = hands("/accounts/login/", 30)
    person.use("Skip to content", within=1)
    person.fill("E-mail address", "member@example.org")
    person.press("Enter")
    person.page.get_by_label("Code", exact=True).wait_for()
    code = code_in(mailoutbox[0])
    if not person.page.evaluate("document.activeElement.matches('[name=code]')"):
        person.reach("Code")
    person.page.keyboard.type(code)
    person.press("Enter")
    person.page.wait_for_url("**/accounts/")


def test_something_wrong_is_reported(hands, stage):
    person = hands(f"{stage.a.listing.get_absolute_url()}report/", 30)
    person.use("Skip to content", within=1)
    person.reach("The time or place is wrong")
    person.press("ArrowDown")
    person.fill("In your words", "Nobody was there.")
    person.use("Send")
    heading(person, "Thank you")
    assert Report.objects.filter(listing=stage.a.listing, text="Nobody was there.").exists()


def test_entry_is_put_into_the_circle(hands):
    person = hands("/circle/", 40)
    person.use("Skip to content", within=1)
    person.fill("Who?", "my sister")
    person.use("Someone to listen", "Space")
    person.use("Put into my circle")
    expect(person.page.locator(".circle-who").first).to_contain_text("my sister")


def test_waiting_entry_is_approved(hands, stage):
    person = hands("/moderation/", 60, "moderator", DESKTOP)
    person.use("Skip to content", within=1)
    person.press("j")
    person.press("Enter")
    person.page.wait_for_url(re.compile(rf"/moderation/{stage.a.listing.public_id}/"))
    person.use("Skip to content", within=1)
    person.use("Approve")
    expect(person.page.locator(".said")).to_contain_text("approved")
