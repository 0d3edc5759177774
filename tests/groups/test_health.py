"""`/healthz`: green when all works, red when something stands still, and quick either way."""

import contextlib
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from psycopg_pool import ConnectionPool

from accounts.models import Mail
from groups.views import health
from supportfinder.backup import keeping
from supportfinder.settings import CACHES
from tests.accounts.mailing import OUTBOX, add_job, compose
from tests.proofs import least

OK = {"database": "ok", "jobs": "ok", "mail": "ok", "files": "ok", "backup": "ok"}


def beat(minutes_ago=0):
    """As a worker leaves it that queued the minute's sweep."""
    then = timezone.now() - timedelta(minutes=minutes_ago)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) VALUES (%s, %s)",
            [health.HEARTBEAT, int(then.timestamp())],
        )


@pytest.fixture(autouse=True)
def backups(settings, tmp_path):
    """The folder of the backups, with one that was made just now."""
    settings.BACKUP_FOLDER = tmp_path
    (tmp_path / keeping.name_at(timezone.now())).touch()
    return tmp_path


@pytest.fixture
def ask(client):
    """Asks for `/healthz`; answers the status and the words."""

    def ask():
        answer = client.get("/healthz")
        assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        return answer.status_code, answer.json()

    return ask


def test_all_well_is_green(db, ask):
    beat()
    assert ask() == (200, OK)


def test_heartbeat_is_a_job_of_every_minute():
    assert app.periodic_registry.periodic_tasks[health.HEARTBEAT, ""].cron == "* * * * *"


@pytest.mark.parametrize(("minutes", "word"), [(4, "ok"), (6, "silent")])
def test_jobs_are_red_when_none_was_taken_up_for_five_minutes(db, ask, minutes, word):
    beat(minutes)
    assert ask()[1] == OK | {"jobs": word}


@pytest.mark.parametrize(("days", "word"), [(0, "failed"), (2, "ok")])
def test_failed_job_is_red_for_a_day(db, ask, days, word):
    beat()
    add_job("failed", days_ago=days)
    assert ask()[1] == OK | {"jobs": word}


@pytest.mark.parametrize(("minutes", "word"), [(14, "ok"), (16, "late")])
def test_mail_is_red_when_it_waits_for_fifteen_minutes(db, settings, ask, minutes, word):
    settings.EMAIL_BACKEND = OUTBOX
    beat()
    compose().send()
    Mail.objects.update(send_after=timezone.now() - timedelta(minutes=minutes))
    assert ask() == (200 if word == "ok" else 503, OK | {"mail": word})


def test_program_ahead_of_its_database_is_red(db, ask, monkeypatch):
    monkeypatch.setattr(health, "_migrations", lambda: {("groups", "9999_not_there_yet")})
    assert ask() == (503, OK | {"database": "not migrated", "jobs": "unknown", "mail": "unknown"})


def test_lost_cache_table_is_red(db, ask, settings):
    settings.CACHES = CACHES
    call_command("createcachetable")
    beat()
    assert ask() == (200, OK)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    assert ask()[1]["database"] == "no cache"


def seconds_for(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


@pytest.mark.proof("faults", "database away")
def test_database_that_is_down_is_red_within_a_second(ask, monkeypatch):
    health._migrations()
    with ConnectionPool("host=127.0.0.1 port=1", open=False) as nowhere:
        monkeypatch.setattr(type(connections["default"]), "pool", nowhere)
        assert least(lambda: seconds_for(ask), 1) < 1
        answer = ask()
    assert answer == (503, OK | {"database": "unreachable", "jobs": "unknown", "mail": "unknown"})


def test_first_request_of_a_process_finds_the_database(db, ask, monkeypatch):
    kwargs = connections["default"].get_connection_params()
    with contextlib.closing(ConnectionPool(kwargs=kwargs, min_size=1, open=False)) as fresh:
        monkeypatch.setattr(type(connections["default"]), "pool", fresh)
        assert ask()[1]["database"] == "ok"


def test_restarted_database_is_green_at_once(db, ask, monkeypatch):
    beat()
    kwargs = connections["default"].get_connection_params() | {"autocommit": True}
    checks = ConnectionPool.check_connection
    with ConnectionPool(kwargs=kwargs, min_size=2, check=checks, open=True) as pool:
        pool.wait()
        monkeypatch.setattr(type(connections["default"]), "pool", pool)
        with pool.connection() as one, pool.connection() as other, connection.cursor() as cursor:
            cut = [one.info.backend_pid, other.info.backend_pid]
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", [cut])
        assert ask() == (200, OK)


def test_health_takes_few_queries(db, ask, django_assert_num_queries):
    beat()
    ask()
    with django_assert_num_queries(5):  # migrations' table and rows, heartbeat, failures, mail
        ask()
