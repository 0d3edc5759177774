"""A short list to hand over: a page anybody can open by its address, and a form to order it and write notes."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groups import chosen, crisis, shortlist
from groups.forms.choosing import PickedForm
from groups.forms.shortlist import ShortListForm
from groups.shortlist import Entry
from groups.views.listings import code_for, locator_of
from groups.views.search import country_of


@csrf_exempt  # It changes nothing, and a token would need a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def short_list(request):
    """The sheet of the listings that the address names; by POST, which keeps nothing, with notes, or to change it."""
    if request.method == "POST":
        return by_form(request)
    if set(request.GET) - {"listing"}:
        return redirect(address_of(request.GET.getlist("listing")))
    form = PickedForm(request.GET)
    form.is_valid()
    return sheet(request, form.cleaned_data["listing"])


def by_form(request):
    """The sheet with its notes where it is asked for, else the form with everything that was typed."""
    form = ShortListForm(request.POST)
    if form.is_ready:
        return sheet(request, form.order, form)
    form.is_valid()
    picked = chosen.read(form.order, timezone.now(), most=shortlist.MOST)
    rows = [(listing, form.note_on(listing.public_id)) for listing in picked.listings]
    context = {"form": form, "picked": picked, "rows": rows, "most": shortlist.MOST}
    return render(request, "groups/shortlist/edit.html", context)


def sheet(request, ids, form=None):
    """What is handed over: listings in order, with the notes of a clean `form`; its address holds their ids alone."""
    now = timezone.now()
    picked = chosen.read(ids, now, most=shortlist.MOST)
    page_url = request.build_absolute_uri(address_of(picked.ids))
    context = {
        "entries": entries_of(picked, form),
        "picked": picked,
        "form": form,
        "words": form.cleaned_data["words"] if form else "",
        "now": now,
        "most": shortlist.MOST,
        "page_url": page_url,
        "qr": code_for(page_url) if picked.listings else "",
        "crisis": crisis.help_for(country_of(picked.listings, request)),
    }
    return render(request, "groups/shortlist/sheet.html", context)


def entries_of(picked, form):
    help_of = chosen.help_of(picked.listings)
    notes = form.cleaned_data if form else {}
    return [
        Entry(
            listing,
            notes.get(f"note-{listing.public_id}", ""),
            picked.dates[listing.pk],
            help_of[listing.pk],
            locator_of(listing.place),
        )
        for listing in picked.listings
    ]


def address_of(ids):
    """The address of a short list: public ids in their order, and nothing else."""
    return f"{reverse('short-list')}?{urlencode({'listing': ids}, doseq=True)}"
