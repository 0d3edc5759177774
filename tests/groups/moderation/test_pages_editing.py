"""Approving with edits; and decisions of two at once, or about several listings."""

import re

import pytest

from groups import moderation
from groups.choices import Status
from groups.models import Listing, ModerationEvent, Revision
from tests import factories
from tests.groups.desk import SCREEN
from tests.groups.reviewing import (
    fresh,
    make_moderator,
    moderating,
    post,
    propose,
    stamp,
    text,
    waiting,
)

# Approving with edits


def edit(client, listing, section="basics", **answers):
    address = f"/moderation/{listing.public_id}/edit/{section}/"
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return client.post(address, data | {"stamp": stamp(listing)} | answers, follow=True)


def test_edit_begins_with_what_waits_and_is_approved_with_it(as_mo, changed):
    assert "Wednesday Circle" in text(as_mo.get(f"/moderation/{changed.public_id}/edit/basics/"))
    edit(as_mo, changed, description="Mended by Mo.", approve="1")
    assert (fresh(changed).name, fresh(changed).description) == ("Wednesday Circle", "Mended by Mo.")


def test_times_are_edited_in_the_zone_of_the_place_and_kept_by_no_button_of_the_editor(as_mo, circle, now):
    address = f"/moderation/{circle.public_id}/edit/times/"
    assert as_mo.get(address).context["form"].place_zone == "Europe/London"
    times = {name: value for name, value in SCREEN.items() if name.startswith("times")}
    page = as_mo.post(address, times | {"stamp": stamp(circle), "times-show": "1"})
    assert page.status_code == 200
    assert not Revision.objects.exists()


@pytest.mark.parametrize("section", ["basics", "times", "place"])
def test_enter_in_a_field_publishes_nothing(as_mo, changed, section):
    page = as_mo.get(f"/moderation/{changed.public_id}/edit/{section}/").content.decode()
    form = page[page.index('<form method="post" class="stack"') :]
    first = re.search(r'<button[^>]*name="([\w-]+)"', form)
    assert first[1] == "keep"
    assert "css/times.css" in page


def test_what_is_wrong_is_told_first_and_leads_there(as_mo, changed):
    page = edit(as_mo, changed, name="", keep="1").content.decode()
    assert 'href="#id_name"' in page[page.index('class="problems"') :]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.REJECTED])
def test_edit_of_what_stays_out_of_sight_is_never_called_approved(as_mo, circle, status):
    Listing.objects.filter(pk=circle.pk).update(status=status, searchable=False)
    assert "Approve with this edit" not in text(as_mo.get(f"/moderation/{circle.public_id}/edit/basics/"))
    answer = edit(as_mo, circle, description="Mended by Mo.", approve="1")
    assert "is approved" not in text(answer)
    assert fresh(circle).description != "Mended by Mo."


def test_kept_edit_waits_with_the_rest(as_mo, changed):
    edit(as_mo, changed, description="Mended by Mo.", keep="1")
    assert fresh(changed).name == "Tuesday Circle"
    assert Revision.objects.waiting().get().proposed["basics"]["description"] == "Mended by Mo."


def test_edit_of_a_home_keeps_its_true_address(as_mo, source, now):
    listing = waiting(source, "At home", place=factories.make_home())
    edit(as_mo, listing, "place", district="Clapton", approve="1")
    home = fresh(listing).place
    assert (home.district, home.private_address.street) == ("Clapton", "17 Hidden Row")


# Two at once


@pytest.mark.parametrize("act", ["approve", "reject", "ask", "hide", "withdraw", "look"])
def test_decision_on_what_was_decided_changes_nothing_and_says_so(as_mo, pending, act):
    seen = stamp(pending)
    moderation.approve(pending, by=make_moderator("zoe@example.org", "Zoe"))
    acts, before = ModerationEvent.objects.count(), fresh(pending).updated_at
    answer = post(as_mo, pending, act, stamp=seen, reason="Because.")
    assert "Somebody decided or changed something while you looked." in text(answer)
    assert (fresh(pending).status, fresh(pending).updated_at) == (Status.PUBLISHED, before)
    assert ModerationEvent.objects.count() == acts


def test_approval_never_lets_pass_what_the_moderator_did_not_see(as_mo, changed, ada):
    seen = stamp(changed)
    propose(changed, ada, name="Something else altogether")
    post(as_mo, changed, "approve", stamp=seen)
    assert fresh(changed).name == "Tuesday Circle"


@pytest.mark.parametrize("forged", ["", "x", "0" * 32])
def test_decision_needs_the_stamp_of_the_page(as_mo, pending, forged):
    post(as_mo, pending, "approve", stamp=forged)
    assert fresh(pending).status == Status.PENDING


# Several at once


def test_several_are_approved_but_for_those_that_changed(as_mo, source, now):
    first, second, third = (waiting(source, name) for name in ("First", "Second", "Third"))
    chosen = [f"{one.public_id}:{stamp(one)}" for one in (first, second, third)]
    moderation.reject(second, by=None, reason="No.")
    answer = as_mo.post("/moderation/several/", {"chosen": chosen}, follow=True)
    assert [fresh(one).status for one in (first, second, third)] == ["published", "rejected", "published"]
    assert "2 listings are public now." in text(answer)
    assert "1 was left as it is" in text(answer)


def test_several_of_another_area_are_left(client, pending):
    elsewhere = moderating(client, make_moderator(country="FR"))
    elsewhere.post("/moderation/several/", {"chosen": [f"{pending.public_id}:{stamp(pending)}"]})
    assert fresh(pending).status == Status.PENDING


@pytest.mark.parametrize("chosen", [[], ["x"], ["a:b:c"], ["\x00"]])
def test_odd_ticks_are_answered_with_a_sentence(as_mo, pending, chosen):
    answer = as_mo.post("/moderation/several/", {"chosen": chosen}, follow=True)
    assert "said warning" in text(answer)


@pytest.mark.parametrize("path", ["approve", "reject", "hide", "phone", "settle"])
def test_decisions_are_never_made_by_a_link(as_mo, pending, path):
    assert as_mo.get(f"/moderation/{pending.public_id}/{path}/").status_code == 405
    assert fresh(pending).status == Status.PENDING
