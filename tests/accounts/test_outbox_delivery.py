"""Sending: once if all goes well, later if not, given up in the end, and never a second time without a crash."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from accounts import delivery
from accounts.models import Mail
from tests.accounts.mailing import compose

pytestmark = pytest.mark.usefixtures("db", "outbox")


def written(**fields):
    compose(**fields).send()
    return Mail.objects.order_by("pk").last()


def tried(mail):
    delivery.deliver(mail.pk)
    mail.refresh_from_db()
    return mail


def test_mail_is_sent_whole_and_marked(mail_server):
    message = compose(key="secret cause", subject="Grüße", reply_to=["ask@example.org"], headers={"X-Own": "1"})
    message.attach_alternative("<p>Hello</p>", "text/html")
    message.send()
    mail = tried(Mail.objects.get())
    (received,) = mail_server.mails
    assert (received["To"], received["Subject"], received["Reply-To"]) == (
        "ana@example.org",
        "Grüße",
        "ask@example.org",
    )
    assert (received["X-Own"], received["Auto-Submitted"], received["X-Mail-Key"]) == ("1", "auto-generated", None)
    assert received.get_body(["plain"]).get_content().strip() == "Hello"
    assert received.get_body(["html"]).get_content().strip() == "<p>Hello</p>"
    assert (mail.sent_at is not None, mail.attempts, mail.last_error) == (True, 1, "")


def test_sent_mail_is_not_sent_again(mail_server):
    mail = tried(written())
    assert delivery.deliver(mail.pk) is False
    assert len(mail_server.mails) == 1


def test_any_backend_of_django_can_deliver(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    compose(from_email="Team <team@example.org>").send()
    tried(Mail.objects.get())
    (message,) = django_mail.outbox
    assert message.message()["From"] == "Team <team@example.org>"


def test_second_attempt_has_the_same_message_id(mail_server):
    mail = written()
    mail_server.replies["TAKEN"] = "451 not now"
    tried(mail)
    del mail_server.replies["TAKEN"]
    tried(mail)
    first, second = (received["Message-ID"] for received in mail_server.mails)
    assert first == second == delivery.message_id(mail)
    assert delivery.message_id(written()) != first


@pytest.mark.proof("faults", "mail server refuses, is away or hangs")
@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ({"HELLO": "421 too busy"}, "server: 421 too busy"),
        ({"MAIL": "550 no such sender"}, "server: 550 no such sender"),
        ({"RCPT": "450 mailbox of ana is busy"}, "450 mailbox of … is busy"),
        ({"RCPT": "550 <ana@example.org> unknown"}, "550 … unknown"),
        ({"RCPT": "421 going down"}, "server: 421 going down"),
        ({"DATA": "554 not liked"}, "554 not liked"),
        ({"TAKEN": "452 disk full"}, "452 disk full"),
    ],
)
def test_refusal_is_noted_without_the_address_and_tried_later(mail_server, replies, error):
    mail_server.replies = replies
    before = timezone.now()
    mail = tried(written())
    assert (mail.sent_at, mail.given_up_at, mail.attempts, mail.last_error) == (None, None, 1, error)
    assert timedelta(seconds=44) < mail.send_after - before < timedelta(seconds=90)


@pytest.mark.proof("faults", "mail server refuses, is away or hangs")
def test_server_that_is_away_is_tried_later(mail_server):
    mail_server.shutdown()
    mail_server.server_close()
    mail = tried(written())
    assert mail.last_error == "server: ConnectionRefusedError Connection refused"


@pytest.mark.proof("faults", "mail server refuses, is away or hangs")
@pytest.mark.parametrize("verb", ["HELLO", "RCPT", "TAKEN"])
def test_server_that_hangs_is_left_after_a_while(mail_server, settings, verb):
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.replies[verb] = None
    mail = tried(written())
    assert (mail.sent_at, mail.attempts) == (None, 1)
    assert mail.last_error.startswith("server: ")


@pytest.mark.proof("faults", "mail server refuses, is away or hangs")
@pytest.mark.parametrize("goodbye", [None, "221 " + 9000 * "x"])
def test_server_that_fails_after_its_yes_does_not_get_the_mail_twice(mail_server, settings, goodbye):
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.replies["QUIT"] = goodbye
    assert tried(written()).sent_at is not None


def test_mail_that_cannot_be_made_is_no_fault_of_the_server(mail_server):
    mail = written()
    Mail.objects.update(headers={"X-Own": "a\nb"})
    assert tried(mail).last_error.startswith("BadHeaderError")


def test_recipient_refused_for_good_is_given_up_sooner(mail_server, settings):
    settings.MAIL_REFUSED_TRIES, settings.MAIL_TRIES = 2, 4
    mail_server.replies["RCPT"] = "550 unknown"
    unknown = tried(tried(written()))
    mail_server.replies["RCPT"] = "450 busy"
    busy = tried(tried(tried(written())))
    assert (unknown.given_up_at is not None, busy.given_up_at) == (True, None)
    assert tried(busy).given_up_at is not None
    assert not Mail.objects.waiting().exists()


def test_pauses_double_up_to_six_hours(monkeypatch):
    monkeypatch.setattr(delivery.random, "uniform", lambda least, most: 1)
    minutes = [delivery.pause_after(attempts) / timedelta(minutes=1) for attempts in (1, 2, 3, 9, 10, 60000)]
    assert minutes == [1, 2, 4, 256, 360, 360]


def test_pauses_of_what_failed_together_differ():
    assert len({delivery.pause_after(5) for _ in range(20)}) > 15


def test_late_is_what_nobody_tried_and_what_the_server_failed():
    now = timezone.now()
    ago = now - timedelta(minutes=20)
    untried, away, put_off, fresh = (written(key=key).pk for key in ("untried", "away", "put off", "fresh"))
    Mail.objects.exclude(pk=fresh).update(created_at=ago)
    Mail.objects.filter(pk=untried).update(send_after=ago)
    Mail.objects.filter(pk=away).update(send_after=now + timedelta(hours=1), last_error="server: gone")
    Mail.objects.filter(pk=put_off).update(send_after=now + timedelta(hours=1), last_error="450 busy")
    late = Mail.objects.late(now - timedelta(minutes=15))
    assert set(late.values_list("pk", flat=True)) == {untried, away}


def test_given_up_mails_can_be_tried_again(mail_server, settings):
    settings.MAIL_TRIES = 1
    mail_server.replies["HELLO"] = "421 away"
    lost, emptied = tried(written()), tried(written(text=""))
    assert not Mail.objects.waiting().exists()
    assert Mail.objects.try_again(timezone.now()) == 1
    mail_server.replies.clear()
    assert tried(lost).sent_at is not None
    assert tried(emptied).sent_at is None


def test_old_mails_are_emptied_and_keep_their_key(mail_server):
    old = tried(written(key="old"))
    tried(written(key="new"))
    written(key="waiting")
    Mail.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=4))
    assert Mail.objects.forget(timezone.now() - timedelta(days=3)) == 1
    texts = dict(Mail.objects.values_list("key", "text"))
    assert texts == {"old": "", "new": "Hello", "waiting": "Hello"}
    assert Mail.objects.get(key="old").recipient == ""
    assert not Mail.objects.exclude(key="old").filter(recipient="").exists()
    compose(key="old").send()
    assert Mail.objects.count() == 3
