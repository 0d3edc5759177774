"""What happens twice, at once, or while the clock jumps, has happened once; without its guard it shows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.models import QuerySet

from accounts import delivery, outbox
from accounts.models import Mail
from groups import booking
from groups.importing.matching import Matcher
from groups.models import Listing
from supportfinder.replicas import ReadingMiddleware
from tests.accounts.mailing import OUTBOX, committed, compose, mail_server, soon  # noqa: F401 - fixtures
from tests.cluster.test_routing import REPLICA, fails_on, servers, site  # noqa: F401 - fixtures
from tests.groups.booking.people import come, date_of, rules
from tests.groups.test_importing import bring, lantern

SCHEDULERS = "two schedulers at once: each reminder once"
WORKERS = "two workers at once: each mail once"
CLOCK = "clock jumps: an hour, a change of clocks, a leap day"
IMPORT = "import twice or reordered: the same end"
REPLICATED = "primary or replica crashes where there are both"
LEAP_DAY = date(2028, 2, 29)  # a Tuesday


@pytest.fixture
def leaping(circle, settings):
    """Ada comes to the circle on a leap day, and wants to be reminded."""
    settings.EMAIL_BACKEND = OUTBOX
    with time_machine.travel("2028-02-21T12:00:00Z", tick=False):
        come(rules(circle), "ada", LEAP_DAY, wants_day_before=True)
        return date_of(circle, LEAP_DAY)


def reminded(leaping, *hours_before):
    """Mails written by runs so many hours before the date, in that order."""
    return [written_at(leaping.starts_at.timestamp() - hours * 3600) for hours in hours_before]


def written_at(moment):
    with time_machine.travel(moment, tick=False):
        return booking.remind()


@pytest.mark.proof("faults", CLOCK)
def test_clock_that_jumps_back_on_a_leap_day_reminds_once(leaping):
    assert reminded(leaping, 25, 24, 23, 24, 23) == [0, 1, 0, 0, 0]


@pytest.mark.twin("faults", CLOCK)
@pytest.mark.twin("faults", SCHEDULERS)
def test_without_keys_each_run_reminds_again(leaping, monkeypatch):
    monkeypatch.setattr(outbox, "_key", lambda key, recipient: None)
    assert reminded(leaping, 24, 23, 24) == [1, 1, 1]


@pytest.mark.twin("faults", WORKERS)
def test_mail_that_nobody_holds_is_sent_by_both(committed, settings, mail_server, monkeypatch):  # noqa: F811
    settings.EMAIL_BACKEND = OUTBOX
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    compose().send()
    number = Mail.objects.get().pk
    mail_server.may_answer.clear()
    with ThreadPoolExecutor(2) as workers:
        sending = [workers.submit(deliver_and_leave, number) for _worker in range(2)]
        soon(lambda: len(mail_server.mails) == 2)
        mail_server.may_answer.set()
        assert [one.result() for one in sending] == [True, True]


def deliver_and_leave(number):
    try:
        return delivery.deliver(number)
    finally:
        connection.close()


@pytest.mark.twin("faults", IMPORT)
def test_import_that_knows_nothing_again_brings_it_in_twice(now, db, monkeypatch):
    monkeypatch.setattr(Matcher, "_known", lambda matcher, refs: {})
    monkeypatch.setattr(Matcher, "_owners", lambda matcher, refs: {})
    summaries = [bring(lantern()) for _again in range(2)]
    assert summaries[1].unchanged == 0
    assert Listing.objects.count() > 1 or summaries[1].refused


@pytest.mark.twin("faults", REPLICATED)
def test_page_that_is_not_made_again_fails_with_its_server(site, servers, monkeypatch):  # noqa: F811
    monkeypatch.setattr(ReadingMiddleware, "process_exception", lambda *args: None)
    with pytest.raises(OperationalError):
        site.visit("/search/", fails_on(REPLICA, []))
