"""A busy day: its mix of requests, that the site takes them, and what is made of the answers."""

import os
from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.test import Client

from accounts.models import User
from groups.bench import mix, soak, traffic
from groups.models import Listing, Report


@pytest.fixture
def requests_of_a_day(filled, monkeypatch):
    """A hundred requests over the small directory, with fewer people and searches than a real day has."""
    for name, many in {"PEOPLE": 30, "SIGNED_IN": 3, "SEARCHES": 40}.items():
        monkeypatch.setattr(mix, name, many)
    mix.sign_up()
    return mix.mixed(100)


def test_each_kind_has_its_share_in_every_hundred(requests_of_a_day):
    assert Counter(request["kind"] for request in requests_of_a_day) == mix.SHARES
    assert Counter(request["kind"] for request in requests_of_a_day[:20])["search"] in (10, 11, 12)


def test_site_takes_every_request_of_the_mix(requests_of_a_day, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    before = traffic.written()
    for request in requests_of_a_day:
        client = Client(SERVER_NAME="localhost", headers=request.get("headers", {}), enforce_csrf_checks=True)
        if "body" in request:
            status = client.post(request["path"], request["body"], "application/x-www-form-urlencoded").status_code
        else:
            status = client.get(request["path"]).status_code
        assert status == (302 if "body" in request else 200), request
    assert traffic.written() - before == mix.SHARES["write"]


def test_writes_come_from_different_addresses_and_say_different_things(requests_of_a_day):
    writes = [request for request in requests_of_a_day if request["kind"] == "write"]
    assert len({request["headers"]["X-Forwarded-For"] for request in writes}) == len(writes)
    assert len({parse_qs(request["body"])["text"][0] for request in writes}) == len(writes)


def test_people_are_signed_up_once(requests_of_a_day):
    mix.sign_up()
    assert User.objects.filter(email__startswith="crowd-").count() == 30


def test_rows_tell_pages_from_what_was_put_off_and_what_failed():
    answers = [["search", 200, 10, 0], ["search", 503, 2, 0], ["search", 500, 5, 0], ["write", 302, 20, 0]]
    bare = {"seconds": 1, "ms": [1] * 100, "answers": []}
    turns = {("bare", 16): [bare], ("mix", 16): [{"seconds": 2, "answers": answers}]}
    rows = {row["kind"]: row for row in traffic.rows(turns, kept=0)}
    assert (rows["all"]["pages"], rows["all"]["put_off"], rows["all"]["failed"]) == (2, 1, 1)
    assert (rows["all"]["of_bare"], rows["write"]["p99_ms"]) == (0.01, 20)
    assert rows["all"]["lost"] == 1


def test_soak_is_told_part_by_part(monkeypatch):
    monkeypatch.setattr(soak, "SECONDS", 100)
    answers = [
        ["search", 200, 10, 3],
        ["search", 200, 30, 95],
        ["write", 302, 10, 96],
        ["search", 503, 1, 97],
        ["search", 500, 1, 98],
    ]
    rows = list(soak.rows({"answers": answers}, [(1, 200.0), (9, 210.0), (91, 220.0)], kept=1))
    assert [row["pages"] for row in rows] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (rows[0]["megabytes"], rows[-1]["megabytes"], rows[1]["megabytes"]) == (210, 220, None)
    assert (rows[-1]["put_off"], rows[-1]["failed"], rows[-1]["lost"]) == (1, 1, 0)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc here")
def test_memory_counts_the_children_too():
    assert soak.megabytes(os.getpid()) > 10
    assert soak.megabytes(2**22 + 1) == 0


def test_reports_of_visitors_are_not_taken_for_the_crowds(filled):
    Report.objects.create(listing=Listing.objects.first(), fault="other", text="The door was shut.")
    assert traffic.written() == 0
