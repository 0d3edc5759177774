"""What a moderator does with one listing. Each view cleans a form, has a verb decide, and goes on to what is next."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.permissions import reviews
from groups import claiming, moderation, reporting
from groups.forms.moderation import (
    ApproveForm,
    AskForm,
    ClaimForm,
    HistoryWordForm,
    LookForm,
    MergeForm,
    RejectForm,
    SettleForm,
    WordForm,
)
from groups.models import Listing
from groups.queue import stamp_of
from groups.views.moderation.access import Trail, listings_to_review, of_listing
from groups.views.moderation.review import render_review

DISTURBED = gettext_lazy(
    "Somebody decided or changed something while you looked. Nothing was done. This is how it is now."
)


class Disturbed(Exception):
    """The listing is not any more what the moderator saw."""


def decided(request, listing, name, form, verb, said, unmailed=None):
    """Have `verb()` decide if `form` is sound and `listing` still as the moderator saw it; then on to what is next.

    What went wrong is said on the page of the listing, in the form called `name`, with everything that was typed.
    `unmailed` is said instead of `said` where `verb()` answers that nobody is told by mail.
    """
    trail = Trail(request)
    if "use" in request.POST and isinstance(form, WordForm):
        return render_review(request, listing, {name: form.with_template()})
    if not form.is_valid():
        return render_review(request, listing, {name: form})
    try:
        with transaction.atomic():
            hold(listing, form.cleaned_data["stamp"])
            is_told = verb()
    except (Disturbed, moderation.AlreadyDecided):
        messages.warning(request, DISTURBED)
        return redirect(trail.to_listing(listing))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return render_review(request, listing, {name: form})
    sentence = unmailed if unmailed and not is_told else said
    messages.success(request, sentence % {"name": listing.name})
    return trail.onward()


def hold(listing, stamp):
    """Keep others from deciding until the end of the transaction; raises Disturbed if somebody was quicker."""
    Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
    if stamp_of(listings_to_review().get(pk=listing.pk)) != stamp:
        raise Disturbed


@require_POST
@of_listing
def approve(request, listing):
    """Let the public see what waits."""
    form = ApproveForm(request.POST, prefix="approve")
    said = _("“%(name)s” is approved. Who looks after it is told by mail.")

    def verb():
        return moderation.approve(listing, by=request.user)

    return decided(request, listing, "approve", form, verb, said, _("“%(name)s” is approved."))


@require_POST
@of_listing
def reject(request, listing):
    """Turn down what waits; the reason is mailed, if there is anybody to mail it to."""
    form = RejectForm(request.POST, prefix="reject")

    def verb():
        return moderation.reject(listing, by=request.user, reason=form.cleaned_data["reason"])

    said = _("“%(name)s” is rejected. They get your reason by mail.")
    return decided(request, listing, "reject", form, verb, said, _("“%(name)s” is rejected."))


@require_POST
@of_listing
def ask(request, listing):
    """Ask a question by mail; meanwhile it waits behind the rest of its rank."""
    form = AskForm(request.POST, prefix="ask")

    def verb():
        moderation.ask(listing, by=request.user, question=form.cleaned_data["reason"])

    return decided(request, listing, "ask", form, verb, _("Your question about “%(name)s” goes out by mail."))


@require_POST
@of_listing
def hide(request, listing):
    """Take a public listing out of sight at once."""
    form = HistoryWordForm(request.POST, prefix="hide")

    def verb():
        moderation.hide(listing, by=request.user, reason=form.cleaned_data["reason"])

    said = _("“%(name)s” is hidden. It waits in the queue; approving it shows it again.")
    return decided(request, listing, "hide", form, verb, said)


@require_POST
@of_listing
def withdraw(request, listing):
    """Take a listing out of the public's sight for good; nothing is erased."""
    form = HistoryWordForm(request.POST, prefix="withdraw")

    def verb():
        moderation.withdraw_one(listing, by=request.user, reason=form.cleaned_data["reason"])

    return decided(request, listing, "withdraw", form, verb, _("“%(name)s” is withdrawn. Nothing was erased."))


@require_POST
@of_listing
def merge(request, listing):
    """Withdraw the listing in favour of another, which takes over who looks after it."""
    form = MergeForm(request.POST, prefix="merge", may_decide=partial(reviews, request.user))

    def verb():
        moderation.merge(listing, into=form.cleaned_data["into"], by=request.user)

    return decided(request, listing, "merge", form, verb, _("“%(name)s” was merged. Its page leads to the other one."))


@require_POST
@of_listing
def look(request, listing):
    """Nothing is wrong: out of the queue, as it is, with a word in the history."""
    form = LookForm(request.POST, prefix="look")

    def verb():
        moderation.leave(listing, by=request.user, reason=form.cleaned_data["reason"])

    return decided(request, listing, "look", form, verb, _("“%(name)s” stays as it is."))


@require_POST
@of_listing
def settle(request, listing):
    """Say what became of the reports; who wanted to hear is told by mail."""
    form = SettleForm(request.POST, prefix="settle")

    def verb():
        answers = {name: form.cleaned_data[name] for name in ("was_right", "outcome")}
        if not reporting.settle(listing, by=request.user, **answers):
            raise moderation.AlreadyDecided

    return decided(request, listing, "settle", form, verb, _("The reports about “%(name)s” are settled."))


@require_POST
@of_listing
def end_pause(request, listing):
    """Let search find a listing again that was kept out while it was checked."""
    form = ApproveForm(request.POST, prefix="pause")

    def verb():
        if not reporting.end_pause(listing, by=request.user):
            raise moderation.AlreadyDecided

    return decided(request, listing, "pause", form, verb, _("Search finds “%(name)s” again."))


@require_POST
@of_listing
def decide_claim(request, listing, claim):
    """Let somebody who asked look after the listing, or not; they are told by mail."""
    asked = get_object_or_404(listing.claims, pk=claim)
    name = f"claim-{asked.pk}"
    form = ClaimForm(request.POST, prefix=name)

    def verb():
        answer = form.cleaned_data
        claiming.decide(asked, by=request.user, approved=answer["is_granted"], reason=answer["reason"])

    return decided(request, listing, name, form, verb, _("Who asked for “%(name)s” is told by mail."))
