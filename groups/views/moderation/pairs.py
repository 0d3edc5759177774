"""What goes well with one listing, for a moderator: suggestions to link, links to confirm or to end."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from groups import pairing
from groups.forms.pairing import Act, ActForm, ProposeForm, Said
from groups.forms.said import SaidForm
from groups.models import Listing, Pairing
from groups.views.moderation.access import Trail, of_listing


@of_listing
@require_http_methods(["GET", "HEAD", "POST"])
def pairs(request, listing):
    """What goes well with a listing of the moderator's area, by whose word; POST links, confirms or ends."""
    trail, problem = Trail(request), ""
    if request.method == "POST":
        address = reverse("moderation-pairs", args=[listing.public_id])
        try:
            return redirect(f"{address}?{urlencode(trail.all | {'said': done(request, listing)})}")
        except ValidationError as error:
            problem = " ".join(error.messages)
    context = {
        "listing": listing,
        "trail": trail,
        "beside": pairing.standing(listing),
        "problem": problem,
        "said": SaidForm(request.GET, Said).words,
    }
    return render(request, "groups/pairing/moderate.html", context)


def done(request, listing):
    """Do what was sent; answers the `Said` that tells of it. Raises ValidationError where it cannot be."""
    proposal, act = ProposeForm(request.POST), ActForm(request.POST)
    if proposal.is_valid():
        return vouch(request, listing, proposal.cleaned_data["other"])
    if not act.is_valid() or act.cleaned_data["do"] == Act.AGREE:
        return Said.UNCLEAR
    link = get_object_or_404(Pairing.objects.of(listing), pk=act.cleaned_data["row"])
    is_ending = act.cleaned_data["do"] == Act.END
    (pairing.end if is_ending else pairing.check)(link, listing, by=request.user)
    return Said.ENDED if is_ending else Said.CHECKED


def vouch(request, listing, public_id):
    """Link the listing of that id, by the word of the moderator."""
    other = Listing.objects.searchable().filter(public_id=public_id).first()
    if other is None:
        return Said.UNCLEAR
    pairing.vouch(listing, other, by=request.user)
    return Said.VOUCHED
