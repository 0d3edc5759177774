"""The whole history of a listing, and the way back to an earlier version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups import facilitating, moderation, past
from groups.forms.moderation import DecisionForm, HistoryForm
from groups.queue import stamp_of
from groups.views.moderation.access import Trail, of_listing
from groups.views.moderation.deciding import DISTURBED, Disturbed, hold


@of_listing
@require_safe
def history(request, listing):
    """Who did what, when and why, with the differences, as far as today's visibility allows."""
    form = HistoryForm(request.GET, listing=listing)
    context = {
        "listing": listing,
        "trail": Trail(request),
        "past": past.Past(listing, form.act),
        "stamp": stamp_of(listing),
    }
    return render(request, "groups/moderation/history.html", context)


@require_POST
@of_listing
def restore(request, listing, event):
    """Go back to what was before an act: sections are written as they were, one date becomes what it was."""
    act = get_object_or_404(past.acts_of(listing), pk=event)
    form = DecisionForm(request.POST)
    try:
        with transaction.atomic():
            hold(listing, form.data.get("stamp", ""))
            undo(act, listing, by=request.user)
        messages.success(request, _("Done. It is as it was before; the history keeps both."))
    except Disturbed:
        messages.warning(request, DISTURBED)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("moderation-history", listing.public_id)


def undo(act, listing, *, by):
    """Have the verb that fits the act bring back what was before it."""
    if "date" in act.before:
        facilitating.undo(act, by=by)
    elif past.may_restore(act, listing):
        moderation.restore(act, by=by)
    else:
        raise ValidationError(_("This cannot be undone."))
