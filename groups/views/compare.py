"""Two to four listings side by side."""

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import chosen, crisis, geocoding
from groups.compare import FEWEST, MOST
from groups.forms.choosing import CompareForm
from groups.views.search import country_bias, country_of


@require_safe
def comparison(request):
    """What is different about some listings first, then what is the same; distances from a town somebody names."""
    now, form = timezone.now(), CompareForm(request.GET)
    form.is_valid()
    ids, near = form.cleaned_data["listing"], where(form, request)
    best = near and near.best
    picked = chosen.read(ids, now, most=MOST, point=best and best.point.rounded())
    context = {
        "form": form,
        "near": near,
        "picked": picked,
        "others": [(listing, address_without(form, picked, listing)) for listing in picked.listings],
        "is_enough": len(picked.listings) >= FEWEST,
        "now": now,
        "units": best and form.units_or_default,
        "crisis": crisis.help_for(best.country if best else country_of(picked.listings, request)),
    }
    return render(request, "groups/compare/compare.html", context)


def where(form, request):
    """What the town that was typed is understood as (a `Resolution`); None where none was."""
    return geocoding.resolve(form.place, country_bias=country_bias(request)) if form.place else None


def address_without(form, picked, listing):
    """The query string of the same comparison without one of its listings."""
    params = QueryDict(mutable=True)
    params.setlist("listing", [one for one in picked.ids if one != listing.public_id])
    for name in ("near", "units"):
        if form.cleaned_data.get(name):
            params[name] = form.cleaned_data[name]
    return params.urlencode()
