"""The queue: what waits, what could hurt soonest first; and what can be decided without opening it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import moderator_required, reviews
from groups import moderation, visitors_words
from groups.forms.moderation import QueueForm, SeveralForm
from groups.models import Listing
from groups.queue import MOST_COUNTED, noticed, stamp_of
from groups.views.moderation.access import Trail, listings_to_review


@require_safe
@moderator_required
def queue(request):
    """One page of what waits, with filters, and something to do on every row."""
    trail = Trail(request)
    for entry in trail.queue.page:
        entry.listing.stamp, entry.listing.noticed = stamp_of(entry.listing), noticed(entry.listing)
    context = {
        "form": QueueForm(initial=trail.asked),
        "trail": trail,
        "queue": trail.queue,
        "counts": trail.queue.counts(),
        "most_counted": MOST_COUNTED,
        "visitors_words": visitors_words.waiting(trail.queue.area),
    }
    return render(request, "groups/moderation/queue.html", context)


@require_POST
@moderator_required
@transaction.atomic
def approve_several(request):
    """Publish the new listings that were ticked, but for those that somebody changed or decided on meanwhile."""
    form = SeveralForm(request.POST)
    if form.is_valid():
        count = moderation.approve_all(Listing.objects.filter(pk__in=as_seen(request.user, form)), by=request.user)
        told = ngettext("%(count)d listing is public now.", "%(count)d listings are public now.", count)
        messages.success(request, told % {"count": count})
        if left := len(form.cleaned_data["chosen"]) - count:
            told = ngettext(
                "%(count)d was left as it is: it needs a look of its own, or somebody was quicker.",
                "%(count)d were left as they are: they need a look of their own, or somebody was quicker.",
                left,
            )
            messages.warning(request, told % {"count": left})
    else:
        messages.warning(request, " ".join(form.errors["chosen"]))
    return redirect(Trail(request).to_queue())


def as_seen(user, form):
    """The keys of the chosen listings that lie where `user` decides and are as they were when they were ticked."""
    stamps = form.cleaned_data["chosen"]
    held = Listing.objects.filter(public_id__in=stamps).order_by("pk").select_for_update(no_key=True)
    found = listings_to_review().filter(pk__in=[listing.pk for listing in held])
    return [one.pk for one in found if reviews(user, one) and stamp_of(one) == stamps[one.public_id]]
