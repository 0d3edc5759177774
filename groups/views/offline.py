"""What a device keeps on somebody's wish: pages to read without internet, and the way to forget all of it."""

import json
from contextlib import suppress
from functools import cache
from http.cookies import CookieError
from pathlib import Path

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groups import crisis
from groups.views.search import country_bias

EVERYTHING = '"cache", "cookies", "storage"'
"""What browsers are asked to take away, by the names of Clear-Site-Data (W3C)."""
SOME_LISTING = "x"
AS_INTL = {"en": "en-GB", "ur": "ur-u-nu-arabext"}
"""What `Intl` has to call a language so that it writes as the pages do: the day before the month, numerals of its own;
see static/js/language.js."""


@require_safe
def no_internet(request):
    """What a kept copy of this page says in place of one that cannot be opened: whom to call, and what was saved."""
    country = next(iter(country_bias(request)), None)
    return render(request, "groups/offline/no_internet.html", {"crisis": crisis.help_for(country)})


@require_safe
def worker(request):
    """The script that keeps saved pages. It stands at the root, so that it may answer for every page of the site."""
    return HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")


@cache
def worker_text():
    script = Path(finders.find("js/service-worker.js")).read_text("utf-8")
    return f"const SITE = {json.dumps(site())};\n{script}"


def site():
    """The paths that the worker knows; `languages` has the language without a prefix first."""
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE)
    return {"files": settings.STATIC_URL, "languages": [paths_in(code) for code in codes]}


def paths_in(code):
    """The paths of one language, and how `Intl` is asked for its dates, with the digits that its pages have."""
    with override(code):
        names = {"prefix": "home", "offline": "offline", "saved": "saved", "help": "help-now", "exit": "exit"}
        listing = reverse("listing-detail", args=[SOME_LISTING])
        paths = {key: reverse(name) for key, name in names.items()}
    return paths | {"listings": listing.removesuffix(f"{SOME_LISTING}/"), "dates": AS_INTL.get(code, code)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request):
    """Everything of this site off this device, and signed out; looking at the page forgets nothing."""
    if request.method != "POST":
        return render(request, "groups/offline/forget.html")
    if request.session.session_key:
        logout(request)
    response = render(request, "groups/offline/forgotten.html")
    response["Clear-Site-Data"] = EVERYTHING
    for name in request.COOKIES:
        with suppress(CookieError):  # a name that no cookie of ours has, of another site of the same domain
            response.delete_cookie(name, samesite="Lax")  # for browsers that do not know the header
    return response
