"""The table of what is kept: no personal field is missing, and every period removes what is old, nothing else."""

import html
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session as SignIn
from django.core.cache import cache
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from accounts import privacy
from accounts.models import Mail, User
from groups import booking
from groups.booking import letters
from groups.choices import Decision, Fault
from groups.models import (
    AnswerCode,
    Booking,
    Claim,
    Question,
    Report,
    SourceRun,
    Story,
    Submission,
    Upload,
    UploadRow,
    Wish,
)
from supportfinder import retention
from supportfinder.settings import CACHES
from tests import factories
from tests.groups.booking.people import come, date_of, rules

NOT_PERSONAL = {
    "accounts.Role": "what may be done, not by whom",
    "auth.Group": "the same",
    "auth.Group_permissions": "the same",
    "auth.Permission": "the same",
    "contenttypes.ContentType": "the names of tables",
    "groups.AreaSupply": "counts of listings",
    "groups.BookingRules": "how many places a listing has",
    "groups.FirstDate": "derived from listings",
    "groups.GazetteerRelease": "which places are loaded",
    "groups.GeocoderAnswer": "places looked up outside, under a keyed digest of the words; 30 days",
    "groups.GeocoderTurn": "when the outside geocoder was last asked",
    "groups.ImportSource": "other directories",
    "groups.Locality": "places of the world",
    "groups.LocalityName": "their names",
    "groups.PostalCode": "their codes",
    "groups.ReplyTemplate": "words of moderators for everybody",
    "groups.Snapshot": "published figures about many people",
    "groups.Term": "the words of the site",
    "groups.TownReach": "distances of towns",
    "groups.UnmetSearch": "counts by month and region",
    "groups.UpcomingDate": "derived from listings",
    "groups.Word": "derived from listings",
    "procrastinate.ProcrastinateEvent": "what became of jobs",
    "procrastinate.ProcrastinateJob": "numbers of rows; gone when done, after 30 days when failed",
    "procrastinate.ProcrastinatePeriodicDefer": "when jobs were queued",
    "procrastinate.ProcrastinateWorker": "processes",
}
ABOUT_A_PERSON = models.EmailField | models.GenericIPAddressField


def listed():
    return {where for row in retention.table() for where in row.where}


def test_every_model_is_in_the_table_or_named_as_not_personal():
    names = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert names - listed() - set(NOT_PERSONAL) == set()
    assert set(NOT_PERSONAL) - names == set()
    assert not set(NOT_PERSONAL) & listed()


def test_model_named_as_not_personal_points_to_nobody():
    for label in NOT_PERSONAL:
        for field in apps.get_model(label)._meta.get_fields():
            is_person = field.is_relation and field.concrete and field.related_model is User
            assert not is_person, (label, field.name)
            assert not isinstance(field, ABOUT_A_PERSON), (label, field.name)


def test_table_names_only_what_there_is():
    for where in listed() - {"cache"}:
        label, field = where.rsplit(".", 1) if where.count(".") == 2 else (where, None)
        model = apps.get_model(label)
        assert field is None or model._meta.get_field(field)


DAY = timedelta(days=1)


def a_booking(circle):
    rules(circle)
    come(circle, "ada")
    return date_of(circle).ends_at


def a_question(circle):
    Question.objects.create(listing=circle, email="ada@example.org", text="Is there a step?", digest="q" * 64)


def a_report(circle):
    report = Report.objects.create(listing=circle, fault=Fault.UNSAFE, text="He shouts.", email="ada@example.org")
    Report.objects.filter(pk=report.pk).update(settled_at=timezone.now())


def a_story(circle):
    Story.objects.create(listing=circle, text="They were kind.", email="ada@example.org", digest="s" * 64)


def a_wish(circle):
    wish = Wish.objects.create(word="chess", why="I like it.", email="ada@example.org")
    Wish.objects.filter(pk=wish.pk).update(decision=Decision.REJECTED, decided_at=timezone.now())


def a_draft(circle):
    draft = factories.make_listing(circle.source, "Sent in", published=False)
    Submission.objects.create(listing=draft, email="ada@example.org", digest="s" * 64)


def a_claim(circle):
    ada = User.objects.create_user("ada@example.org")
    claim = Claim.objects.create(listing=circle, user=ada, message="I lead it.")
    Claim.objects.filter(pk=claim.pk).update(decision=Decision.REJECTED, decided_at=timezone.now())


def a_table(circle):
    ada = User.objects.create_user("ada@example.org")
    upload = Upload.objects.create(owner=ada, name="Ours", header=["name"])
    UploadRow.objects.create(upload=upload, number=1, cells=["Ada's circle"])


def a_run(circle):
    for days in (1, 0):  # the latest of each source stays
        SourceRun.objects.create(source=circle.source, started_at=timezone.now() + days * DAY, outcome="done")


def a_code(circle):
    a_booking(circle)
    session = date_of(circle)
    AnswerCode.objects.create(session=circle_session(session), digest="c" * 64)


def circle_session(date):
    return date.slot.sessions.get_or_create(original_on=date.original_on)[0]


def an_account(circle):
    ada = User.objects.create_user("ada@example.org")
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True)


def an_act(circle):
    ada = User.objects.create_user("ada@example.org", is_staff=True)
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=ada, content_type=kind, object_id="7", object_repr="bea@example.org", action_flag=2)


def a_mail(circle):
    Mail.objects.create(recipient="ada@example.org", text="Hello", sent_at=timezone.now())


def a_sign_in(circle):
    ada = User.objects.create_user("ada@example.org")
    UserSession.objects.create(user=ada, session_key="k" * 32, ip="192.0.2.0", user_agent="Firefox")
    SignIn.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now() + 14 * DAY)


KEPT = {
    "bookings": (a_booking, 30),
    "answer codes": (a_code, 30),
    "questions": (a_question, 180),
    "reports": (a_report, 180),
    "first visits": (a_story, 180),
    "suggestions": (a_wish, 180),
    "drafts": (a_draft, 180),
    "claims": (a_claim, 180),
    "tables": (a_table, 7),
    "other directories": (a_run, 180),
    "unconfirmed accounts": (an_account, 7),
    "acts of staff": (an_act, 365),
    "mails": (a_mail, 3),
    "sign-ins": (a_sign_in, 14),
}
ELSEWHERE = {
    "company": "tests/groups/test_together.py",
    "counters": "below",
}


def row_named(name):
    return next(row for row in retention.table() if row.name == name)


@pytest.mark.parametrize("name", KEPT)
def test_old_goes_and_fresh_stays(now, circle, name):
    make, days = KEPT[name]
    since = make(circle) or now
    row = row_named(name)
    with time_machine.travel(since + days * DAY - timedelta(hours=1), tick=False):
        assert not row.forget(timezone.now())
    with time_machine.travel(since + (days + 1) * DAY + timedelta(hours=1), tick=False):
        gone = row.forget(timezone.now())
    assert gone != 0


def test_every_period_has_its_test():
    assert {row.name for row in retention.table() if row.forget} == set(KEPT) | set(ELSEWHERE)


def test_row_that_fails_keeps_no_other_from_being_applied(monkeypatch, db, caplog):
    monkeypatch.setattr(retention, "_rows", dict(retention._rows))

    def fail(now):
        raise RuntimeError("broken")

    applied = []
    Row = retention.Row
    retention.register(Row("a", "", "", "", forget=fail), Row("b", "", "", "", forget=applied.append))
    with pytest.raises(RuntimeError):
        retention.apply(timezone.now())
    assert len(applied) == 1
    assert "Not removed: a" in caplog.text


def test_counters_that_count_no_more_leave_the_cache(db, settings, now):
    settings.CACHES = CACHES
    call_command("createcachetable")
    cache.set("old", 1, 60)
    cache.set("fresh", 1, 86_400)
    assert row_named("counters").forget(now + timedelta(hours=1)) == 1
    assert cache.get("fresh") == 1


def test_command_prints_the_table_and_applies_it(db, capsys, circle, now):
    call_command("retention")
    assert "groups.Booking" in capsys.readouterr().out
    a_question(circle)
    with time_machine.travel(now + 181 * DAY, tick=False):
        call_command("retention", apply=True)
    assert "questions: 1" in capsys.readouterr().out
    assert not Question.objects.exists()


def test_page_about_privacy_shows_every_row_and_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/privacy/").content.decode()
    for row in retention.table():
        assert html.escape(row.kept) in page, row.name


def test_erased_person_is_not_named_in_what_staff_did(db):
    ada, staff = User.objects.create_user("ada@example.org"), User.objects.create_user("s@example.org", is_staff=True)
    LogEntry.objects.log_actions(staff.pk, [ada], 3)
    privacy.erase(ada)
    assert "ada@example.org" not in str(LogEntry.objects.values_list("object_repr", "change_message").get())


def test_mail_about_a_booking_that_was_taken_back_is_never_sent(db, now, circle):
    rules(circle)
    booked = come(circle, "ada")
    Mail.objects.create(recipient=booked.user.email, text=f"See you: {letters.new_address(booked)}")
    Mail.objects.create(recipient=booked.user.email, text="BCDF-GHJK")
    booking.erase(Booking.objects.filter(pk=booked.pk))
    assert [mail.text for mail in Mail.objects.waiting()] == ["BCDF-GHJK"]
