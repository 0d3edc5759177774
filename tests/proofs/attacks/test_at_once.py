"""One secret in ten hands at the same moment: it acts once, and the other nine find nothing or the same."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups import asking
from groups.facilitating import closures
from groups.models import ManageLink, Question, Report
from groups.models.secret import digest_of, new_token
from tests import factories
from tests.groups.booking.test_at_once import in_parallel
from tests.groups.together import committed, really_a_test_database  # noqa: F401 - fixtures

ROW = "one token in ten hands at once"
HANDS = 10


@pytest.fixture
def listing(committed, now):  # noqa: F811 - the fixture
    """A listing for every connection to see; mails and jobs go with it."""
    yield factories.make_listing(factories.make_source(), slots=[factories.weekly("TU", "18:30")])
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_mail, procrastinate_jobs CASCADE")


def tapped_at_once(path, form):
    """What ten browsers are answered that send the same form at the same moment."""
    cache.clear()
    answers = []
    raised = in_parallel([lambda: answers.append(Client().post(path, form).status_code)] * HANDS)
    assert raised == []
    return answers


def opened(model, **row):
    """A token that opens a new row of `model`."""
    token = new_token()
    model.objects.create(digest=digest_of(token), **row)
    return token


def subjects(mailoutbox):
    return [mail.subject for mail in mailoutbox]


@pytest.mark.proof("attacks", ROW)
def test_report_is_confirmed_once(listing, mailoutbox):
    settled = {"settled_at": timezone.now(), "was_right": True}
    token = opened(Report, listing=listing, fault="closed", email="rae@example.org", **settled)
    answers = tapped_at_once(reverse("report-confirm", args=[token]), {})
    assert set(answers) <= {200, 302, 404}
    assert subjects(mailoutbox) == ["What became of your report"]


@pytest.fixture
def asked(listing):
    """The address that carries a question of Quin's to the group."""
    factories.add_contact(listing, "email", "group@example.org")
    token = opened(Question, listing=listing, email="quin@example.org", text="May I come?")
    return reverse("question-confirm", args=[token])


@pytest.mark.proof("attacks", ROW)
def test_question_is_carried_once(asked, mailoutbox):
    assert set(tapped_at_once(asked, {})) <= {200, 302, 404}
    assert subjects(mailoutbox) == ["A question for you"]


@pytest.mark.twin("attacks", ROW)
def test_question_that_nobody_holds_is_carried_ten_times(asked, mailoutbox, monkeypatch):
    """Who does not hold the row sees the same open question as everybody else."""
    found, together = asking.readers_of, threading.Barrier(HANDS, timeout=20)

    def found_by_all(listing):
        together.wait()
        return found(listing)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows)
    monkeypatch.setattr(asking, "readers_of", found_by_all)
    tapped_at_once(asked, {})
    assert subjects(mailoutbox) == ["A question for you"] * HANDS


@pytest.mark.proof("attacks", ROW)
def test_pause_by_a_secret_link_is_one_pause(listing):
    token = opened(ManageLink, listing=listing)
    form = {"starts_on": "2026-05-01", "ends_on": "2026-05-10"}
    assert set(tapped_at_once(reverse("manage-pause", args=[token]), form)) <= {200, 302}
    assert listing.closures.count() == 1


@pytest.mark.twin("attacks", ROW)
def test_pause_that_takes_no_turns_is_many_pauses(listing, monkeypatch):
    token, together = opened(ManageLink, listing=listing), threading.Barrier(HANDS, timeout=20)
    refuse = closures._refuse_past
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows)
    monkeypatch.setattr(closures, "_refuse_past", lambda *days: refuse(*days) or together.wait())
    tapped_at_once(reverse("manage-pause", args=[token]), {"starts_on": "2026-05-01", "ends_on": "2026-05-10"})
    assert listing.closures.count() > 1
