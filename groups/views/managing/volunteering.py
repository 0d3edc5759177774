"""Helpers wanted: a facilitator says what a listing needs hands for."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from groups import volunteering
from groups.forms.giving import HelpersForm
from groups.forms.managing import Said, said_in
from groups.views.managing.access import of_my_listing


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def helpers_wanted(request, listing, access):
    """What is said now, to change or take away; not found while the public sees nothing of the listing."""
    if not access.may_change_dates:
        raise Http404
    wanted = volunteering.wanted_by(listing)
    said_last = wanted and wanted.as_proposed
    if "stop" in request.POST:
        volunteering.stop(listing, by=access.by, via_link=access.via_link)
        return access.back(Said.NO_HELPERS, page="manage-helpers")
    form = HelpersForm(request.POST if request.method == "POST" else None, initial=said_last.words if said_last else {})
    if form.is_valid() and (kept := save(form, listing, access)):
        return access.back(Said.HELPERS if kept.as_proposed.is_public else Said.HELPERS_WAIT, page="manage-helpers")
    context = {"listing": listing, "access": access, "form": form, "wanted": said_last, "said": said_in(request)}
    return render(request, "groups/managing/helpers.html", context)


def save(form, listing, access):
    """Keep what the form says; answers the `HelpersWanted`, or None where it cannot be, which the form then says."""
    try:
        return volunteering.ask_for(listing, **form.cleaned_data, by=access.by, via_link=access.via_link)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
