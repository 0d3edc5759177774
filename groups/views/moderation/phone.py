"""Calls to a listing: what came of each is kept, and one that says it is still on confirms it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from groups import phoning
from groups.choices import PhoneResult
from groups.forms.moderation import PhoneCheckForm
from groups.views.moderation.access import Trail, of_listing
from groups.views.moderation.review import render_review

WHAT_NOW = {
    PhoneResult.STILL_ON: _("Kept. The public sees that it was confirmed today."),
    PhoneResult.CHANGED: _("Kept. Now put right what changed, under “Decide”."),
    PhoneResult.CLOSED: _("Kept. Now withdraw it, under “Decide”."),
    PhoneResult.NO_ANSWER: _("Kept. Try again another day."),
}


@require_POST
@of_listing
def keep_call(request, listing):
    """Keep what came of a call."""
    form = PhoneCheckForm(request.POST, prefix="phone")
    if not form.is_valid():
        return render_review(request, listing, {"phone": form})
    form.instance.listing = listing
    call = phoning.keep_call(form.save(commit=False), by=request.user)
    messages.success(request, WHAT_NOW[call.result])
    return redirect(Trail(request).to_listing(listing))
