"""What tests of mail need: a mail server of their own on this machine, rows that are really committed, workers."""

import os
import socketserver
import threading
import time
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from accounts.models import Mail
from supportfinder import serving

OUTBOX = "accounts.outbox.OutboxBackend"
JOB_TABLES = "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"
BY_JOBS = "groups_snapshot, groups_word"  # what those of a worker that has just begun write of an empty directory


def compose(recipient="ana@example.org", *, key=None, subject="Your group", text="Hello", **fields):
    """One of Django's messages; `key` is that of its cause."""
    headers = fields.pop("headers", {}) | ({"X-Mail-Key": key} if key else {})
    return EmailMultiAlternatives(subject, text, to=[recipient], headers=headers, **fields)


def soon(condition, seconds=20):
    """Waits until `condition()` holds and answers it; the test fails when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found


def add_job(status, *, queueing_lock=None, days_ago=0):
    """A job in any state, as if a worker had brought it there; it would sweep the outbox."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, args)"
            " VALUES ('default', 'accounts.tasks.sweep_outbox', %s, 'doing', '{\"timestamp\": 0}') RETURNING id",
            [queueing_lock],
        )
        (number,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, number])
        when = "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s"
        cursor.execute(when, [days_ago, number])


class Talk(socketserver.StreamRequestHandler):
    """One conversation as in RFC 5321. What the server answers to a verb may be set beforehand."""

    def handle(self):
        self.say(self.server.replies.get("HELLO", "220 here"))
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            self.say(self.server.replies.get(verb, "354 go on" if verb == "DATA" else "250 fine"))
            if verb == "DATA" and "DATA" not in self.server.replies:
                self.take()
            if verb == "QUIT":
                return

    def say(self, words):
        if words is None:  # hangs: keeps the line and says nothing
            self.server.is_closing.wait()
        self.wfile.write(f"{words}\r\n".encode())

    def take(self):
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.may_answer.wait(20)
        self.say(self.server.replies.get("TAKEN", "250 taken"))


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps in `mails` what it was given. Clear `may_answer`, and it keeps its yes back."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails = []
        self.replies = {}
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_closing = threading.Event()

    def handle_error(self, request, client_address):
        """The other side may be gone at any moment: that is what is tested."""

    def server_close(self):
        self.is_closing.set()
        self.may_answer.set()
        super().server_close()


@pytest.fixture
def outbox(settings):
    """Mail goes into the outbox, which Django's own test set-up replaces by a list."""
    settings.EMAIL_BACKEND = OUTBOX


@pytest.fixture
def mail_server(settings):
    """A mail server on this machine, to which both this process and workers deliver."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = False
        yield server
        server.shutdown()


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """The test database without a transaction around the test; mails, jobs and what they made are removed afterwards.

    Unlike `transactional_db` it leaves all other tables alone, and what the migrations put there.
    """
    with django_db_blocker.unblock():
        yield
        Mail.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {JOB_TABLES}, {BY_JOBS}")
        connection.close()


@pytest.fixture
def worker(committed, mail_server, monkeypatch):
    """Starts worker processes, as `make run` does, on the test database and the test's mail server."""
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    monkeypatch.setenv("DATABASE_URL", f"{base}/{connection.settings_dict['NAME']}")
    monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("EMAIL_PORT", str(mail_server.server_address[1]))
    monkeypatch.setenv("EMAIL_USE_TLS", "0")
    workers = []

    def start():
        workers.append(serving.Worker())
        workers[-1].start()
        return workers[-1]

    yield start
    mail_server.is_closing.set()
    mail_server.may_answer.set()
    for each in workers:
        each.process.kill()
        each.process.wait()
