"""The answer to the question "is it still on?" that a mail asks."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from groups import facilitating, freshness
from groups.forms.managing import Said
from groups.forms.still_on import StillOn, StillOnForm
from groups.views.managing.access import of_my_listing


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def still_on(request, listing, access):
    """One question with three buttons; opening the page, as mail scanners do, says nothing."""
    if not access.may_change_dates:
        return access.back()
    form = StillOnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return answered(listing, access, form.cleaned_data["answer"])
    return render(request, "groups/managing/still_on.html", {"listing": listing, "access": access, "form": form})


def answered(listing, access, answer):
    """Do what was said, and go on to the page of the listing: there everything can be changed or taken back."""
    if answer == StillOn.YES:
        freshness.confirm(listing, by=access.by, via_link=access.via_link)
        return access.back(Said.CONFIRMED)
    if answer == StillOn.CLOSED:
        facilitating.close_for_good(listing, by=access.by, via_link=access.via_link)
        return access.back(Said.CLOSED)
    return access.back()
