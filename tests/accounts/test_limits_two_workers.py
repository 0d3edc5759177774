"""A limit is one limit, however many processes answer: shown on the real site with two of them."""

import http.client
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest
from django.db import connection

from accounts.models import User
from supportfinder import serving
from tests.accounts.people import PASSWORD, make_person
from tests.browser.conftest import free_port

TRIES, LIMIT = 25, 5


@pytest.fixture
def site(db, monkeypatch):
    """Two processes of four threads each on the test database, where Ana has a password."""
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = connection.settings_dict["NAME"]
    assert name.startswith("test_")
    monkeypatch.setenv("DATABASE_URL", f"{base}/{name}")
    monkeypatch.setenv("DEBUG", "1")  # static files by their plain names: nothing needs collecting
    monkeypatch.setenv("OVERLOAD_SECONDS", "0")  # on a busy machine, passwords take their time
    commit(lambda: make_person(password=PASSWORD))
    with serving.Site(free_port()) as site:
        yield site
    commit(forget)


def commit(act):
    """Do it on a connection of its own, outside the transaction of the test, so that other processes see it."""
    with ThreadPoolExecutor(1) as other:
        other.submit(act).result()
        other.submit(lambda: connection.close()).result()  # the name means another one in every thread


def forget():
    User.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache")


def ask(site, method, form=None, cookie=""):
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as line:
        line.request(method, "/accounts/login/", urlencode(form) if form else None, headers)
        answer = line.getresponse()
        return answer.headers, answer.read().decode()


@pytest.mark.proof("attacks", "limits across two workers, with made-up X-Forwarded-For")
@pytest.mark.slow
def test_of_twenty_five_tries_at_once_exactly_five_get_through(site):
    headers, page = ask(site, "GET")
    cookie = headers["Set-Cookie"].split(";")[0]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"login": "ana@example.org", "password": "wrong-one-here", "csrfmiddlewaretoken": token}
    with ThreadPoolExecutor(TRIES) as pool:
        pages = list(pool.map(lambda _: ask(site, "POST", form, cookie)[1], range(TRIES)))
    tried = sum("do not fit together" in page for page in pages)
    refused = sum("too many tries" in page for page in pages)
    assert (tried, refused) == (LIMIT, TRIES - LIMIT)
