"""How a first visit was: told by who went, read by everybody who is about to."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups import limits, stories
from groups.forms.giving import NearForm, StoryForm
from groups.models import Story
from groups.views.listings import help_for, public_listing
from groups.views.secret_links import opened, secret_page

PAGE_SIZE = 20


def listing_of(public_id):
    """A public listing whose first visits are told; 404 for any other."""
    listing = public_listing(public_id)
    if not stories.may_tell(listing):
        raise Http404
    return listing


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request, public_id):
    """The form; not found for groups of people under 18."""
    listing = listing_of(public_id)
    by = request.user if request.user.is_authenticated else None
    form = StoryForm(request.POST if request.method == "POST" else None, is_known=by is not None)
    status = 200
    if form.is_valid():
        if may_tell(request, by, form.told):
            stories.tell(listing, **form.told, by=by)
            return redirect("story-sent", public_id)
        form.add_error(None, _("That was a lot at once. Please send it tomorrow; it is still here."))
        status = 429
    context = {"listing": listing, "form": form, "crisis": help_for(listing)}
    return render(request, "groups/stories/tell.html", context, status=status)


def may_tell(request, by, told):
    """Whether this visitor may tell one more, and the address may get one more link."""
    address = by.email if by else told["email"]
    return limits.within(request, "telling") and limits.within(request, "mailing", address.lower())


@require_safe
def sent(request, public_id):
    """Look in your mail: the link there sends it in, and erases it later."""
    listing = listing_of(public_id)
    return render(request, "groups/stories/sent.html", {"listing": listing, "crisis": help_for(listing)})


@require_safe
def told(request, public_id):
    """All first visits told of a listing, newest first."""
    listing = listing_of(public_id)
    _near, page = NearForm.asked(request.GET)
    shown = Paginator(stories.told_of(listing), PAGE_SIZE)
    return render(request, "groups/stories/told.html", {"listing": listing, "page": shown.get_page(page)})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request, token):
    """For who told it: a button that sends it in, and one that erases it for good."""
    story, answer = opened(request, Story.objects.select_related("listing"), token)
    if story is None:
        return answer
    if request.method == "POST":
        if "erase" in request.POST:
            stories.erase(story)
            return redirect("story-erased")
        stories.confirm(story)
        return redirect(request.path)
    return render(request, "groups/stories/own.html", {"story": story})


@require_safe
def erased(request):
    """That it is gone."""
    return render(request, "groups/stories/erased.html")
