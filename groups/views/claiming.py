"""Somebody asks to look after a listing."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import leads, member_required
from groups import claiming, limits
from groups.forms.claiming import ClaimForm
from groups.views.listings import help_for, public_listing


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def claim(request, public_id):
    """The form; whoever sent the listing in themselves has it at once."""
    listing = public_listing(public_id)
    if leads(request.user, listing):
        return redirect("manage", public_id)
    form = ClaimForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if limits.within(request, "claiming", str(request.user.pk)):
            if done := send(request, listing, form):
                return redirect(*done)
        else:
            form.add_error(None, _("That was a lot for one day. Please send it tomorrow; it is still here."))
            status = 429
    context = {"listing": listing, "form": form, "crisis": help_for(listing)}
    return render(request, "groups/claiming/claim.html", context, status=status)


def send(request, listing, form):
    """Ask, or take it at once; answers where to go, None where the listing refuses."""
    if claiming.claim_submission(listing, request.user):
        return "manage", listing.public_id
    try:
        claiming.claim(listing, request.user, form.cleaned_data["message"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    return "listing-claim-sent", listing.public_id


@require_safe
@member_required
def sent(request, public_id):
    """That somebody will read it."""
    return render(request, "groups/claiming/sent.html", {"listing": public_listing(public_id)})
