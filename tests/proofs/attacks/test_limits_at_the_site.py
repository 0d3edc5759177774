"""Limits hold at their number on the real site with two processes, wherever a visitor says that they come from."""

import http.client
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from groups.models import Report
from supportfinder import serving
from tests import factories
from tests.accounts.test_limits_two_workers import commit, forget
from tests.browser.conftest import free_port

ROW = "limits across two workers, with made-up X-Forwarded-For"
TRIES = 25


@pytest.fixture
def environment(db, monkeypatch):
    """What two processes need to serve the test database, on which one listing is public."""
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    monkeypatch.setenv("DATABASE_URL", f"{base}/{connection.settings_dict['NAME']}")
    monkeypatch.setenv("DEBUG", "1")  # static files by their plain names: nothing needs collecting
    monkeypatch.setenv("OVERLOAD_SECONDS", "0")  # nobody is turned away for another reason
    made = []
    commit(lambda: made.append(factories.make_listing(factories.make_source("limits"), "A circle")))
    yield made[0]
    commit(clear)
    commit(forget)


def clear():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE groups_listing, groups_place, groups_importsource, accounts_mail CASCADE")
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def ask(site, method, path, form=None, cookie="", turn=0):
    """One request, of which each says that it came from somewhere else."""
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {
        "X-Forwarded-For": f"203.0.113.{turn}",
        "X-Real-IP": f"203.0.113.{turn}",
        "Forwarded": f"for=8.8.8.{turn}",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as line:
        line.request(method, path, urlencode(form) if form else None, headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def reports_after(site, listing):
    """How many of twenty-five reports at once were kept."""
    path = f"/listings/{listing.public_id}/report/"
    _status, headers, page = ask(site, "GET", path)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    cookie = headers["Set-Cookie"].split(";")[0]
    form = {"fault": "closed", "csrfmiddlewaretoken": token}
    with ThreadPoolExecutor(TRIES) as pool:
        list(pool.map(lambda turn: ask(site, "POST", path, form, cookie, turn), range(TRIES)))
    kept = []
    commit(lambda: kept.append(Report.objects.count()))
    return kept[0]


@pytest.mark.slow
@pytest.mark.proof("attacks", ROW)
def test_reports_and_guesses_have_one_limit(environment):
    with serving.Site(free_port()) as site:
        most = int(settings.LIMITS["reporting"].partition("/")[0])
        assert reports_after(site, environment) == most
        guesses = int(settings.LIMITS["guessing"].partition("/")[0])
        with ThreadPoolExecutor(8) as pool:
            paths = [f"/reports/{'A' * 28}{turn:04}/" for turn in range(guesses + 20)]
            answers = list(pool.map(lambda turn: ask(site, "GET", paths[turn], turn=turn % 250)[0], range(len(paths))))
        assert (answers.count(404), answers.count(429)) == (guesses, 20)


@pytest.mark.slow
@pytest.mark.twin("attacks", ROW)
def test_site_that_believes_every_header_has_no_limit(environment, monkeypatch):
    monkeypatch.setenv("BEHIND_PROXY", "1")  # without a proxy in front that writes the header anew
    with serving.Site(free_port()) as site:
        assert reports_after(site, environment) == TRIES
