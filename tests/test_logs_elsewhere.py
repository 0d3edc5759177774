"""Figures and error reports, both off by default: what leaves the machine where an operator switches them on."""

import logging
import re
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.transport import Transport

from supportfinder import error_reports, logs, serving
from supportfinder.cluster.visitors import ask
from tests.browser.conftest import free_port

DSN = "https://key@errors.example.org/1"
CANARY = "zqcanary"


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self, options=None):
        super().__init__(options)
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent += [item.payload.json for item in envelope.items]


@pytest.fixture
def reported():
    """A logger whose errors are reported, and what was sent."""
    transport = Kept()
    logger = logging.Logger("django.request")
    logger.addHandler(error_reports.Reports(DSN, transport=transport))
    return logger, transport.sent


def fail(logger, request=None):
    typed = CANARY
    try:
        try:
            int(typed)
        except ValueError as error:
            raise KeyError(typed) from error
    except KeyError:
        logger.exception(f"Failed for {typed}", extra={"request": request, "status_code": 500})


def test_report_holds_type_and_places_and_nothing_typed(reported, rf):
    logger, sent = reported
    fail(logger, rf.post(f"/manage/{CANARY}/?q={CANARY}", {"text": CANARY}, headers={"cookie": CANARY}))
    (event,) = sent
    assert [value["type"] for value in event["exception"]["values"]][-1] == "KeyError"
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["message"] == "Internal Server Error"
    assert CANARY not in str(event)
    assert set(event) <= error_reports.KEPT | {"_meta"}


def test_package_left_to_itself_would_send_what_was_typed():
    transport = Kept()
    client = error_reports.sentry_sdk.Client(dsn=DSN, transport=transport, default_integrations=False)
    try:
        typed = CANARY
        int(typed)
    except ValueError as error:
        event, hint = error_reports.sentry_sdk.utils.event_from_exception(error, client_options=client.options)
        client.capture_event(event, hint)
    assert CANARY in str(transport.sent)


def test_report_that_cannot_be_sent_stops_nobody_and_prints_nothing_but_that(monkeypatch, capsys, caplog):
    def fail(event):
        raise ValueError(CANARY)

    handler = error_reports.Reports(DSN, transport=Kept)
    monkeypatch.setattr(handler.client, "capture_event", fail)
    handler.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": "%s", "args": (CANARY,)}))
    assert CANARY not in "".join(capsys.readouterr())
    assert caplog.messages == ["An error could not be reported."]


def test_warning_is_not_reported(reported):
    logger, sent = reported
    logger.warning("Forbidden")
    assert sent == []


def test_reports_are_off_unless_an_address_is_given():
    assert "reports" not in logs.config("json")["handlers"]
    assert logs.config("json", reports_to=DSN)["root"]["handlers"] == ["console", "reports"]


def test_reports_without_their_package_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(error_reports, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="sentry-sdk is not installed"):
        error_reports.Reports(DSN)


def test_figures_without_their_package_are_refused_with_a_sentence():
    hide = "import sys; sys.modules['prometheus_client'] = None; import supportfinder.metrics"
    done = subprocess.run([sys.executable, "-c", hide], cwd=project.BASE_DIR, capture_output=True, text=True)
    assert "prometheus-client is not installed" in done.stderr


@pytest.mark.slow
def test_figures_are_told_on_a_port_of_their_own_by_name_alone(db):
    site, port = serving.Site(free_port()), free_port()
    site.environment = {"DJANGO_SETTINGS_MODULE": "tests.cluster.site_settings", "METRICS_PORT": str(port)}
    with site:
        answers = [ask(site.port, f"/{CANARY}/?q={CANARY}"), ask(site.port, "/help-now/?country=GB")]
        on_the_site = ask(site.port, "/metrics")
        figures = ask(port, "/metrics").body
    assert [answer.status for answer in answers] == [404, 200]
    assert on_the_site.status == 404
    assert re.search(r'request_seconds_count\{method="GET",status="200",view="help-now"\} 1\.0', figures)
    assert 'view="none"' in figures
    assert CANARY not in figures


def test_nothing_is_counted_by_default():
    assert not [name for name in project.MIDDLEWARE if "metrics" in name]
