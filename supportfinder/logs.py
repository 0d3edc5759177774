"""What may stand in a log: never what somebody typed, looked for or is.

A message is kept only where it is a constant of the program that writes it. What is put into it is kept where it is a
number, or where our own code put it there. An error is told by its type and the places in the program it came through:
its text may hold what was typed, and so does its traceback where values are shown. A request is told by the pattern of
its address, which holds no token, no number and nothing that was looked for.
"""

import errno
import json
import logging
import re
import sys
import threading
import time
import traceback
from datetime import UTC, datetime
from http.client import responses

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")
"""Whatever is as long as a token; the ids of listings are shorter."""
OURS = ("groups", "accounts", "supportfinder")
"""Loggers whose writers put nothing into a message that a person typed."""
FOR_OPERATORS = (ImproperlyConfigured, ImportError)
"""Errors whose text speaks of how the site is set up, and of nobody."""
LEFT_OUT = "…"
FOLDERS = re.compile(r".*/(site-packages|lib/python3\.\d+)/|" + re.escape(__file__.rpartition("supportfinder/")[0]))

logging.raiseExceptions = False  # of a record that cannot be written, Python would print all that was put into it
requests = logging.getLogger("supportfinder.requests")
threads = logging.getLogger("supportfinder.threads")


class Discreet(logging.Filter):
    """Replaces what could be a token in the message of a record, whoever writes it afterwards."""

    def filter(self, record):
        """Keep every record, with "…" in place of each long run of letters."""
        record.msg, record.args = SECRET.sub(LEFT_OUT, record.getMessage()), ()
        return True


def message(record) -> str:
    """What a record says, without anything that a person may have typed; to be asked while it is being written."""
    if getattr(record, "status_code", None):
        return responses.get(record.status_code, LEFT_OUT)
    if record.name.startswith("procrastinate") and hasattr(record, "action"):
        return str(record.action)
    if not _is_constant(record.msg):
        return LEFT_OUT
    is_ours = record.name.partition(".")[0] in OURS
    args = record.args or ()
    kept = {k: _kept(v, is_ours) for k, v in args.items()} if isinstance(args, dict) else None
    try:
        text = record.msg % (kept or tuple(_kept(value, is_ours) for value in args)) if args else record.msg
    except (TypeError, ValueError):
        text = record.msg
    return SECRET.sub(LEFT_OUT, text)


def _is_constant(text) -> bool:
    """Whether a function that is being called right now, on the way to this line, holds just this text."""
    frame = sys._getframe(1)
    while frame is not None:
        if any(text is known or (isinstance(known, str) and text == known) for known in frame.f_code.co_consts):
            return isinstance(text, str)
        frame = frame.f_back
    return False


def _kept(value, is_ours):
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, int | float) or (is_ours and isinstance(value, str)):
        return value
    return LEFT_OUT


def told(error: BaseException) -> dict:
    """An error as its type, its number where it has one, the places it came through and what caused it."""
    code = getattr(error, "sqlstate", None) or errno.errorcode.get(getattr(error, "errno", None))
    cause = cause_of(error)
    stack = [f"{file}:{line} {name}" for file, line, name in places(error)]
    parts = {
        "exception": kind_of(error),
        "code": code,
        "says": str(error) if isinstance(error, FOR_OPERATORS) else None,
        "stack": stack,
        "cause": told(cause) if cause else None,
    }
    return {name: value for name, value in parts.items() if value}


def kind_of(error: BaseException) -> str:
    """The name of an error's class with its module, such as `django.db.utils.DataError`."""
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def cause_of(error: BaseException) -> BaseException | None:
    """The error because of which, or in whose handling, this one was raised."""
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def places(error: BaseException) -> list[tuple[str, int, str]]:
    """Where an error came through, the last place where it was raised: file, line, function."""
    found = traceback.extract_tb(error.__traceback__)
    return [(FOLDERS.sub("", place.filename), place.lineno, place.name) for place in found]


def facts(record) -> dict:
    """A record as `{name: value}`, in the order in which it is read; what is not known is not in it."""
    request, job = getattr(record, "request", None), getattr(record, "job", None)
    known = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message(record),
        "method": getattr(request, "method", None),
        "path": address(request),
        "status": getattr(record, "status_code", None),
        "ms": elapsed(request),
        "job": {"id": job.get("id"), "task": job.get("task_name")} if isinstance(job, dict) else None,
    }
    failure = record.exc_info and record.exc_info[1]
    known |= told(failure) if failure else {}
    return {name: value for name, value in known.items() if value is not None}


def address(request) -> str | None:
    """The pattern of a request's address, such as `/listings/<slug:public_id>/`; None where it is not one of ours."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else None


def elapsed(request) -> int | None:
    """Milliseconds since a request came in, as far as `timed` saw it come."""
    began = getattr(request, "began", None)
    return None if began is None else round((time.monotonic() - began) * 1000)


class Json(logging.Formatter):
    """One line of JSON for each record."""

    def format(self, record):
        """The facts of a record."""
        return json.dumps(facts(record), ensure_ascii=False, default=lambda value: LEFT_OUT)


class Plain(logging.Formatter):
    """The same facts for who reads along: one line, and one for each place an error came through."""

    def format(self, record):
        """The facts of a record, without its time."""
        known = facts(record)
        stack, cause = known.pop("stack", []), known.pop("cause", None)
        known.pop("time")
        lines = [" ".join(str(value) for value in known.values()), *(f"  {place}" for place in stack)]
        while cause:
            lines += [f"  after {cause['exception']}", *(f"    {place}" for place in cause.get("stack", []))]
            cause = cause.get("cause")
        return "\n".join(lines)


FORMATS = {"plain": Plain, "json": Json}


def config(form: str, *, show_all: bool = False, reports_to: str = "") -> dict:
    """The logging of a process as `logging.config.dictConfig` takes it; gunicorn's own too.

    `form`: "plain" or "json". `show_all`: errors in full, for a developer's own machine. `reports_to`: the address
    that errors are reported to as well. Raises ImproperlyConfigured.
    """
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is “{form}”, but has to be one of: {', '.join(FORMATS)}.")
    quiet = {"handlers": [], "propagate": True, "level": "WARNING"}  # nothing but our own handler writes
    reports = {"reports": {"()": "supportfinder.error_reports.Reports", "dsn": reports_to}} if reports_to else {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": "supportfinder.logs.Discreet"}},
        "formatters": {"ours": {} if show_all else {"()": FORMATS[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours"}} | reports,
        "root": {"handlers": ["console", *reports], "level": "WARNING"},
        "loggers": dict.fromkeys(("django", "django.server", "gunicorn.error", "gunicorn.access"), quiet)
        | {name: {"filters": ["discreet"]} for name in ("django.request", "django.security.csrf")}
        | {"supportfinder.requests": {"level": "INFO"}},
    }


def timed(get_response):
    """Know when each request came in; with LOG_REQUESTS, write a line for each that was answered."""

    def middleware(request):
        request.began = time.monotonic()
        response = get_response(request)
        if settings.LOG_REQUESTS:
            requests.info("answered", extra={"request": request, "status_code": response.status_code})
        return response

    return middleware


def threads_too() -> None:
    """Have what ends a thread written as every other error is, and not by Python, which would tell its text."""
    threading.excepthook = lambda hook: threads.error(
        "a thread has ended", exc_info=(hook.exc_type, hook.exc_value, hook.exc_traceback)
    )
