"""A moderator closes a whole place for some days."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import may_close, moderator_required
from groups import facilitating
from groups.forms.closing import ClosePlaceForm
from groups.models import Closure, Place

LISTINGS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def close_place(request, pk):
    """The form, what is closed already, and the listings it is about."""
    place = place_of(request, pk)
    form = ClosePlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        days = form.cleaned_data
        try:
            facilitating.close_place(place, days["starts_on"], days["ends_on"], days["note"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("close-place", pk)
    context = {
        "place": place,
        "form": form,
        "closures": place.closures.to_come(facilitating.today_at(place)).order_by("starts_on", "pk"),
        "listings": place.listings.published().order_by("name", "pk")[:LISTINGS_SHOWN],
    }
    return render(request, "groups/closing/close_place.html", context)


@require_POST
@moderator_required
def reopen_place(request, pk, closure_pk):
    """End a closure before its last day."""
    place = place_of(request, pk)
    facilitating.reopen(get_object_or_404(Closure, pk=closure_pk, place=place), by=request.user)
    return redirect("close-place", pk)


def place_of(request, pk):
    """A place that this moderator may close; 404 for any other."""
    place = get_object_or_404(Place, pk=pk)
    if not may_close(request.user, place):
        raise Http404
    return place
