"""The outbox: a mail is written down in the transaction of its cause, and a job sends it after that.

A rollback takes the mail and its job along; a commit leaves both. Nothing here talks to a mail server, so a request
never waits for one: `delivery.py` does that.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import forbid_multi_line_headers, sanitize_address
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import DEFAULT_QUEUE, Job
from procrastinate.manager import JobManager

from accounts.models import Mail

KEY_HEADER = "X-Mail-Key"
OWN_HEADERS = {"message-id", "date", KEY_HEADER.lower()}
DELIVER = "accounts.tasks.deliver"
LOCK = "mail "
BULK_PRIORITY = -10
SWEEP_LIMIT = 5000
# Jobs go through the caller's own connection. A worker's app has another one, which knows nothing of a rollback.
JOBS = JobManager(DjangoConnector())


class OutboxBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: takes every mail into the outbox."""

    def send_messages(self, email_messages):
        """Write the messages; answers how many were taken, those whose key is known already included.

        Raises ValueError for what a mail cannot hold. `fail_silently` does not hide that, nor a failing database:
        a mail must not get lost while its cause stays.
        """
        write(email_messages)
        return len(email_messages)


@transaction.atomic
def write(messages):
    """Write one Mail for each recipient of each of Django's messages; answers the new ones as a list.

    The header `X-Mail-Key` names the cause: a key that is there already writes nothing, whoever comes first. With
    several recipients the key is that of the message and the address. Header `Precedence: bulk` sends it after
    mails that somebody waits for.
    """
    mails = sorted((mail for message in messages for mail in _mails(message)), key=lambda mail: mail.key or "")
    for mail, number in zip(mails, _numbers(len(mails)), strict=True):
        mail.pk = number
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    written = set(Mail.objects.filter(pk__in=[mail.pk for mail in mails]).values_list("pk", flat=True))
    mails = [mail for mail in mails if mail.pk in written]
    _queue(mails)
    return mails


@transaction.atomic
def sweep(now):
    """Give a job to every mail that is due at the aware moment `now` and has none; answers how many.

    That is every retry, and what was left when a job got lost. At most 5,000 at a time, oldest first.
    """
    lock = Concat(Value(LOCK), Cast(OuterRef("pk"), TextField()))
    jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"], queueing_lock=lock)
    mails = Mail.objects.due(now).exclude(Exists(jobs)).only("pk", "headers")[:SWEEP_LIMIT]
    return _queue(mails)


def _mails(message):
    _refuse_what_would_be_lost(message)
    recipients = list(dict.fromkeys(_address(recipient) for recipient in message.recipients()))
    given = {name.lower(): str(value) for name, value in message.extra_headers.items()}
    key = given.get(KEY_HEADER.lower())
    for recipient in recipients:
        yield Mail(
            key=_key(key, recipient if len(recipients) > 1 else ""),
            recipient=recipient,
            subject=" ".join(str(message.subject).split())[: Mail._meta.get_field("subject").max_length],
            text=message.body,
            html=next((content for content, _ in getattr(message, "alternatives", [])), ""),
            reply_to=message.reply_to[0] if message.reply_to else "",
            headers=_headers(message),
        )


def _address(recipient):
    """The bare address of a recipient that may carry a name. Raises ValueError when it is none, or more than one."""
    sanitize_address(recipient, settings.DEFAULT_CHARSET)
    return parseaddr(recipient)[1]


def _refuse_what_would_be_lost(message):
    """Raises ValueError for parts of a message that a Mail has no place for."""
    alternatives = [kind for _, kind in getattr(message, "alternatives", [])]
    if message.attachments or message.content_subtype != "plain" or alternatives not in ([], ["text/html"]):
        raise ValueError("A mail is plain text, with one HTML alternative at most and no attachment.")
    if len(message.reply_to) > 1:
        raise ValueError("Answers to a mail go to one address.")


def _headers(message):
    """The headers to send, without those that delivery writes itself. Raises BadHeaderError for a line break."""
    headers = {name: str(value) for name, value in message.extra_headers.items() if name.lower() not in OWN_HEADERS}
    if message.from_email != settings.DEFAULT_FROM_EMAIL:
        headers.setdefault("From", str(message.from_email))
    for name, value in headers.items():
        forbid_multi_line_headers(name, value, settings.DEFAULT_CHARSET)
    return headers


def _key(key, recipient):
    """The unique key of a mail, or None for a mail without one. Raises ValueError for a key that is too long."""
    if not key:
        return None
    whole = f"{key} {recipient}".strip()
    if len(whole) > Mail._meta.get_field("key").max_length:
        raise ValueError(f"The key of a mail is too long: {key}")
    return whole


def _numbers(count):
    """Fresh primary keys, so that we know afterwards which of our rows an INSERT skipped."""
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [Mail._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def _queue(mails):
    """Queue a job for each of the mails, in the transaction at hand; answers how many."""
    jobs = [_job(mail) for mail in mails]
    if jobs:
        JOBS.batch_defer_jobs(jobs)
    return len(jobs)


def _job(mail):
    return Job(
        id=None,
        queue=DEFAULT_QUEUE,
        lock=None,
        queueing_lock=f"{LOCK}{mail.pk}",
        task_name=DELIVER,
        task_kwargs={"mail_id": mail.pk},
        priority=BULK_PRIORITY if mail.headers.get("Precedence") == "bulk" else 0,
    )
