"""What every request to the interface goes through: who may ask, by which method, and how often."""

from functools import wraps

from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from groups import limits, problems

ACTION = "api"
FOR_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def behind(pattern):
    """The same address as `pattern` (a `URLPattern`) has, its view behind the door."""
    return URLPattern(pattern.pattern, door(pattern.callback), pattern.default_args, pattern.name)


def door(view):
    """`view`, open to pages of any site, as often as `settings.LIMITS` allows; where it takes GET it takes HEAD too.

    No cookie counts here and nobody is signed in: what is answered is public, and CORS lets no page send them.
    """

    @csrf_exempt  # nothing is changed here
    @wraps(view)
    def opened(request, *args, **kwargs):
        request.headers_along = dict(FOR_EVERYBODY)
        if request.method == "OPTIONS":
            request.headers_along |= PREFLIGHT
            return HttpResponse(status=204)
        budget = limits.spend(request, ACTION)
        request.headers_along |= budget_headers(budget)
        return answered(view, request, *args, **kwargs) if budget.left >= 0 else too_many(budget)

    return opened


def budget_headers(budget):
    """How often one may ask and what is left (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": f'"{ACTION}";q={budget.most};w={budget.seconds}',
        "RateLimit": f'"{ACTION}";r={max(0, budget.left)};t={budget.ends_in}',
    }


def too_many(budget):
    words = _("That was a lot at once. Please ask again in %(seconds)d seconds.") % {"seconds": budget.ends_in}
    response = problems.answer(429, words)
    response["Retry-After"] = str(budget.ends_in)
    return response


def answered(view, request, *args, **kwargs):
    """What `view` answers; to HEAD the same as to GET, and `supportfinder.wsgi` leaves the body away."""
    is_head = request.method == "HEAD"
    request.method = "GET" if is_head else request.method
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD" if is_head else request.method
    return not_taken(response["Allow"]) if response.status_code == 405 else response


def not_taken(allow):
    """The answer to a method that an address does not take; `allow` are those that its view takes."""
    taken = {method.strip() for method in allow.split(",")} | {"OPTIONS"}
    taken |= {"HEAD"} if "GET" in taken else set()
    allowed = ", ".join(sorted(taken))
    response = problems.answer(405, _("This address takes %(methods)s.") % {"methods": allowed})
    response["Allow"] = allowed
    return response
