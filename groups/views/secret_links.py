"""Addresses that came by mail: what they open, and what a wrong one is answered with."""

from functools import wraps

from allauth.core.ratelimit import respond_429
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from groups import limits


def opened(request, secrets, token):
    """`(row, None)` for what `token` opens of `secrets` (a queryset, or what else has its `opened_by`), else
    `(None, answer)`.

    The answer for an address that opens nothing is the same whether it was used, is old or was made up; who tries
    many is told to wait.
    """
    if not limits.within(request, "guessing", count=False):
        return None, respond_429(request)
    found = secrets.opened_by(token).first()
    if found is not None:
        return found, None
    # Counting decides, not the look before it: of many guesses at once no more are answered than the limit says.
    return None, no_such_link(request) if limits.within(request, "guessing") else respond_429(request)


def polled(request, secrets, token):
    """The same for an address that a program asks for again and again; it has a limit of its own.

    A right one is never refused: programs go on asking for what was switched off, from the same house or company.
    """
    found = secrets.opened_by(token).first()
    if found is not None:
        return found, None
    return None, no_such_link(request) if limits.within(request, "polling") else respond_429(request)


def no_such_link(request):
    """The page for an address that opens nothing; it says nothing of which address that was."""
    return render(request, "groups/asking/no_such_link.html", {"is_failure": True}, status=404)


def secret_page(view):
    """A page behind a secret address: kept by no cache, listed by no search engine."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded
