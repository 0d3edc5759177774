"""What a log says of a request, an error or a job, and that nothing typed by anybody can get into it."""

import io
import json
import logging
import re
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from groups.views import home
from supportfinder import logs
from tests.log_watch import Watch

CANARY = "canary-word"
WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=12).map(lambda word: f"zq{word}")


@contextmanager
def written(formatter, name="elsewhere"):
    """A logger and what it wrote, as text, through one of our formatters."""
    logger, stream = logging.Logger(name), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    yield logger, stream


def write(act, *, name="elsewhere", formatter=None):
    """What is written when `act` uses a logger of that name."""
    with written(formatter or logs.Json(), name) as (logger, stream):
        act(logger)
    return stream.getvalue()


def record(act, name="elsewhere"):
    """The same as an object."""
    return json.loads(write(act, name=name))


def fails_with(error):
    def act(logger):
        try:
            raise error
        except type(error):
            logger.exception("It failed.")

    return act


# Messages


def test_record_is_one_line_with_time_level_logger_and_message():
    line = write(lambda logger: logger.error("It stands still: %d of %d", 3, 7))
    assert line.count("\n") == 1
    known = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", known.pop("time"))
    assert known == {"level": "ERROR", "logger": "elsewhere", "message": "It stands still: 3 of 7"}


def ways_to_leak(typed):
    """How programs write a word that somebody typed into a message."""
    yield lambda logger: logger.error("Invalid value: %s", typed)
    yield lambda logger: logger.error("Invalid value: %r", [typed])
    yield lambda logger: logger.error("Invalid value: %(what)s", {"what": typed})
    yield lambda logger: logger.error(f"Invalid value: {typed}")
    yield lambda logger: logger.error("Failed: %s", ValueError(typed))
    yield lambda logger: logger.error(ValueError(typed))
    yield fails_with(KeyError(typed))


@pytest.mark.proof("faults", "logs hold no query, position, address or answer")
@given(WORDS)
def test_nothing_typed_gets_into_a_record_of_another_program(typed):
    for act in ways_to_leak(typed):
        for formatter in (logs.Json(), logs.Plain()):
            assert typed not in write(act, formatter=formatter)


@pytest.mark.twin("faults", "logs hold no query, position, address or answer")
def test_ordinary_formatter_writes_all_of_it():
    assert all(CANARY in write(act, formatter=logging.Formatter()) for act in ways_to_leak(CANARY))


def test_our_own_words_are_kept_but_for_tokens():
    def act(logger):
        logger.warning("The source %s has %s", "field-notes", "x" * 43)

    assert record(act, "groups.sources")["message"] == "The source field-notes has …"
    assert record(act)["message"] == "The source … has …"


def test_message_that_does_not_fit_what_goes_into_it_is_written_without():
    assert record(lambda logger: logger.error("Wrong for %d", CANARY))["message"] == "Wrong for %d"


def test_message_put_together_by_our_own_code_is_left_out():
    assert record(lambda logger: logger.error(f"For {CANARY}"), "groups.news")["message"] == "…"


# Errors


def test_error_is_told_by_type_and_places_alone():
    known = record(fails_with(ValueError(CANARY)))
    assert known["exception"] == "ValueError"
    assert re.fullmatch(r"tests/test_logs\.py:\d+ act", known["stack"][-1])
    assert CANARY not in str(known)


def test_error_brings_what_caused_it_and_its_number():
    def act(logger):
        try:
            try:
                raise OSError(28, f"No space for {CANARY}")
            except OSError as error:
                raise RuntimeError(CANARY) from error
        except RuntimeError:
            logger.exception("It failed.")

    known = record(act)
    assert (known["exception"], known["cause"]["exception"], known["cause"]["code"]) == (
        "RuntimeError",
        "OSError",
        "ENOSPC",
    )
    assert CANARY not in str(known)


def test_error_of_how_the_site_is_set_up_is_told_in_full():
    assert record(fails_with(ImproperlyConfigured("SECRET_KEY is not set.")))["says"] == "SECRET_KEY is not set."


def test_plain_log_holds_the_same_in_lines_to_read():
    text = write(fails_with(ValueError(CANARY)), formatter=logs.Plain())
    first, *places = text.splitlines()
    assert first == "ERROR elsewhere It failed. ValueError"
    assert places[-1].startswith("  tests/test_logs.py:")


# Requests and jobs


@pytest.fixture
def console(monkeypatch):
    """What the site writes to its log in JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Json())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def test_failed_page_is_told_by_pattern_status_and_time(db, console, monkeypatch):
    def fail(request):
        raise ValueError(CANARY)

    monkeypatch.setattr(home, "country_bias", fail)
    Client(raise_request_exception=False).get("/", {"near": CANARY})
    known = console()[-1]
    assert (known["message"], known["status"], known["method"], known["path"]) == (
        "Internal Server Error",
        500,
        "GET",
        "/",
    )
    assert known["ms"] >= 0
    assert known["exception"] == "ValueError"
    assert CANARY not in str(console())


@pytest.mark.parametrize("path", [f"/{CANARY}@example.org", f"/sessions/{CANARY}/", f"/reports/{CANARY}/"])
def test_address_that_opens_nothing_is_not_written_down(db, client, console, path):
    assert client.get(path, {"q": CANARY}).status_code == 404
    assert console()
    assert CANARY not in str(console())


def test_name_of_a_strange_host_is_not_written_down(client, console):
    assert client.get("/", headers={"host": f"{CANARY}.example.org"}).status_code == 400
    assert console()
    assert CANARY not in str(console())


def answered(settings, wanted):
    """Has the middleware answer a page of a secret address."""
    settings.LOG_REQUESTS = wanted
    request = RequestFactory().get(f"/manage/{CANARY}/", {"q": CANARY})
    request.resolver_match = resolve(request.path)
    logs.timed(lambda request: HttpResponse())(request)


def test_each_request_is_written_down_where_that_is_wanted(settings, console):
    answered(settings, wanted=True)
    known = console()[-1]
    assert (known["logger"], known["path"], known["status"]) == (
        "supportfinder.requests",
        "/manage/<slug:key>/",
        200,
    )
    assert CANARY not in str(known)


def test_who_looks_at_a_page_is_not_written_down_by_default(settings, console):
    answered(settings, wanted=False)
    assert console() == []


def test_job_is_told_by_number_and_name_without_what_it_got():
    job = {"id": 7, "task_name": "accounts.tasks.deliver", "task_kwargs": {"to": CANARY}, "call_string": CANARY}
    known = record(
        lambda logger: logger.error(f"Job {CANARY}", extra={"action": "job_error", "job": job}), "procrastinate.worker"
    )
    assert (known["message"], known["job"]) == ("job_error", {"id": 7, "task": "accounts.tasks.deliver"})
    assert CANARY not in str(known)


def test_thread_that_ends_with_an_error_is_told_as_any_other(monkeypatch, console):
    monkeypatch.setattr(logs.threading, "excepthook", None)
    logs.threads_too()
    error = ValueError(CANARY)
    hook = SimpleNamespace(exc_type=ValueError, exc_value=error, exc_traceback=None)
    logs.threading.excepthook(hook)
    assert console()[-1]["exception"] == "ValueError"
    assert CANARY not in str(console())


# The watch over all tests (`discreet_logs` in tests/conftest.py)


TYPED = ["robin@example.org", "at 51.545 and -0.055", "calm-river-42", "/search/?near=Hackney"]


def watched(act):
    watch, logger = Watch(), logging.Logger("django.request")
    logger.addHandler(watch)
    act(logger)
    return watch.found


@pytest.mark.proof("faults", "logs hold no query, position, address or answer")
@pytest.mark.parametrize("typed", TYPED)
def test_watch_over_all_tests_finds_nothing_where_logs_are_discreet(typed):
    assert watched(lambda logger: logger.error("Wrong: %s", typed)) == []


@pytest.mark.twin("faults", "logs hold no query, position, address or answer")
@pytest.mark.parametrize("typed", TYPED)
def test_watch_over_all_tests_goes_red_where_they_are_not(monkeypatch, typed):
    monkeypatch.setattr(logs, "message", logging.LogRecord.getMessage)
    assert watched(lambda logger: logger.error("Wrong: %s", typed))


# Setting up


def test_unknown_format_is_refused_with_a_sentence():
    with pytest.raises(ImproperlyConfigured, match="has to be one of: plain, json"):
        logs.config("xml")


def test_no_logger_writes_past_our_own_handler():
    loggers = [logging.getLogger(name) for name in (None, *logging.root.manager.loggerDict)]
    handlers = {type(handler) for logger in loggers for handler in logger.handlers}
    ours = {type(handler.formatter) for handler in logging.root.handlers if type(handler) is logging.StreamHandler}
    assert logs.Plain in ours
    assert not {one for one in handlers if one.__module__.startswith(("django", "gunicorn"))}
