"""The pages of a listing in review: who may open them, what they show, and what each decision does."""

import pytest

from groups import claiming, content, moderation, reporting
from groups.choices import Cause, Fault, Status
from groups.models import Listing, ModerationEvent, PhoneCheck, ReplyTemplate, Report, Review, Revision
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.desk import SCREEN
from tests.groups.reviewing import (
    LONDON_DUTY,
    fresh,
    make_facilitator,
    make_moderator,
    moderating,
    post,
    propose,
    stamp,
    text,
    waiting,
)


@pytest.fixture
def mo(now, db):
    return make_moderator()


@pytest.fixture
def ada(now, db):
    return make_facilitator()


@pytest.fixture
def as_mo(client, mo):
    return moderating(client, mo)


@pytest.fixture
def pending(source, ada):
    return waiting(source, "New Circle", owner=ada, slots=[factories.weekly("TU", "18:30")])


@pytest.fixture
def changed(now, circle, ada):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    propose(circle, ada, name="Wednesday Circle")
    return fresh(circle)


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
    with django_assert_num_queries(28):
        page_of(as_mo, changed)


# Deciding


def test_approval_makes_public_says_so_and_goes_on(as_mo, pending, source, mailoutbox):
    other = waiting(source, "Second Circle")
    answer = post(as_mo, pending, "approve")
    assert fresh(pending).status == Status.PUBLISHED
    assert answer.redirect_chain[-1][0].startswith(f"/moderation/{other.public_id}/")
    assert "“New Circle” is approved." in text(answer)
    assert mailoutbox[0].to == ["ada@example.org"]


def test_last_decision_leads_back_to_the_queue(as_mo, pending):
    assert post(as_mo, pending, "approve").redirect_chain[-1][0] == "/moderation/"


def test_rejection_mails_the_reason(as_mo, pending, mailoutbox):
    post(as_mo, pending, "reject", reason="We cannot list paid treatment.")
    assert fresh(pending).status == Status.REJECTED
    assert "paid treatment" in mailoutbox[0].body


def test_rejection_without_a_reason_keeps_the_form_open(as_mo, pending):
    page = text(post(as_mo, pending, "reject", reason=" "))
    assert "Please write a few words." in page
    assert fresh(pending).status == Status.PENDING


def test_prepared_text_goes_below_what_was_typed_and_sends_nothing(as_mo, pending, mailoutbox):
    reply = ReplyTemplate.objects.get(slug="who-answers")
    page = text(post(as_mo, pending, "reject", reason="Dear Ada,", template="who-answers", use="1"))
    assert f"Dear Ada,\n\n{reply.text}" in page
    assert fresh(pending).status == Status.PENDING
    assert mailoutbox == []


def test_question_is_mailed_and_waits_behind(as_mo, pending, mailoutbox, mo):
    post(as_mo, pending, "ask", reason="Who answers for it?")
    assert Review.objects.get(listing=pending).asked_by == mo
    assert "Who answers for it?" in mailoutbox[0].body


def test_hidden_listing_is_out_of_sight_at_once(as_mo, circle, client):
    post(as_mo, circle, "hide", reason="Reported as unsafe")
    assert client.get(f"/listings/{circle.public_id}/").status_code == 404
    assert Review.objects.open().get(listing=circle).cause == Cause.NEW


def test_hiding_from_the_queue_leads_back_there(as_mo, changed):
    entry = Review.objects.get(listing=changed)
    address = f"/moderation/{changed.public_id}/hide/?cause=change&after={entry.pk}&back=1"
    answer = as_mo.post(address, {"hide-stamp": stamp(changed), "hide-reason": "Hidden from the queue"})
    assert answer.url == "/moderation/?cause=change"
    assert not fresh(changed).is_published


def test_withdrawn_listing_leaves_public_and_queue(as_mo, changed):
    post(as_mo, changed, "withdraw", reason="Against the policy")
    assert fresh(changed).status == Status.WITHDRAWN
    assert not Review.objects.open().exists()


def test_merged_listing_leads_to_the_other(as_mo, pending, circle):
    post(as_mo, pending, "merge", into=f"http://localhost:8000/listings/{circle.public_id}/")
    assert fresh(pending).merged_into == circle
    assert fresh(circle).owner == pending.owner


@pytest.mark.parametrize("into", ["", "nothing", "a b", "../" * 80])
def test_merge_into_nothing_is_a_sentence(as_mo, pending, into):
    assert 'class="wrong"' in text(post(as_mo, pending, "merge", into=into))
    assert fresh(pending).merged_into is None


def test_look_takes_a_duplicate_out_of_the_queue_as_it_is(as_mo, circle, clinic):
    moderation.open_review(circle, Cause.DUPLICATE, other=clinic)
    post(as_mo, circle, "look", reason="Two groups")
    assert not Review.objects.open().exists()
    assert ModerationEvent.objects.get().reason == "Two groups"


def test_settled_reports_leave_the_queue_and_end_the_pause(as_mo, circle):
    reporting.report(circle, fault=Fault.UNSAFE, may_pause=True)
    post(as_mo, circle, "settle", was_right="no", outcome="We called: all is well.")
    assert Report.objects.get().was_right is False
    assert (fresh(circle).is_checked_now, fresh(circle).searchable) == (False, True)


def test_pause_can_be_ended_where_the_report_was_right(as_mo, circle):
    reporting.report(circle, fault=Fault.UNSAFE, may_pause=True)
    post(as_mo, circle, "settle", was_right="yes", outcome="The lock is mended.")
    assert fresh(circle).is_checked_now
    address = f"/moderation/{circle.public_id}/end-pause/"
    as_mo.post(address, {"pause-stamp": stamp(circle)})
    assert fresh(circle).searchable


def test_claim_is_granted_or_needs_a_reason(as_mo, circle):
    ben = make_facilitator("ben@example.org", "Ben")
    claim = claiming.claim(circle, ben, "I lead it.")
    address = f"/moderation/{circle.public_id}/claims/{claim.pk}/"
    name = f"claim-{claim.pk}"
    refused = as_mo.post(address, {f"{name}-stamp": stamp(circle), f"{name}-is_granted": "no"})
    assert "Say why not" in text(refused)
    as_mo.post(address, {f"{name}-stamp": stamp(circle), f"{name}-is_granted": "yes"})
    assert fresh(circle).owner == ben


def test_call_is_kept_and_confirms_what_is_still_on(as_mo, circle, mo):
    Listing.objects.update(is_unsure=True, confirmed_at=None)
    moderation.open_review(circle, Cause.STALE)
    post(as_mo, circle, "phone", result="still_on", note="Spoke to Jo")
    assert (PhoneCheck.objects.get().phoned_by, fresh(circle).confirmed_by) == (mo, mo)
    assert not Review.objects.open().exists()
    assert "Spoke to Jo" in ModerationEvent.objects.get().reason


def test_call_without_answer_confirms_nothing(as_mo, circle):
    before = fresh(circle).confirmed_at
    post(as_mo, circle, "phone", result="no_answer")
    assert fresh(circle).confirmed_at == before


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
