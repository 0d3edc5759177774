"""What each decision on the pages of a listing in review does."""

import pytest

from groups import claiming, moderation, reporting
from groups.choices import Cause, Fault, Status
from groups.models import Listing, ModerationEvent, PhoneCheck, ReplyTemplate, Report, Review
from tests.groups.reviewing import (
    fresh,
    make_facilitator,
    post,
    stamp,
    text,
    waiting,
)


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


@pytest.mark.parametrize("act", ["approve", "merge", "look", "withdraw"])
def test_prepared_text_is_put_only_where_words_are_asked_for(as_mo, pending, act):
    assert post(as_mo, pending, act, use="1").status_code < 500


def test_question_is_mailed_and_waits_behind(as_mo, pending, mailoutbox, mo):
    post(as_mo, pending, "ask", reason="Who answers for it?")
    assert Review.objects.get(listing=pending).asked_by == mo
    assert "Who answers for it?" in mailoutbox[0].body


def test_nobody_is_asked_or_said_to_be_mailed_where_nobody_looks_after_it(as_mo, source, mailoutbox):
    alone = waiting(source, "Alone")
    page = text(as_mo.get(f"/moderation/{alone.public_id}/"))
    assert "/ask/" not in page
    assert "by mail" not in page
    refused = text(post(as_mo, alone, "ask", reason="Who answers for it?"))
    assert "Nobody looks after this listing" in refused
    assert "Who answers for it?" in refused
    assert Review.objects.get().asked_at is None
    assert "by mail" not in text(post(as_mo, alone, "reject", reason="Against the policy"))
    assert (fresh(alone).status, mailoutbox) == (Status.REJECTED, [])


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
