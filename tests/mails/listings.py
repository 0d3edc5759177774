"""Stories of mails to who looks after a listing, sends one in, or asks or reports something."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from groups import asking, claiming, content, facilitating, freshness, moderation, pairing, posting, reporting
from groups.choices import Fault
from groups.models import Claim, Contact, Listing, Question, Report, Submission
from tests.accounts.people import sign_in
from tests.groups.reviewing import make_facilitator, propose
from tests.mails.stage import GUEST, WORDS, tells


def sent_in(stage, **fields):
    """The circle as somebody without an account sent it in."""
    Listing.objects.filter(pk=stage.circle.pk).update(source=None, source_ref="", answered_by_mail=True)
    return Submission.objects.create(listing=stage.circle, email=GUEST, digest="x", **fields)


def changed(stage):
    """The circle of Uma with a change that waits; answers it and a moderator."""
    uma = stage.uma(stage.circle)
    propose(stage.circle, by=uma, name="Wednesday Circle")
    return stage.circle, stage.mo()


@tells("approved")
def is_approved(stage):
    listing, mo = changed(stage)
    document = content.content_of(listing)
    edited = {"joining": document["joining"] | {"wait_weeks": 3, "wait_checked_on": "2026-03-01"}}
    return lambda: moderation.approve(listing, by=mo, sections=edited)


@tells("rejected")
def is_rejected(stage):
    listing, mo = changed(stage)
    return lambda: moderation.reject(listing, by=mo, reason=WORDS)


@tells("asked")
def is_asked_back(stage):
    listing, mo = changed(stage)
    return lambda: moderation.ask(listing, by=mo, question=WORDS)


@tells("merged")
def is_merged(stage):
    sent_in(stage, email_verified_at=stage.now)
    return lambda: moderation.merge(stage.circle, into=stage.care, by=stage.mo())


@tells("claim_decided", "claim_handed_over")
def hands_over(stage):
    stage.uma(stage.circle)
    asked = Claim.objects.create(listing=stage.circle, user=make_facilitator(), message=WORDS)
    return lambda: claiming.decide(asked, by=None, approved=True)


@tells("invitation")
def is_invited(stage):
    uma = stage.uma()
    return lambda: facilitating.invite(stage.circle, uma.email, by=None)


@tells("secret_link")
def asks_for_a_link(stage):
    sign_in(stage.client, stage.uma(stage.circle))
    address = reverse("manage-link-mail", args=[stage.circle.public_id])
    return lambda: stage.client.post(address)


@tells("pairing")
def is_said_to_go_well_with_another(stage):
    ana = make_facilitator("ana@example.org", "Ana")
    Listing.objects.filter(pk=stage.circle.pk).update(owner=ana)
    stage.uma(stage.care)
    stage.circle.refresh_from_db()
    return lambda: pairing.propose(stage.circle, stage.care, by=ana)


def asked_for(stage, days):
    stage.uma(stage.circle)
    Listing.objects.filter(pk=stage.circle.pk).update(confirmed_at=stage.now - timedelta(days=days))
    return lambda: freshness.run(stage.now)


@tells("still_on")
def was_not_heard_of_for_long(stage):
    return asked_for(stage, 120)


@tells("closing_soon")
def was_not_heard_of_for_very_long(stage):
    return asked_for(stage, 352)


@tells("confirm_submission")
def sends_in(stage):
    sent_in(stage)
    return lambda: posting.ask_to_confirm(stage.circle)


@tells("submission_sent_in")
def confirms_what_was_sent_in(stage):
    submission = sent_in(stage)
    moderation.withdraw(Listing.objects.filter(pk=stage.circle.pk), by=None)
    Listing.objects.filter(pk=stage.circle.pk).update(status="draft")
    return lambda: posting.confirm_address(submission)


@tells("question_confirm")
def asks_the_group(stage):
    stage.uma(stage.circle)

    def act():
        with override("ur"):  # they wait for this one
            asking.ask(stage.circle, text=WORDS, email=GUEST)

    return act


def asked(stage, **fields):
    return Question.objects.create(listing=stage.circle, text=WORDS, email=GUEST, digest="q", **fields)


@tells("question")
def confirms_a_question(stage):
    stage.uma(stage.circle)
    question = asked(stage)
    return lambda: asking.confirm(question)


@tells("answer")
def is_answered(stage):
    contact = Contact(listing=stage.circle, channel="phone", value="+44 20 7946 0000")
    question = asked(stage, email_verified_at=stage.now)
    return lambda: asking.answer(question, text=WORDS, contacts=[contact])


@tells("report_confirm")
def reports(stage):
    def act():
        with override("ur"):  # they wait for this one
            reporting.report(stage.circle, fault=Fault.CLOSED, email=GUEST)

    return act


@tells("report_outcome")
def hears_what_became_of_a_report(stage):
    said = {"email": GUEST, "digest": "r", "email_verified_at": stage.now}
    Report.objects.create(listing=stage.circle, fault=Fault.CLOSED, **said)
    return lambda: reporting.settle(stage.circle, by=stage.mo(), was_right=True, outcome=WORDS)
