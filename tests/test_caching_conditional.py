"""A copy is used only while it is right: who asks again with its mark gets 304, until anything on the page changes."""

from datetime import date, timedelta

import pytest
import time_machine

from groups import facilitating, moderation
from groups.models import Listing
from tests import factories
from tests.accounts.people import make_person

LONG = {"Accept-Encoding": "gzip"}


@pytest.fixture
def rowan(db):
    return make_person("rowan@example.org")


def ask(client, path, etag=""):
    """What a browser gets that holds a copy with the mark `etag`."""
    return client.get(path, headers={"If-None-Match": etag} if etag else {})


def check_is_new(client, path, etag):
    answer = ask(client, path, etag)
    assert answer.status_code == 200
    assert answer["ETag"] != etag


@pytest.fixture
def page(circle):
    return circle.get_absolute_url()


@pytest.fixture
def etag(client, now, page):
    return ask(client, page)["ETag"]


@pytest.mark.parametrize("address", ["/", "/search/?topic=grief", "/search.geojson?topic=grief", "/about/"])
def test_unchanged_page_is_not_sent_again(client, now, circle, address):
    first = ask(client, address)
    second = ask(client, address, first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert second[name] == first[name]


@pytest.mark.parametrize("part", ["", "print/", "poster/", "poster/cards/"])
def test_unchanged_listing_is_not_sent_again(client, now, page, part):
    assert ask(client, page + part, ask(client, page + part)["ETag"]).status_code == 304


def test_unchanged_calendar_is_not_sent_again(client, now, circle):
    path = f"/listings/{circle.public_id}.ics"
    assert ask(client, path, ask(client, path)["ETag"]).status_code == 304


def test_packed_page_is_known_again(client, now, page):
    first = client.get(page, headers=LONG)
    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")
    assert client.get(page, headers=LONG | {"If-None-Match": first["ETag"]}).status_code == 304


def test_cancelled_date_is_told_at_once(client, now, circle, page, etag, rowan):
    facilitating.cancel(circle.schedules.get(), date(2026, 3, 3), by=rowan)
    check_is_new(client, page, etag)


def test_cancelled_date_is_told_at_once_to_calendars(client, now, circle, rowan):
    path = f"/listings/{circle.public_id}.ics"
    etag = ask(client, path)["ETag"]
    facilitating.cancel(circle.schedules.get(), date(2026, 3, 3), by=rowan)
    check_is_new(client, path, etag)


def test_pause_is_told_at_once(client, circle, page, etag, rowan):
    facilitating.pause(circle, date(2026, 3, 3), None, by=rowan)
    check_is_new(client, page, etag)


def test_edit_is_told_at_once(client, circle, page, etag):
    Listing.objects.filter(pk=circle.pk).update(how_to_join="Ring the blue bell.")
    check_is_new(client, page, etag)


def test_edit_of_a_part_is_told_at_once(client, circle, page, etag):
    factories.add_contact(circle, "phone", "020 7946 0018")
    check_is_new(client, page, etag)


def test_date_that_is_over_is_told_at_once(client, now, page, etag):
    with time_machine.travel(now + timedelta(hours=4), tick=False):
        check_is_new(client, page, etag)


def test_hidden_listing_is_gone_at_once(client, circle, page, etag, rowan):
    moderation.hide(circle, by=rowan, reason="unsafe")
    answer = ask(client, page, etag)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store, private")


def test_hidden_listing_leaves_a_search_at_once(client, now, circle, rowan):
    for path in ("/search/?topic=grief", "/search.geojson?topic=grief"):
        etag = ask(client, path)["ETag"]
        Listing.objects.update(searchable=False)
        check_is_new(client, path, etag)
        Listing.objects.update(searchable=True)


def test_signing_in_is_told_at_once(client, page, etag, rowan):
    client.force_login(rowan)
    answer = ask(client, page, etag)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
