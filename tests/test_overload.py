"""More than can be answered in time: a real web server turns people away at once, and says whom to call."""

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.test import Client

from supportfinder import overload, serving
from supportfinder.cluster.visitors import ask
from tests.browser.conftest import free_port

ROW = "overload answers 503 with crisis help"
AT_ONCE, THREADS, SLOW_SECONDS, LIMIT = 32, 2, 0.5, 0.8
BRITISH = {"Accept-Language": "en-GB"}


@pytest.fixture
def overloaded(db, monkeypatch):
    """Starts a site of two threads, asks for a slow page 32 times at once, and answers what came of that."""

    def start(limit, *, meanwhile=()):
        site = serving.Site(free_port())
        site.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.overload_settings",
            "WEB_CONCURRENCY": "1",
            "WEB_THREADS": str(THREADS),
            "OVERLOAD_SECONDS": str(limit),
        }
        with site, ThreadPoolExecutor(AT_ONCE + len(meanwhile)) as crowd:
            asked = [crowd.submit(ask, site.port, "/slow/?q=secret", **BRITISH) for _ in range(AT_ONCE)]
            time.sleep(0.2)
            others = [crowd.submit(ask, site.port, path, **BRITISH) for path in meanwhile]
            return [one.result() for one in asked], [one.result() for one in others]

    return start


@pytest.mark.slow
@pytest.mark.proof("faults", ROW)
def test_who_would_wait_too_long_is_told_whom_to_call(overloaded):
    answers, others = overloaded(LIMIT, meanwhile=["/livez", "/help-now/", "/exit/"])
    assert {answer.status for answer in answers} == {200, 503}
    assert max(answer.seconds for answer in answers) < AT_ONCE / THREADS * SLOW_SECONDS * 0.6
    turned_away = next(answer.body for answer in answers if answer.status == 503)
    assert "116 123" in turned_away
    assert "secret" not in turned_away
    assert [answer.status for answer in others] == [200, 200, 302]


@pytest.mark.slow
@pytest.mark.twin("faults", ROW)
def test_without_a_limit_everybody_waits_for_everybody(overloaded):
    answers, _others = overloaded(0)
    assert {answer.status for answer in answers} == {200}
    assert max(answer.seconds for answer in answers) > AT_ONCE / THREADS * SLOW_SECONDS * 0.9


# In detail


@pytest.fixture
def late():
    """The request of this thread has waited for ten seconds."""
    token = overload.waited.set(10)
    yield
    overload.waited.reset(token)


def test_page_says_when_to_come_back_and_nobody_keeps_it(late):
    answer = Client().get("/search/?near=Hackney", headers=BRITISH)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "116 123" in answer.content.decode()


def test_page_is_made_once_and_holds_nothing_of_who_asked(late):
    """Without the fixture `db`: a query would fail the test."""
    overload.page.cache_clear()
    first, second = (Client().get(f"/listings/{name}/?q={name}") for name in ("robin", "kim"))
    assert first.content == second.content
    assert b"robin" not in first.content
    assert overload.page.cache_info().hits == 1


@pytest.mark.parametrize("name", ["/livez", "/help-now/", "/es/help-now/", "/exit/"])
def test_help_and_the_way_out_are_open_to_everybody(late, db, name):
    assert Client().get(name).status_code in (200, 302)


def test_form_is_kept_to_be_sent_again(late):
    page = Client().post("/post/informal/", {"basics-name": "Tea & talk"}).content.decode()
    assert "Nothing was saved" in page
    assert 'value="Tea &amp; talk"' in page


def test_program_is_answered_in_its_own_way(late):
    answer = Client().get("/api/v1/listings/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


def test_page_speaks_the_language_of_its_address(late):
    assert 'lang="es"' in Client().get("/es/search/").content.decode()
    assert 'lang="en"' in Client().get("/search/").content.decode()


def test_nobody_is_turned_away_where_that_is_switched_off(late, db, settings):
    settings.OVERLOAD_SECONDS = 0
    assert Client().get("/about/").status_code == 200


def test_log_tells_of_it_once_and_not_for_each(late, caplog):
    for _ in range(5):
        Client().get("/search/")
    assert [record.name for record in caplog.records].count("django.request") == 0
    clock, said = iter([0, 0, 0, 9, 11, 11]), []
    say = overload.rarely(lambda: said.append(1), clock=lambda: next(clock))
    for _ in range(3):
        say()
    assert said == [1, 1]


def test_wait_is_counted_from_when_there_was_something_to_read(monkeypatch):
    monkeypatch.setattr(overload.ThreadWorker, "enqueue_req", lambda worker, conn: None)
    monkeypatch.setattr(overload.ThreadWorker, "handle", lambda worker, conn: overload.waited.get())
    worker, conn = object.__new__(overload.Worker), SimpleNamespace()
    worker.enqueue_req(conn)
    conn.queued_at -= 3
    assert 3 <= worker.handle(conn) < 4
    overload.waited.set(0)
