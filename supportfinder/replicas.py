"""Which database a query goes to, where there is a replica (`REPLICA_URL`): the pages of settings.REPLICA_PAGES read
from it, all else uses the primary.

- Who is signed in, or has just written, reads from the primary: everybody sees their own changes.
- A replica that is away, or more than REPLICA_MAX_LAG_SECONDS behind, is left alone.
- While the primary is away, these pages are read from the replica for everybody, however old its data is; what needs
  the primary fails at once instead of waiting for it, and works again when it is back.
"""

import math
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.urls import get_resolver

from supportfinder.watching import ANSWERS, BEHIND, STALE_SECONDS, Watch

PRIMARY, REPLICA = "default", "replica"
OTHER = {PRIMARY: REPLICA, REPLICA: PRIMARY}
WATCHES = {PRIMARY: Watch(PRIMARY, ANSWERS), REPLICA: Watch(REPLICA, BEHIND)}
NOT_CONTENT = {"django_cache", "sessions"}
"""Apps whose tables are written in passing: read from the primary alone, and nobody needs to see what they wrote."""
SHOWN_AGAIN = {HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.TOO_MANY_REQUESTS}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


@dataclass
class Reading:
    """Where the request under way reads, whether it may read elsewhere or wrote, and how the primary failed it."""

    alias: str = PRIMARY
    may_lag: bool = False
    has_written: bool = False
    failure: Exception | None = None

    def noting(self, execute, sql, params, many, context):
        """Runs a statement for a database connection and keeps the error that says the server is gone."""
        try:
            return execute(sql, params, many, context)
        except (OperationalError, InterfaceError) as error:
            self.failure = self.failure or error
            raise


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def best_for(*, is_pinned: bool) -> str:
    """The database for a page that may lag; `is_pinned`: for somebody who has to see the newest."""
    primary, replica = WATCHES[PRIMARY], WATCHES[REPLICA]
    lag = replica.lag  # read once: it may be gone the next moment
    is_up = lag is not None
    is_fresh = is_up and lag <= settings.REPLICA_MAX_LAG_SECONDS
    if (is_fresh and not is_pinned) or (is_up and primary.is_away):
        return REPLICA
    return PRIMARY


class PrimaryAwayError(OperationalError):
    """The primary is known not to answer, so it was not asked."""

    was_asked = False


def primary() -> str:
    """The primary; raises PrimaryAwayError at once while it is away, so that nobody waits in line for it."""
    if WATCHES[PRIMARY].is_away:
        raise PrimaryAwayError("The primary database is away.")
    return PRIMARY


class Router:
    """Follows what the middleware decided for the request. Outside of requests everything uses the primary."""

    def db_for_read(self, model, **hints):
        """The replica, where the page may lag; inside a transaction the primary, whose rows it works with."""
        reading = _reading.get()
        if reading is None or reading.alias == PRIMARY or model._meta.app_label in NOT_CONTENT:
            return primary()
        return PRIMARY if connections[PRIMARY].in_atomic_block else REPLICA

    def db_for_write(self, model, **hints):
        """The primary, also for rows read to be locked."""
        reading = _reading.get()
        if reading is not None and model._meta.app_label not in NOT_CONTENT:
            reading.has_written = True
        return primary()

    def allow_relation(self, first, second, **hints):
        """Both hold the same rows, and a process keeps some for a minute, wherever it read them."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """The replica gets its tables from the primary."""
        return db == PRIMARY


class ReadingMiddleware:
    """Decides for each request where it reads, and marks who wrote. The last one, so that nothing follows the view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for watch in WATCHES.values():
            watch.begin()
        reading = Reading()
        token = _reading.set(reading)
        try:
            with connections[PRIMARY].execute_wrapper(reading.noting):
                response = self.get_response(request)
        finally:
            _reading.reset(token)
        if is_misled(request, reading, response):
            return refusal(request, reading.failure)
        if reading.has_written and not reading.may_lag and request.method not in SAFE_METHODS:
            mark(response)
        return response

    def process_view(self, request, view, args, kwargs):
        """Pages that may lag read where it is best for this visitor."""
        if request.resolver_match.view_name in settings.REPLICA_PAGES:
            is_pinned = not {settings.SESSION_COOKIE_NAME, settings.JUST_WROTE_COOKIE_NAME}.isdisjoint(request.COOKIES)
            reading = _reading.get()
            reading.may_lag, reading.alias = True, best_for(is_pinned=is_pinned)

    def process_exception(self, request, exception):
        """A database failed under the page: one that may lag, and so changes nothing, is made again from the other."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        reading = _reading.get()
        WATCHES[reading.alias].look_soon()
        if not reading.may_lag or WATCHES[OTHER[reading.alias]].is_away:
            return refusal(request, exception) if isinstance(exception, PrimaryAwayError) else None
        reading.alias = OTHER[reading.alias]
        view, args, kwargs = request.resolver_match
        return view(request, *args, **kwargs)


def is_misled(request, reading, response):
    """Whether a form is shown again although the primary was lost while it was checked: it would blame who wrote it.

    Django takes uniqueness that it cannot ask about for broken (`django.db.models.Q.check`), and its cache in the
    database says of a count it cannot keep only that it was not kept, which then reads as one too many.
    """
    is_form = request.method not in SAFE_METHODS and response.status_code in SHOWN_AGAIN
    return bool(reading.failure) and is_form and not reading.may_lag


def refusal(request, error):
    """The page of a passing failure, without a traceback in the log for each visitor: the watch has said it once."""
    try:
        raise error
    except (OperationalError, InterfaceError):
        return get_resolver().resolve_error_handler(500)(request)


def mark(response) -> None:
    """Let the visitor read from the primary until a replica that is in use has what they wrote."""
    response.set_cookie(
        settings.JUST_WROTE_COOKIE_NAME,
        "1",
        max_age=math.ceil(settings.REPLICA_MAX_LAG_SECONDS) + STALE_SECONDS + 1,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
