"""What goes well together, as people say and see it: in a real browser, without script and with it."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Mail, User
from groups import facilitating, pairing
from groups.models import Listing, ManageLink, Pairing
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, violations
from tests.browser.test_accounts import outside


@pytest.fixture
def two(site_url, db):
    """A meetup of the sample and the service suggested first for it, which somebody looks after for this test."""
    own, other = outside(choose)
    yield own, other
    outside(lambda: let_go(own, other))


def choose():
    linked = Pairing.objects.values_list("first", "second")
    busy = {pk for pair in linked for pk in pair}
    meetups = Listing.objects.searchable().filter(formality="informal", owner=None).exclude(pk__in=busy)
    for own in meetups.select_related("kind", "place").order_by("pk"):
        if matches := [match for match in pairing.suggestions(own) if match.other.pk not in busy]:
            other = Listing.objects.get(pk=matches[0].other.pk)
            ben = User.objects.create_user("ben-paired@example.org", nickname="Ben")
            Listing.objects.filter(pk=other.pk).update(owner=ben)
            return own, other
    raise AssertionError("nothing goes well with anything")


def let_go(own, other):
    Listing.objects.filter(pk=other.pk).update(owner=None)
    Pairing.objects.between(own, other).delete()
    ManageLink.objects.filter(listing=own).delete()
    for listing in (own, other):
        listing.reviews.all().delete()
    Mail.objects.filter(recipient__endswith="-paired@example.org").delete()
    User.objects.filter(email__endswith="-paired@example.org").delete()


def secret_page(listing):
    return f"/manage/{outside(lambda: facilitating.new_link(listing, by=None))}/pairs/"


def link_in_the_mail():
    mail = outside(lambda: Mail.objects.filter(recipient="ben-paired@example.org").latest("pk"))
    return re.search(r"https?://[^/]+(/pairs/\S+)", mail.text).group(1)


def propose(open_page, own, other, **context):
    """The page on which `own` has just said that `other` goes well with it; the site writes the mail."""
    page = open_page(secret_page(own), **context)
    page.get_by_role("button", name=f"This goes well with ours {other.name}").click()
    page.get_by_text("Both pages show it now, as your word.").wait_for()
    return page


def test_two_are_linked_by_one_side_and_agreed_to_by_mail_without_script(open_page, two):
    own, other = two
    page = propose(open_page, own, other, java_script_enabled=False, viewport=NARROW)
    page.goto(other.get_absolute_url())
    expect(page.get_by_text(f"“{own.name}” says so")).to_be_visible()
    page.goto(link_in_the_mail())
    page.get_by_role("button", name="Yes, we go well together").click()
    page.get_by_text("Both pages show that you agree.").wait_for()
    for one, partner in ((own, other), (other, own)):
        page.goto(one.get_absolute_url())
        pairs = page.get_by_role("region", name="Pairs well with")
        expect(pairs.get_by_role("link", name=partner.name)).to_be_visible()
        expect(pairs.get_by_text("Both say so")).to_be_visible()


def test_no_takes_it_away_by_keyboard(open_page, two):
    own, other = two
    page = propose(open_page, own, other)
    page.goto(link_in_the_mail())
    page.get_by_role("button", name="No, please take it away").press("Enter")
    page.get_by_text("Neither page shows it").wait_for()
    page.goto(own.get_absolute_url())
    expect(page.get_by_role("region", name="Pairs well with")).to_have_count(0)


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (DESKTOP, "dark")], ids=["narrow", "desktop"])
def test_pages_have_no_violation_and_no_sideways_scroll(open_page, two, viewport, scheme):
    own, other = two
    propose(open_page, own, other)
    for path in (own.get_absolute_url(), f"{secret_page(own)}?name=a", link_in_the_mail()):
        page = open_page(path, viewport=viewport, color_scheme=scheme)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
