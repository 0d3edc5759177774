"""A moderator, or the organization that runs all there, closes a whole place for some days."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import may_close, moderator_required
from groups import facilitating
from groups.forms.closing import ClosePlaceForm
from groups.models import Closure, Place

LISTINGS_SHOWN = 100


def of_place(view):
    """Open `view(request, place, …)` to who may close it; for others the page does not exist.

    Members of the organization that runs all there need no second factor; moderators of its area do.
    """

    @moderator_required
    @wraps(view)
    def for_moderators(request, pk, *args, **kwargs):
        place = get_object_or_404(Place, pk=pk)
        if not may_close(request.user, place):
            raise Http404
        return view(request, place, *args, **kwargs)

    @wraps(for_moderators)
    def guarded(request, pk, *args, **kwargs):
        place = Place.objects.filter(pk=pk).first()
        if place and facilitating.answers_for(request.user, place):
            return view(request, place, *args, **kwargs)
        return for_moderators(request, pk, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@of_place
def close_place(request, place):
    """The form, what is closed already, and the listings it is about."""
    form = ClosePlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        days = form.cleaned_data
        try:
            facilitating.close_place(place, days["starts_on"], days["ends_on"], days["note"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("close-place", place.pk)
    context = {
        "place": place,
        "form": form,
        "closures": place.closures.to_come(facilitating.today_at(place)).order_by("starts_on", "pk"),
        "listings": place.listings.published().order_by("name", "pk")[:LISTINGS_SHOWN],
    }
    return render(request, "groups/closing/close_place.html", context)


@require_POST
@of_place
def reopen_place(request, place, closure_pk):
    """End a closure before its last day."""
    facilitating.reopen(get_object_or_404(Closure, pk=closure_pk, place=place), by=request.user)
    return redirect("close-place", place.pk)
