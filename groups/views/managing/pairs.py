"""What goes well with one listing, said by who looks after it."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from groups import limits, pairing, spelling
from groups.forms.pairing import Act, ActForm, FindForm, ProposeForm, Said
from groups.forms.said import SaidForm
from groups.models import Listing, Pairing
from groups.views.managing.access import of_my_listing

FOUND = 8
AROUND_KM = 50


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def pairs(request, listing, access):
    """The links of a listing, what might go well with it, and any other listing by its name; POST links or ends."""
    if not access.may_edit:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            return access.back(done(request, listing, access), page="manage-pairs")
        except ValidationError as error:
            problem = " ".join(error.messages)
    find = FindForm(request.GET)
    context = {
        "listing": listing,
        "access": access,
        "beside": pairing.standing(listing),
        "find": find,
        "found": found(listing, find),
        "problem": problem,
        "said": SaidForm(request.GET, Said).words,
    }
    return render(request, "groups/pairing/manage.html", context)


def done(request, listing, access):
    """Do what was sent; answers the `Said` that tells of it. Raises ValidationError where it cannot be."""
    proposal, act = ProposeForm(request.POST), ActForm(request.POST)
    if proposal.is_valid():
        return propose(request, listing, access, proposal.cleaned_data["other"])
    if not act.is_valid() or act.cleaned_data["do"] == Act.CHECK:
        return Said.UNCLEAR
    link = get_object_or_404(Pairing.objects.of(listing), pk=act.cleaned_data["row"])
    is_ending = act.cleaned_data["do"] == Act.END
    (pairing.end if is_ending else pairing.agree)(link, listing, by=access.by, via_link=access.via_link)
    return Said.ENDED if is_ending else Said.AGREED


def propose(request, listing, access, public_id):
    """Link the listing of that id, as often as a day allows to either side."""
    other = Listing.objects.searchable().filter(public_id=public_id).first()
    if other is None:
        return Said.UNCLEAR
    keys = (f"from {listing.pk}", f"to {other.pk}")
    if not all(limits.within(request, "pairing", key) for key in keys):
        return Said.ENOUGH
    pairing.propose(listing, other, by=access.by, via_link=access.via_link)
    return Said.PROPOSED


def found(listing, form):
    """Listings somebody asked for by name, around this one where it has a place, or by address."""
    if not form.text:
        return []
    others = Listing.objects.searchable().exclude(pk=listing.pk).select_related("kind", "place", "organization")
    others = others.defer("document", "pos")
    if form.public_id:
        return list(others.filter(public_id=form.public_id))
    reading = spelling.read(form.text)
    named = others.about(form.text, also=reading.near, is_rare=reading.is_rare)
    if listing.point:
        return list(named.near(listing.point, AROUND_KM).nearest_first()[:FOUND])
    return list(named.order_by("name", "pk")[:FOUND])
