"""Sending what the outbox holds: once, unless we are cut off between the server's yes and our own note of it."""

import contextlib
import random
import re
from datetime import timedelta
from email.utils import format_datetime, parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Mail
from accounts.models.mail import NO_SERVER

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
SERVICE_NOT_AVAILABLE = 421  # RFC 5321, 4.2.3: the one answer to a recipient that is about the server


@transaction.atomic
def deliver(mail_id):
    """Try to send a mail and note the outcome; answers whether it was sent now.

    The row stays locked while we talk to the server: a second worker passes by, and when this one is killed the
    lock goes with it and the mail waits as before.
    """
    mail = Mail.objects.waiting().select_for_update(skip_locked=True).filter(pk=mail_id).first()
    if mail is None:
        return False
    mail.attempts += 1
    try:
        _send(mail)
    except Exception as problem:  # whatever goes wrong in any backend, the mail stays and is tried again
        _note_failure(mail, problem)
    else:
        mail.sent_at, mail.last_error = timezone.now(), ""
    mail.save(update_fields=["attempts", "sent_at", "given_up_at", "send_after", "last_error"])
    return mail.sent_at is not None


def pause_after(attempts):
    """How long to wait after so many failed attempts: 1, 2, 4 … minutes, at most 6 hours, a quarter more or less.

    The chance in it spreads what failed together.
    """
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


def message_id(mail):
    """The Message-ID, the same at every attempt: a mail program that gets a mail twice can know it again."""
    which = f"{mail.pk} {mail.created_at.isoformat()}"
    token = salted_hmac("accounts.delivery", which, algorithm="sha256").hexdigest()[:32]
    return f"<{token}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def _send(mail):
    server = get_connection(settings.MAIL_DELIVERY_BACKEND)
    try:
        server.open()
        server.send_messages([_message(mail)])
    finally:
        # The server took the mail before we say goodbye: what fails from here on is no reason to send it again.
        with contextlib.suppress(Exception):
            server.close()


def _message(mail):
    headers = {
        "Message-ID": message_id(mail),
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.recipient],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers | mail.headers,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _note_failure(mail, problem):
    now = timezone.now()
    code, words = _answer(problem)
    about_mail = isinstance(problem, SMTPRecipientsRefused | SMTPDataError) and code != SERVICE_NOT_AVAILABLE
    server_failed = isinstance(problem, OSError) and not about_mail  # smtplib's errors are of this class too
    words = _without_address(f"{code or ''} {words}", mail)
    mail.last_error = f"{NO_SERVER if server_failed else ''}{words}"[: Mail._meta.get_field("last_error").max_length]
    mail.send_after = now + pause_after(mail.attempts)
    is_refused = isinstance(problem, SMTPRecipientsRefused) and 500 <= code < 600
    if mail.attempts >= (settings.MAIL_REFUSED_TRIES if is_refused else settings.MAIL_TRIES):
        mail.given_up_at = now


def _answer(problem):
    """What the server said, as its code (0: it said nothing) and its words."""
    code, words = 0, f"{type(problem).__name__} {getattr(problem, 'strerror', None) or ''}"
    if isinstance(problem, SMTPRecipientsRefused):
        code, words = next(iter(problem.recipients.values()))
    elif isinstance(problem, SMTPResponseException):
        code, words = problem.smtp_code, problem.smtp_error
    return code, words.decode(errors="replace") if isinstance(words, bytes) else words


def _without_address(words, mail):
    """The server's words without addresses, and without the part of this one before its @."""
    name = re.escape(mail.recipient.partition("@")[0])
    return re.sub(rf"\S*@\S*|(?<!\w){name}(?!\w)", "…", " ".join(words.split()), flags=re.IGNORECASE)
