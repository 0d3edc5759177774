"""Who looks after one listing: invite, hand over, leave."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import member_required
from groups import facilitating, limits
from groups.forms.managing import InviteForm, RowForm, Said, said_in
from groups.models import Facilitator, Invitation
from groups.views.managing.access import Access, of_my_listing
from groups.views.managing.links import only_for_team
from groups.views.secret_links import secret_page


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
@only_for_team
def team(request, listing, access):
    """Who is in the team and who is invited; a form to invite one more."""
    form = invite_form(access, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not limits.within(request, "inviting", listing.public_id):
            return access.back(Said.ENOUGH, page="manage-team")
        who = form.cleaned_data
        facilitating.invite(listing, who["email"], by=access.by, hands_over=who.get("hands_over", False))
        return access.back(Said.INVITED, page="manage-team")
    return render_team(request, listing, access, form)


def invite_form(access, data=None):
    """The form to invite; only who answers for the listing may hand it over, or anybody where nobody answers for it."""
    answers = access.by.pk if access.by else None
    return InviteForm(data, may_hand_over=access.listing.owner_id in (None, answers))


def render_team(request, listing, access, form, sentence=""):
    """The page with the form as it was sent; `sentence` says why something else was not done."""
    now = timezone.now()
    context = {
        "listing": listing,
        "access": access,
        "form": form,
        "facilitators": listing.facilitators.select_related("user").order_by("joined_on", "pk"),
        "invitations": listing.invitations.filter(accepted_at=None, expires_at__gt=now).order_by("created_at", "pk"),
        "said": said_in(request),
        "sentence": sentence,
    }
    return render(request, "groups/managing/team.html", context)


@require_POST
@of_my_listing
@only_for_team
def remove(request, listing, access):
    """Take somebody out of the team; only who answers for the listing may."""
    form = RowForm(request.POST)
    if access.by is None or access.by.pk != listing.owner_id:
        raise Http404
    if form.is_valid():
        facilitator = get_object_or_404(Facilitator, pk=form.cleaned_data["row"], listing=listing)
        facilitating.remove(facilitator, by=access.by)
    return access.back(Said.REMOVED, page="manage-team")


@require_POST
@of_my_listing
def leave(request, listing, access):
    """Stop looking after the listing."""
    if access.by is None:
        raise Http404
    try:
        facilitating.leave(listing, access.by)
    except ValidationError as error:
        return render_team(request, listing, access, invite_form(access), error.message)
    return redirect(f"{reverse('mine')}?said={Said.LEFT.value}")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def invitation(request, token):
    """What an invitation asks, and a button that accepts it; unknown, used and old ones are not found."""
    now = timezone.now()
    waiting = Invitation.objects.opened_by(token).filter(accepted_at=None, expires_at__gt=now)
    asked = get_object_or_404(waiting.select_related("listing"))
    if request.method != "POST":
        return render(request, "groups/managing/invitation.html", {"invitation": asked, "listing": asked.listing})
    try:
        listing = facilitating.accept(asked, request.user)
    except ValidationError:
        raise Http404 from None
    return Access(listing, listing.public_id, request.user).back(Said.JOINED)
