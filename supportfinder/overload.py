"""More requests than can be answered in time: whoever has waited too long is told so at once, with crisis help.

A process of the web server has a few threads; what comes while all are busy waits in line. Without a limit the line
grows until everybody waits longer than they stay, and the site does nothing but answer people who have left. So each
request brings how long it waited (`Worker`), and one that waited longer than OVERLOAD_SECONDS gets a page that is ready
made (`shedding`), in a fraction of the time. Those behind it are then served in time.
"""

import functools
import logging
import time
from contextvars import ContextVar

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from gunicorn.workers.gthread import ThreadWorker

from supportfinder.replicas import refusal

ALWAYS_ANSWERED = {"livez", "healthz", "help-now", "exit"}
"""Names of addresses that nobody is turned away from: help, the way out, and what a watching program asks."""
SAY_EVERY_SECONDS = 10
waited: ContextVar[float] = ContextVar("waited", default=0.0)
"""Seconds that the request of this thread stood in line."""

logger = logging.getLogger(__name__)


class Overloaded(OperationalError):
    """Nobody has looked at the request."""

    was_asked = False


class Worker(ThreadWorker):
    """gunicorn's process with threads, which also knows how long each request waits for one."""

    def enqueue_req(self, conn):
        """A connection has something to read: it gets in line."""
        conn.queued_at = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn):
        """A thread is free for it."""
        waited.set(time.monotonic() - conn.queued_at)
        return super().handle(conn)


def shedding(get_response):
    """Turn away whoever waited longer than OVERLOAD_SECONDS (0: nobody), before anything is done for them."""

    say = rarely(lambda: logger.warning("More requests come than can be answered in time: people are told so."))

    def middleware(request):
        is_late = 0 < settings.OVERLOAD_SECONDS < waited.get()
        if not is_late or is_always_answered(request):
            return get_response(request)
        say()
        answer = turned_away(request)
        answer._has_been_logged = True  # Django would write a line for each, when there is least time for it
        return answer

    return middleware


def rarely(act, clock=time.monotonic):
    """Does `act` when called, but no more than once in SAY_EVERY_SECONDS."""
    last = clock() - SAY_EVERY_SECONDS

    def maybe():
        nonlocal last
        if clock() - last >= SAY_EVERY_SECONDS:
            last = clock()
            act()

    return maybe


def is_always_answered(request) -> bool:
    """Whether its address is one of those; also finds out what that is for who turns it away."""
    with translation.override(language_of(request)):
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            return False
    return request.resolver_match.view_name in ALWAYS_ANSWERED


def language_of(request) -> str:
    return translation.get_language_from_request(request, check_path=True)


def turned_away(request):
    """The answer 503 with crisis help. A page is ready made; a form is kept on its own, to be sent again."""
    language = language_of(request)
    if request.method in ("GET", "HEAD") and not has_failures_of_its_own(request):
        body, kind = page(language, request.headers.get("Accept-Language", "")[:200])
        return HttpResponse(body, content_type=kind, status=503, headers={"Retry-After": "30"})
    with translation.override(language):
        return refusal(request, Overloaded())


def has_failures_of_its_own(request) -> bool:
    """Whether its address is one for programs or for a frame, where no whole page belongs."""
    match = request.resolver_match
    return bool(match) and (match.app_name == "api" or match.view_name == "embed")


@functools.lru_cache(maxsize=256)
def page(language: str, accepted: str) -> tuple[bytes, str]:
    """The page of a failure that passes, for a browser that accepts these languages, and its type.

    It is made for a request to the front door, so it holds nothing of who asks.
    """
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", "/", "/"
    request.META = {"HTTP_ACCEPT_LANGUAGE": accepted, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    with translation.override(language):
        answer = refusal(request, Overloaded())
    return answer.content, answer["Content-Type"]
