"""What goes wrong, in one shape for all of it: a problem (RFC 9457) with sentences for people."""

from http import HTTPStatus

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

APP = "api"
MEDIA_TYPE = "application/problem+json"
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)


class Problem(Exception):
    """A request that cannot be answered; its arguments are those of `answer`."""


def answer(status, detail, errors=()):
    """The answer that tells of a problem; `errors` are `(parameter, sentence)`."""
    status = HTTPStatus(status)
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": str(detail)}
    if errors:
        body["errors"] = [{"parameter": name, "detail": str(sentence)} for name, sentence in errors]
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def not_found():
    return answer(404, _("There is nothing at this address."))


def is_asked(request):
    """Whether a request is to the interface itself, and not to the page that explains it."""
    match = request.resolver_match
    return bool(match) and match.app_name == APP and match.url_name != "reference"


def failed(status):
    """The answer to what no operation answers, as it or the way to it failed."""
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return answer(status, _("We could not read that request."))
    return answer(status, _("Something went wrong on our side. Please try again in a moment."))


def handle(api):
    """Let `api` (a `NinjaAPI`) answer what it cannot do in this shape; what we did not foresee goes on to be logged,
    and is answered by `failed`."""
    api.add_exception_handler(Problem, lambda _request, found: answer(*found.args))
    api.add_exception_handler(Http404, lambda _request, _found: not_found())
    for cause in UNREADABLE:
        api.add_exception_handler(cause, lambda _request, _found: failed(400))
