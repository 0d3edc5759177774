"""The finder in a frame on other people's pages, its colours and its script, and the page that writes the lines."""

from functools import cache
from pathlib import Path

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.contrib.staticfiles import finders
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from groups import crisis
from groups.embedding import Frame, Lines, address_in, together, worth_saying
from groups.forms.embedding import OPEN_FACETS, LookForm, MakeForm
from groups.views.search import read_search

FOR_ANY_PAGE = {"Cross-Origin-Resource-Policy": "cross-origin"}
FOR_ANY_FRAME = FOR_ANY_PAGE | {
    "Cross-Origin-Embedder-Policy": "require-corp",  # so that a page cut off from others may show it too
    "Referrer-Policy": "no-referrer",
}


def may_be_framed(view):
    """A view whose answer any page may show in a frame; as strict as others in all else."""
    policy = {"frame-ancestors": ["*"], "img-src": [SELF], "manifest-src": [NONE]}
    return xframe_options_exempt(csp_replace(policy)(view))


@may_be_framed
@require_safe
def finder(request):
    """The search and its results, for a frame on any page: no cookie, nothing kept, nobody else asked."""
    look = LookForm(request.GET)
    if look.language and look.language != get_language():
        return redirect(in_language(look.language, request.GET))
    search = read_search(request)
    context = {
        "frame": Frame(search, look),
        "search": search,
        "crisis": crisis.help_for(search.country),
    }
    return framed(request, "groups/embed/frame.html", context)


def framed(request, template, context, status=200):
    """A page for a frame, in its host's colours."""
    asked = colours_asked(request)
    colours = asked and address_in(None, "embed-colours", together({}, asked))
    response = render(request, template, context | {"colours": colours}, status=status)
    for name, value in FOR_ANY_FRAME.items():
        response[name] = value
    return response


def colours_asked(request):
    """The colours that the host asks for; none where its query is refused, so that a failure can say so in a frame."""
    try:
        return LookForm(request.GET).colours()
    except TooManyFieldsSent:
        return []


def is_frame(request):
    return bool(request.resolver_match) and request.resolver_match.view_name == "embed"


@may_be_framed
def failed(request, context, status):
    """What the frame shows where it cannot search: whom to call. Refused by the browser, it would be an empty box."""
    return framed(request, "groups/embed/failure.html", context, status)


def in_language(language, params):
    """The address of the same frame in another language, which then stands in its path."""
    params = params.copy()
    params.pop("lang", None)
    return address_in(language, "embed", params)


@require_safe
def colours(request):
    """The style sheet with a host's colours; what is none, or cannot be read, is left out."""
    return HttpResponse(LookForm(request.GET).palette.css, content_type="text/css; charset=utf-8")


@require_safe
def script(request):
    """The script that puts the frame where it stands; its address never changes, as it stands in other sites."""
    headers = FOR_ANY_PAGE | {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(script_text(), content_type="text/javascript; charset=utf-8", headers=headers)


@cache
def script_text():
    return Path(finders.find("js/embed.js")).read_text("utf-8")


@csp_update({"frame-src": [SELF]})
@require_safe
def make(request):
    """For who runs another site: choose what the finder shows, see it, and copy the lines."""
    form, search = MakeForm(request.GET), read_search(request)
    lines = Lines(request.build_absolute_uri("/").rstrip("/"), worth_saying(search), form)
    context = {
        "form": form,
        "search": search,
        "facets": [search.form[facet.value] for facet in OPEN_FACETS],
        "lines": lines,
    }
    return render(request, "groups/embed/make.html", context)
