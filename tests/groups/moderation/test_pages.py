"""The pages of a listing in review: who may open them, and what they show."""

import pytest

from groups import content, reporting
from groups.choices import Fault, Status
from groups.models import Listing, PhoneCheck
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.reviewing import (
    LONDON_DUTY,
    fresh,
    make_facilitator,
    make_moderator,
    moderating,
    post,
    propose,
    text,
    waiting,
)


def page_of(client, listing, query=""):
    return text(client.get(f"/moderation/{listing.public_id}/{query}"))


# Who may


def test_pages_do_not_exist_for_members_and_ask_moderators_for_the_second_factor(client, pending, mo):
    address = f"/moderation/{pending.public_id}/"
    assert client.get(address).status_code == 302
    assert sign_in(client, make_facilitator("eve@example.org"), second_factor=True).get(address).status_code == 404
    assert "second-factor" in sign_in(client, mo).get(address).url
    assert sign_in(client, mo, second_factor=True).get(address).status_code == 200


@pytest.mark.parametrize("act", ["", "history/", "edit/basics/"])
def test_pages_of_another_area_do_not_exist(client, pending, act):
    elsewhere = moderating(client, make_moderator(country="FR"))
    missing = elsewhere.get(f"/moderation/nothing/{act}")
    found = elsewhere.get(f"/moderation/{pending.public_id}/{act}")
    assert (found.status_code, found.content) == (404, missing.content)


def test_decision_in_another_area_changes_nothing(client, pending):
    elsewhere = moderating(client, make_moderator(country="FR"))
    assert post(elsewhere, pending, "approve").status_code == 404
    assert fresh(pending).status == Status.PENDING


def test_moderator_of_the_area_opens_what_lies_there(client, pending):
    assert moderating(client, make_moderator(**LONDON_DUTY)).get(f"/moderation/{pending.public_id}/").status_code == 200


def test_draft_is_nobodys_business(as_mo, source):
    draft = factories.make_listing(source, "Not sent", published=False)
    assert as_mo.get(f"/moderation/{draft.public_id}/").status_code == 404


# What the page shows


def test_page_shows_change_side_by_side_with_its_word(as_mo, changed):
    page = page_of(as_mo, changed)
    assert '<span class="line gone">Tuesday Circle</span>' in page
    assert '<span class="line come">Wednesday Circle</span>' in page
    assert "A word from us." in page


def test_page_shows_both_maps_only_where_the_place_moves(as_mo, changed):
    assert "two-maps" not in page_of(as_mo, changed)
    propose(changed, section="place", lat=51.6, lon=-0.1)
    assert page_of(as_mo, changed).count('class="locator"') == 2


def test_page_says_that_somebody_else_changed_the_same_part(as_mo, changed):
    basics = content.content_of(changed)["basics"] | {"description": "Written by the admin."}
    content.write(changed, {"basics": basics})
    assert "Since then somebody else changed: What it is" in page_of(as_mo, changed)


def test_page_previews_a_new_listing(as_mo, pending):
    page = page_of(as_mo, pending)
    assert "As the public would see it" in page
    assert "Every Tuesday" in page


def test_preview_leaves_out_what_it_is_like_where_nothing_is_known(as_mo, source, now):
    bare = waiting(source, "Bare")
    assert "What it is like" not in page_of(as_mo, bare)
    Listing.objects.filter(pk=bare.pk).update(minimum_age=0)
    assert "What it is like" in page_of(as_mo, bare)


def test_page_never_shows_the_address_of_a_home(as_mo, source, now):
    listing = waiting(source, "At home", place=factories.make_home())
    assert "Hidden Row" not in page_of(as_mo, listing)
    assert "Hidden Row" not in text(as_mo.get(f"/moderation/{listing.public_id}/edit/place/"))


def test_page_groups_reports_by_fault(as_mo, circle, now):
    for words in ("Asked for money.", "Shouted."):
        reporting.report(circle, fault=Fault.UNSAFE, text=words)
    reporting.report(circle, fault=Fault.WRONG_TIME)
    page = page_of(as_mo, circle)
    assert 'Something there is not safe <span class="count">2</span>' in page
    assert "Asked for money." in page
    assert "without words" in page


def test_page_finds_others_by_name(as_mo, pending, circle):
    assert "/moderation/" + pending.public_id + "/merge/" in page_of(as_mo, pending, "?name=tuesday")
    assert "Tuesday Circle" in page_of(as_mo, pending, "?name=tuesday")
    assert "Nothing of that name" in page_of(as_mo, pending, "?name=zebra")


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_few_questions(as_mo, changed, count, django_assert_num_queries):
    for number in range(count):
        reporting.report(changed, fault=Fault.CLOSED, text=f"Shut {number}")
        factories.make_listing(changed.source, f"Tuesday Circle {number}", place=factories.make_place())
        PhoneCheck.objects.create(listing=changed, result="no_answer")
    page_of(as_mo, changed)
    with django_assert_num_queries(31):
        page_of(as_mo, changed)
