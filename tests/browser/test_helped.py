"""Saying what helped and checking in, as people do it: on a phone, with and without script."""

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from groups import answering, sessions
from groups.demo.people import person
from groups.models import Answer, Listing
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside
from tests.browser.test_saved import member_cookie  # noqa: F401 - a fixture


@pytest.fixture
def code(site_url, db):
    """A code for a sample session of this week."""

    def make():
        now = timezone.now()
        for listing in Listing.objects.searchable().filter(owner=person("facilitator")).order_by("pk"):
            for date in sessions.dates_of([listing], now - answering.AROUND, now)[listing.pk]:
                if date.takes_place:
                    with transaction.atomic():
                        return answering.make_codes(date, 1)[0]
        raise AssertionError("the sample has no session of this week")

    return outside(make)


def answers():
    return outside(Answer.objects.count)


def check(page, name, value):
    page.locator(f"input[name={name}][value='{value}']").check(force=True)


@pytest.mark.parametrize("has_script", [True, False])
def test_code_from_paper_gives_one_answer_without_a_name(open_page, code, has_script):
    before = answers()
    page = open_page("/helped/", java_script_enabled=has_script)
    page.get_by_label("Your code").fill(answering.printed(code))
    page.get_by_role("button", name="Go on").click()
    check(page, "emotional", 8)
    page.get_by_label("It gave me hope").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("only if you agree").first).to_be_visible()
    expect(page.locator("input[name=emotional][value='8']")).to_be_checked()
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("kept without your name")).to_be_visible()
    assert answers() == before + 1


def test_numbers_are_chosen_by_keyboard_alone(open_page, code):
    page = open_page(f"/helped/{code}/")
    page.locator("input[name=companionship][value='']").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("input[name=companionship][value='10']")).to_be_checked()
    outline = "getComputedStyle(document.activeElement.parentElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


@pytest.mark.parametrize("has_script", [True, False])
def test_first_check_in_is_taken_and_shown_as_a_picture(open_page, member_cookie, has_script):  # noqa: F811
    page = open_page("/", java_script_enabled=has_script)
    page.context.add_cookies([member_cookie])
    page.goto("/mine/check-ins/new/")
    for number in range(3):
        check(page, f"support_{number}", 3)
        check(page, f"wellbeing_{number}", 1)
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.locator("circle")).to_have_count(2)
    assert page.locator("main .crisis").bounding_box()["y"] < page.locator("main svg").first.bounding_box()["y"]
    page.get_by_role("link", name="Take that back").click()
    page.get_by_label("Yes, erase all my check-ins").check()
    page.get_by_role("button", name="Erase my check-ins").click()
    expect(page.locator("circle")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["phone", "desktop"])
def test_pages_of_what_helped_have_no_barrier(open_page, code, member_cookie, scheme, size):  # noqa: F811
    page = open_page("/helped/", viewport=size, color_scheme=scheme)
    assert violations(page) == []
    page.goto(f"/helped/{code}/")
    assert violations(page) == []
    page.context.add_cookies([member_cookie])
    for path in ("/mine/answers/", "/mine/check-ins/", "/mine/check-ins/new/"):
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
