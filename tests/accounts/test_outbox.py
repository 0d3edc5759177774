"""The outbox: a mail stands or falls with its cause, and the same cause writes one mail."""

import threading
from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError, EmailMessage, get_connection, send_mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from accounts import outbox as verbs
from accounts.models import Mail
from tests.accounts.mailing import compose

pytestmark = pytest.mark.usefixtures("outbox")


def queued():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args"))


def test_mail_is_written_with_all_it_says_and_a_job(db):
    message = compose(reply_to=["ask@example.org"], headers={"Precedence": "bulk"}, key="hello")
    message.attach_alternative("<p>Hello</p>", "text/html")
    assert message.send() == 1
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject, mail.text) == ("ana@example.org", "Your group", "Hello")
    assert (mail.html, mail.reply_to, mail.key) == ("<p>Hello</p>", "ask@example.org", "hello")
    assert mail.headers == {"Precedence": "bulk"}
    assert queued() == [("accounts.tasks.deliver", {"mail_id": mail.pk})]


def test_rollback_takes_the_mail_and_its_job_along(committed):
    with transaction.atomic():
        compose().send()
        assert len(queued()) == Mail.objects.count() == 1
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert queued() == []


def test_commit_keeps_the_mail_and_its_job(committed):
    with transaction.atomic():
        compose().send()
    assert queued() == [("accounts.tasks.deliver", {"mail_id": Mail.objects.get().pk})]


def test_mail_without_a_transaction_still_gets_its_job_or_is_not_written(committed, monkeypatch):
    monkeypatch.setattr(verbs, "DELIVER", None)  # a job needs a name
    with pytest.raises(ConnectorException):
        compose().send()
    assert not Mail.objects.exists()


def test_same_key_writes_one_mail_and_keeps_the_first(db):
    compose(key="welcome 1", text="first").send()
    compose(key="welcome 1", text="second").send()
    compose(key="welcome 2").send()
    assert [mail.text for mail in Mail.objects.order_by("pk")] == ["first", "Hello"]
    assert len(queued()) == 2


def test_mails_without_a_key_are_all_written(db):
    compose().send()
    compose().send()
    assert Mail.objects.filter(key=None).count() == 2


def test_same_key_from_eight_threads_writes_one_mail(committed):
    gate = threading.Barrier(8)

    def write():
        with transaction.atomic():
            gate.wait(5)
            compose(key="at once").send()
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Mail.objects.count() == len(queued()) == 1


def test_every_recipient_gets_their_own_mail_with_their_own_key(db):
    message = EmailMessage(
        "News",
        "Hello",
        to=["Ana <ana@example.org>", "ana@example.org"],
        cc=["ben@example.org"],
        headers={"x-mail-key": "news"},
    )
    message.send()
    message.send()
    assert list(Mail.objects.order_by("pk").values_list("recipient", "key", "headers")) == [
        ("ana@example.org", "news ana@example.org", {}),
        ("ben@example.org", "news ben@example.org", {}),
    ]


def test_many_mails_take_as_many_queries_as_one(db, django_assert_num_queries):
    messages = [compose(key=f"digest {number}") for number in range(200)]
    with django_assert_num_queries(6):  # savepoint, keys, insert, what is new, jobs, release
        verbs.write(messages)
    assert len(queued()) == Mail.objects.count() == 200


def test_line_break_in_a_subject_becomes_a_space(db):
    send_mail("Your\r\nBcc: eve@example.org\n group" + "x" * 300, "Hello", None, ["ana@example.org"])
    subject = Mail.objects.get().subject
    assert subject.startswith("Your Bcc: eve@example.org group")
    assert len(subject) == 200


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"headers": {"List-Id": "a\nBcc: eve@example.org"}}, BadHeaderError),
        ({"recipient": "ana@example.org\nBcc: eve@example.org"}, ValueError),
        ({"attachments": [("a.ics", "BEGIN:VCALENDAR", "text/calendar")]}, ValueError),
        ({"alternatives": [("BEGIN:VCALENDAR", "text/calendar")]}, ValueError),
        ({"reply_to": ["a@example.org", "b@example.org"]}, ValueError),
        ({"key": "k" * 201}, ValueError),
    ],
)
def test_what_a_mail_cannot_hold_is_refused_at_once(db, fields, error):
    with pytest.raises(error):
        compose(**fields).send()
    assert not Mail.objects.exists()


def test_failing_silently_does_not_lose_a_mail(db):
    with pytest.raises(ValueError, match="plain text"):
        get_connection(fail_silently=True).send_messages([compose(attachments=[("a.txt", "a", "text/plain")])])


def test_sweep_queues_what_is_due_and_has_no_job(db):
    compose(key="queued").send()
    compose(key="lost").send()
    compose(key="later").send()
    lost, later = Mail.objects.get(key="lost"), Mail.objects.get(key="later")
    Mail.objects.filter(pk=later.pk).update(send_after=timezone.now() + timedelta(hours=1))
    forget_jobs_but(Mail.objects.get(key="queued"))
    assert verbs.sweep(timezone.now()) == 1
    assert queued()[-1] == ("accounts.tasks.deliver", {"mail_id": lost.pk})
    assert verbs.sweep(timezone.now()) == 0


def test_sweep_leaves_alone_what_a_worker_has_in_hand(db):
    compose().send()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert verbs.sweep(timezone.now()) == 0


def test_bulk_mail_waits_behind_mail_that_somebody_waits_for(db):
    compose(headers={"Precedence": "bulk"}).send()
    compose().send()
    assert list(ProcrastinateJob.objects.order_by("pk").values_list("priority", flat=True)) == [-10, 0]


def forget_jobs_but(mail):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queueing_lock <> %s", [f"mail {mail.pk}"])
