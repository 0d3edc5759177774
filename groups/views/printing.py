"""Support on paper: a booklet of a search, and a sheet about one listing to hand over. Nothing of it is kept."""

from allauth.core.ratelimit import respond_429
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import booklet, chosen, crisis, limits
from groups.forms.printing import BookletForm
from groups.results import Results
from groups.views.listings import code_for, help_for, listing_context, read_listing
from groups.views.search import read_search


@require_safe
def choose(request):
    """What a booklet of a search will hold, and how it is wanted; the form leads to the PDF."""
    search, form = read_wish(request)
    params = search.params()
    params.pop("page", None)
    context = {
        "search": search,
        "results": Results(search),
        "form": form,
        "carried": [(name, value) for name, values in params.lists() for value in values],
        "most": booklet.MOST,
        "crisis": crisis.help_for(search.country),
    }
    return render(request, "groups/printing/booklet.html", context)


@require_safe
def booklet_pdf(request):
    """The booklet. Its name tells nothing of what was searched, since it may stay on a shared computer."""
    if not limits.within(request, "printing"):
        return respond_429(request)
    search, form = read_wish(request)
    wish = booklet.Wish(booklet.By(form.chosen("by")), form.chosen("paper"), form.is_large, form.is_at_places)
    site = request.build_absolute_uri("/").rstrip("/")
    layout = booklet.booklet(booklet.Found(search), wish, crisis.help_for(search.country), site=site)
    return pdf(booklet.pdf_of(layout), "booklet")


def read_wish(request):
    """The search a booklet is of and the form that says how it is wanted."""
    search, form = read_search(request), BookletForm(request.GET)
    form.is_valid()
    if form.is_at_places:
        booklet.at_places(search)
    return search, form


@require_safe
def handout(request, public_id):
    """One sheet about a listing, to print or to hand over, with a code that leads back to its page."""
    sheet = read_handout(request, public_id)
    context = {"listing": sheet.listing, "sheet": sheet, "qr": code_for(sheet.url)}
    return render(request, "groups/printing/handout.html", context)


@require_safe
def handout_pdf(request, public_id):
    """The same sheet as a PDF, on the paper asked for."""
    form = BookletForm(request.GET)
    form.is_valid()
    layout, pictures = booklet.sheet_of(read_handout(request, public_id), form.chosen("paper"))
    return pdf(booklet.pdf_of(layout, pictures), public_id)


def read_handout(request, public_id):
    """The `Handout` of a published listing; 404 for any other."""
    now = timezone.now()
    listing = read_listing(public_id, now)
    told = listing_context(listing, now)
    listing.live_schedules, listing.public_contacts = told["slots"], told["contacts"]
    listing.pause = None  # all its closures are told
    url = request.build_absolute_uri(listing.get_absolute_url())
    return booklet.Handout(listing, told, chosen.words_of([listing]), now, url, help_for(listing))


def pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
