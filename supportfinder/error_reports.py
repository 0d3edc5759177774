"""Errors told to a Sentry server that the operator trusts or runs: what stands in the log of them, and nothing else.

The package collects by itself what a request, a user and the variables of a program are. None of that is used: each
report is made here, from the same facts as a line of the log, and whatever the package adds is taken out again.
"""

import logging

from django.core.exceptions import ImproperlyConfigured

from supportfinder import logs

try:
    import sentry_sdk
except ImportError:
    sentry_sdk = None

log = logging.getLogger(__name__)

KEPT = {"event_id", "timestamp", "platform", "level", "logger", "message", "exception", "tags", "release", "sdk"}
OFF = {
    "default_integrations": False,
    "auto_enabling_integrations": False,
    "include_local_variables": False,
    "include_source_context": False,
    "max_request_body_size": "never",
    "max_breadcrumbs": 0,
    "auto_session_tracking": False,
    "send_client_reports": False,
    "server_name": "",
}


class Reports(logging.Handler):
    """Sends errors to `dsn`. Raises ImproperlyConfigured where the package for it is missing."""

    def __init__(self, dsn: str, **options):
        super().__init__(logging.ERROR)
        if sentry_sdk is None:
            raise ImproperlyConfigured(
                "SENTRY_DSN is set, but the package sentry-sdk is not installed. Install what a server needs: "
                "pip install --require-hashes -r requirements-server.txt"
            )
        self.client = sentry_sdk.Client(dsn=dsn, before_send=cleaned, **OFF | options)

    def emit(self, record):
        """Send one record; whoever wrote it goes on if that fails, and the log says so, as a warning."""
        try:
            self.client.capture_event(report(record))
        except Exception:
            log.warning("An error could not be reported.")


def report(record) -> dict:
    """A record of the log as Sentry's event."""
    facts = logs.facts(record)
    error = record.exc_info and record.exc_info[1]
    tags = {name: str(facts[name]) for name in ("method", "path", "status") if name in facts}
    told = {"level": record.levelname.lower(), "logger": record.name, "message": facts["message"], "tags": tags}
    return told | ({"exception": {"values": [*_chain(error)]}} if error else {})


def _chain(error):
    """What caused it first, and the error itself last, each with its places."""
    if cause := logs.cause_of(error):
        yield from _chain(cause)
    frames = [{"filename": file, "lineno": line, "function": name} for file, line, name in logs.places(error)]
    yield {"type": logs.kind_of(error), "stacktrace": {"frames": frames}}


def cleaned(event, _hint):
    """The event without what nobody here put into it."""
    return {name: value for name, value in event.items() if name in KEPT}
