"""Workers: processes of their own that get killed, compete, and still send every mail."""

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinatePeriodicDefer
from procrastinate.periodic import PeriodicDeferrer, PeriodicRegistry

from accounts import delivery, tasks
from accounts.models import Mail
from tests.accounts.mailing import add_job, compose, soon

pytestmark = pytest.mark.usefixtures("outbox")


def a_minute_passes():
    """As far as jobs can tell: workers that are gone have been silent, and the minute's jobs are due again."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")


def all_sent():
    return not Mail.objects.waiting().exists()


def run_jobs():
    """Does the jobs that wait, in this process, with a worker's own connection; not those that the clock adds."""
    with (
        app.replace_connector(app.connector.get_worker_connector()) as other,
        patch.object(other, "periodic_registry", PeriodicRegistry()),
    ):
        other.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_every_job_that_the_program_names_is_known():
    names = {"accounts.tasks.deliver", "accounts.tasks.sweep_outbox", "accounts.tasks.take_up_lost_jobs"}
    assert names <= set(app.tasks)


@pytest.mark.slow
def test_worker_sends_a_mail_as_soon_as_it_is_written(worker, mail_server):
    worker()
    soon(lambda: ProcrastinatePeriodicDefer.objects.exists())
    compose().send()
    soon(all_sent)
    assert len(mail_server.mails) == 1
    soon(lambda: not ProcrastinateJob.objects.filter(task_name="accounts.tasks.deliver").exists())


@pytest.mark.proof("faults", "kill -9 of the job worker between a mail and its note")
@pytest.mark.slow
def test_worker_killed_while_it_sends_leaves_a_mail_that_arrives(worker, mail_server):
    mail_server.may_answer.clear()
    compose().send()
    first = worker()
    soon(lambda: mail_server.mails)
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    assert not all_sent()
    mail_server.may_answer.set()
    a_minute_passes()
    worker()
    soon(all_sent)
    assert len(mail_server.mails) == 2
    assert len({received["Message-ID"] for received in mail_server.mails}) == 1


@pytest.mark.proof("faults", "two workers at once: each mail once")
def test_mail_that_is_being_sent_is_passed_by(committed, mail_server):
    mail_server.may_answer.clear()
    compose().send()
    number = Mail.objects.get().pk
    with ThreadPoolExecutor(1) as elsewhere:
        sending = elsewhere.submit(deliver_and_leave, number)
        soon(lambda: mail_server.mails)
        assert delivery.deliver(number) is False
        mail_server.may_answer.set()
        assert sending.result() is True
    assert len(mail_server.mails) == 1


def deliver_and_leave(number):
    try:
        return delivery.deliver(number)
    finally:
        connection.close()


@pytest.mark.proof("faults", "two workers at once: each mail once")
@pytest.mark.slow
def test_two_workers_send_each_mail_once(worker, mail_server):
    for number in range(30):
        compose(f"person{number}@example.org").send()
    worker(), worker()
    soon(all_sent)
    assert sorted(received["To"] for received in mail_server.mails) == sorted(
        f"person{number}@example.org" for number in range(30)
    )


@pytest.mark.slow
def test_worker_started_again_sends_what_has_lost_its_job(worker, mail_server):
    compose().send()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    worker()
    soon(all_sent)


@pytest.mark.proof("faults", "two schedulers at once: each reminder once")
def test_two_workers_at_once_queue_a_periodic_job_once(committed):
    at = time.time()

    async def schedule():
        async with app.open_async():
            workers = [PeriodicDeferrer(app.periodic_registry, max_delay=10**7) for _ in range(2)]
            await asyncio.gather(*(one.defer_jobs(one.get_previous_tasks(at=at)) for one in workers))

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(schedule())
    names = [task for task, _ in app.periodic_registry.periodic_tasks]
    assert sorted(ProcrastinateJob.objects.values_list("task_name", flat=True)) == sorted(names)


def test_lost_job_gives_way_to_the_next_of_its_kind(committed):
    add_job("doing", queueing_lock="sweep")
    add_job("todo", queueing_lock="sweep")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour' WHERE status = 'todo'")
    tasks.take_up_lost_jobs.defer(timestamp=0)
    run_jobs()
    assert list(ProcrastinateJob.objects.values_list("status", "queueing_lock")) == [("todo", "sweep")]


def test_failed_jobs_are_forgotten_after_thirty_days(committed):
    add_job("failed", days_ago=29)
    add_job("failed", days_ago=31)
    tasks.forget_failed_jobs.defer(timestamp=0)
    run_jobs()
    assert ProcrastinateJob.objects.filter(status="failed").count() == 1


def test_old_mails_are_forgotten_by_a_job(db, settings):
    settings.MAIL_KEEP_DAYS = 0
    compose().send()
    Mail.objects.update(sent_at="2026-01-01T00:00Z")
    tasks.apply_retention(timestamp=0)
    assert Mail.objects.get().text == ""
