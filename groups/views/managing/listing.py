"""The page of one listing for who looks after it: how it stands, what it still misses, and sending it in."""

from django.core.exceptions import ValidationError
from django.db.models import Exists
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups import asking, duplicates, facilitating, freshness, limits, moderation, posting
from groups.forms.managing import Said, WordForm
from groups.interop import jsonld
from groups.models import Listing, Revision
from groups.views.listings import directions_to, help_for, listing_context, locator_of
from groups.views.managing.access import Access, of_my_listing
from groups.views.managing.page import render_page


@require_safe
@of_my_listing
def overview(request, listing, access):
    """Everything about one listing on one page; for a public one, what is next comes first."""
    return render_page(request, listing, access)


@require_safe
@of_my_listing
def preview(request, listing, access):
    """The page as the public will see it, with the change that waits, marked as a preview."""
    now = timezone.now()
    parts = ("kind", "organization", "place", "source", "first_visit")
    with posting.as_proposed(listing):
        nothing_waits = Exists(Revision.objects.none())
        listings = asking.answerable(Listing.objects.with_next(now).annotate(has_change=nothing_waits))
        shown = listings.select_related(*parts).get(pk=listing.pk)
        context = listing_context(shown, now) | {
            "access": access,
            "locator": locator_of(shown.place),
            "directions": directions_to(shown.place),
            "crisis": help_for(shown),
            "may_send_in": access.may_send_in,
        }
        page_url = request.build_absolute_uri(shown.get_absolute_url())
        context["json_ld"] = jsonld.graph(shown, context["contacts"], context["slots"], context["dates"], page_url)
        return render(request, "groups/managing/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def submit(request, listing, access):
    """Send the listing in; first, those near it with a like name are shown: is it one of these?"""
    if not access.may_send_in:
        return access.back()
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (done := send_in(request, listing, access, form)):
        return done
    context = {
        "listing": listing,
        "access": access,
        "form": form,
        "alike": duplicates.likely_same(listing, limit=5),
        "waits_for_address": posting.waits_for_address(listing),
    }
    return render(request, "groups/managing/submit.html", context)


def send_in(request, listing, access, form):
    """Into the queue, or first a mail to show that the address is theirs; None where the listing refuses."""
    if posting.waits_for_address(listing):
        if not limits.within(request, "mailing", listing.submission.email.lower()):
            return access.back(Said.ENOUGH)
        posting.ask_to_confirm(listing)
        return redirect(access.address("manage-sent"))
    try:
        moderation.submit(listing, by=access.by, note=form.cleaned_data["note"], via_link=access.via_link)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    return access.back(Said.SENT_IN)


@require_safe
@of_my_listing
def sent(request, listing, access):
    """Look in your mail: the link there sends the listing in."""
    if not posting.waits_for_address(listing):
        return access.back()
    return render(request, "groups/posting/sent.html", {"listing": listing, "access": access})


@require_POST
@of_my_listing
def write_word(request, listing, access):
    """A word to the moderator about what waits."""
    form = WordForm(request.POST)
    if not (form.is_valid() and form.cleaned_data["note"]):
        return access.back(Said.UNCHANGED)
    note = form.cleaned_data["note"]
    is_read = posting.write_to_moderator(listing, note, by=access.by, via_link=access.via_link)
    return access.back(Said.TOLD if is_read else Said.TOO_LATE)


@require_POST
@of_my_listing
def take_back(request, listing, access):
    """Take the change that waits back; the public never saw it."""
    taken = moderation.take_back(listing, by=access.by, via_link=access.via_link)
    return access.back(Said.TAKEN_BACK if taken else Said.TOO_LATE)


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def withdraw(request, listing, access):
    """Ask once more, then take the listing out of the public's sight or out of the queue; nothing is erased."""
    if not access.may_withdraw:
        return access.back()
    if request.method != "POST":
        return render(request, "groups/managing/withdraw.html", {"listing": listing, "access": access})
    try:
        moderation.withdraw_one(listing, by=access.by, reason="", via_link=access.via_link)
    except moderation.AlreadyDecided:
        return access.back(Said.TOO_LATE)
    return access.back(Said.WITHDRAWN)


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def discard(request, listing, access):
    """Ask once more, then erase a draft for good."""
    if not access.may_discard:
        return access.back()
    if request.method != "POST":
        return render(request, "groups/managing/discard.html", {"listing": listing, "access": access})
    if not posting.discard(listing):
        return access.back(Said.TOO_LATE)
    return render(request, "groups/managing/discarded.html", {"access": access})


@require_POST
@of_my_listing
def confirm(request, listing, access):
    """One tap: it is still on."""
    if not access.may_change_dates:
        raise Http404
    freshness.confirm(listing, by=access.by, via_link=access.via_link)
    return access.back(Said.CONFIRMED)


@require_POST
@of_my_listing
def copy(request, listing, access):
    """A draft of their own that says the same, for who is signed in."""
    if access.by is None:
        raise Http404
    draft = facilitating.copy(listing, by=access.by)
    return Access(draft, draft.public_id, access.by).back(Said.COPIED)
