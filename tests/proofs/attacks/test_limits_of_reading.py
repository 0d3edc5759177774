"""Limits of bookings and of the programming interface, on the real site with two processes and many hands at once."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from groups import sessions
from groups.models import Booking
from supportfinder import serving
from tests import factories
from tests.browser.conftest import free_port
from tests.groups.booking.people import rules
from tests.proofs.attacks.test_limits_at_the_site import TRIES, ask, commit, environment, forget  # noqa: F401
from tests.proofs.faults import stand
from tests.proofs.faults.stand import SETTINGS

pytestmark = pytest.mark.slow
ROW = "limits across two workers, with made-up X-Forwarded-For"
HANDS, MORE = 8, 60
SPAN = 300


def a_date(listing):
    """The address of a date of `listing`, which anybody may book."""
    factories.add_slot(listing, **factories.weekly("TU", "18:30"))
    rules(listing, "tell", None)
    now = timezone.now()
    date = sessions.dates_of([listing], now + timedelta(days=2), now + timedelta(days=12))[listing.pk][0]
    return reverse("session-detail", args=[date.id])


def bookings_after(site, listing):
    """How many of twenty-five bookings at once were kept, each with an address of its own."""
    found = []
    commit(lambda: found.append(a_date(listing)))
    _status, headers, page = ask(site, "GET", found[0])
    token, cookie = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1], headers["Set-Cookie"].split(";")[0]
    form = {"nickname": "Eve", "agrees": "on", "csrfmiddlewaretoken": token}
    with ThreadPoolExecutor(HANDS) as pool:
        forms = [form | {"email": f"eve{number}@example.org"} for number in range(TRIES)]
        list(pool.map(lambda number: ask(site, "POST", found[0], forms[number], cookie, number), range(TRIES)))
    commit(lambda: found.append(Booking.objects.count()))
    return found[1]


def answered(site, how_many):
    """How many of so many requests to the interface were answered and refused, eight at a time."""
    with ThreadPoolExecutor(HANDS) as pool:
        path = reverse("api:words")
        begun = time.time()
        answers = list(pool.map(lambda number: ask(site, "GET", path, turn=number % 250)[0], range(how_many)))
    if begun // SPAN != time.time() // SPAN:  # a new count began meanwhile
        commit(forget)
        return answered(site, how_many)
    return answers.count(200), answers.count(429)


@contextmanager
def sabotaged(monkeypatch, name):
    """Processes that start meanwhile lack that guard (see tests/proofs/faults/child)."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", SETTINGS)
    monkeypatch.setenv("PYTHONPATH", str(Path(stand.__file__).parent))
    monkeypatch.setenv("SABOTAGE", name)
    yield


@pytest.mark.proof("attacks", ROW)
def test_bookings_and_reading_by_programs_have_one_limit(environment, monkeypatch, record_property):  # noqa: F811
    with serving.Site(free_port()) as site:
        assert bookings_after(site, environment) == int(settings.LIMITS["booking"].partition("/")[0])
        most = int(settings.LIMITS["api"].partition("/")[0])
        answers = answered(site, most + MORE)
        record_property("figure", f"{answers[0]} of {most + MORE} requests of a program answered, limit {most}")
        assert answers == (most, MORE)


@pytest.mark.twin("attacks", ROW)
def test_count_that_is_read_and_then_written_loses_most_of_many_hands(environment, monkeypatch):  # noqa: F811
    with sabotaged(monkeypatch, "counting_without_a_lock"), serving.Site(free_port()) as site:
        most = int(settings.LIMITS["api"].partition("/")[0])
        assert answered(site, most + MORE)[0] > most + HANDS
