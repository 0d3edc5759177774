"""Giving back, as people do it on a phone: offering hands, telling of a first visit, suggesting a topic."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Mail
from groups.models import HelpersWanted, Listing, Story, Wish
from tests.browser.test_access import violations
from tests.browser.test_accounts import outside

PAGES = ["/giving-back/?near=London", "/giving-back/facilitate/", "/giving-back/start/?topic=grief&near=Leeds"]
PAGES += ["/giving-back/topic/", "/you-said/", "/learn/?near=London"]
SENDER = "robin-giving@example.org"
TEXT = "I was early and nervous. Somebody showed me a chair."


@pytest.fixture
def circle(site_url, db):
    """A public listing of the sample; what is said of it in a test is gone afterwards."""
    yield outside(lambda: Listing.objects.searchable().filter(stories=None, minimum_age=None).order_by("pk").first())
    outside(clear)


def clear():
    Story.objects.filter(text=TEXT).delete()
    Wish.objects.filter(email=SENDER).delete()
    Mail.objects.filter(recipient=SENDER).delete()


def link():
    """The path of the newest mail's own link."""
    mail = outside(lambda: Mail.objects.filter(recipient=SENDER).latest("pk"))
    return re.search(r"https?://[^/]+(/(?:stories|wishes)/\S+)", mail.text).group(1)


def test_first_visit_is_told_and_erased_without_script(open_page, circle):
    page = open_page(circle.get_absolute_url(), java_script_enabled=False)
    page.get_by_role("link", name="Tell others how your first visit was").click()
    page.get_by_label("How was your first visit?").fill(TEXT)
    page.get_by_label("Your e-mail address").fill(SENDER)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".problems")).to_contain_text("only if you agree", use_inner_text=True)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail", use_inner_text=True)
    page.goto(link())
    page.get_by_role("button", name="Yes, send it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A person reads it next", use_inner_text=True)
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased", use_inner_text=True)
    assert not outside(lambda: Story.objects.filter(text=TEXT).exists())


def test_somebody_finds_who_needs_hands_and_says_so(open_page, circle):
    page = open_page("/giving-back/")
    page.get_by_label("Town or postcode").fill("London")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Helpers wanted near London")).to_be_visible()
    page.locator(".giving-list a").first.click()
    expect(page.locator("#wanted-title")).to_be_visible()
    assert outside(lambda: HelpersWanted.objects.filter(is_public=True).exists())


def test_topic_is_suggested_by_keyboard_alone(open_page, circle):
    page = open_page("/giving-back/topic/")
    page.get_by_label("Which topic is missing?").fill("Moving abroad")
    page.get_by_label("Your e-mail address, if you want to hear what became of it").fill(SENDER)
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you", use_inner_text=True)
    page.goto(link())
    page.get_by_role("button", name="Yes, write to me").press("Enter")
    expect(page.locator("main")).to_contain_text("one mail", use_inner_text=True)


def test_empty_search_leads_to_starting_something(open_page):
    page = open_page("/search/?q=nothing-like-it-anywhere&near=Leeds", java_script_enabled=False)
    page.get_by_role("link", name="Nothing here? How to start something small").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Leeds")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible_on_a_phone(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
