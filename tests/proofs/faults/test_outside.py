"""The world outside fails: mail server, map service, feeds. People get their page, and nothing is lost or doubled."""

import time

import pytest
from django.core.mail import get_connection
from django.test import Client

from accounts import delivery
from accounts.models import Mail
from groups import remote_geocoding
from groups.fetching import fetch
from tests.accounts.mailing import OUTBOX, mail_server  # noqa: F401 - a fixture
from tests.accounts.people import make_person
from tests.groups.sources.server import serving
from tests.proofs import IS_LONG

MAIL = "mail server refuses, is away or hangs"
GEOCODER = "geocoder slow, failing or talking nonsense"
FEED = "dead, slow or looping feed: the others on time"
SECONDS = 1 if IS_LONG else 4
"""What a page may take; in a short run beside many others the machine itself may be slower."""


# Mail


def ask_for_a_code():
    """Somebody asks for a mail to sign in with."""
    return Client(raise_request_exception=False).post("/accounts/login/code/", {"email": "ana@example.org"})


REPLIES = [{"HELLO": "421 too busy"}, {"RCPT": "450 later"}, {"TAKEN": "554 not liked"}, {"HELLO": None}]


@pytest.mark.proof("faults", MAIL)
@pytest.mark.parametrize("replies", REPLIES, ids=["refuses", "4xx", "5xx", "hangs"])
def test_request_succeeds_and_its_mail_arrives_once_later(db, settings, mail_server, replies):  # noqa: F811
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = OUTBOX, 0.2
    make_person()
    mail_server.replies = replies
    assert ask_for_a_code().status_code == 302
    mail = Mail.objects.get()
    assert delivery.deliver(mail.pk) is False
    mail_server.mails.clear()
    mail_server.replies = {}
    assert [delivery.deliver(mail.pk) for _again in range(2)] == [True, False]
    assert len(mail_server.mails) == 1


@pytest.mark.twin("faults", MAIL)
def test_request_that_talks_to_the_mail_server_fails_with_it(db, settings, mail_server):  # noqa: F811
    settings.EMAIL_BACKEND = settings.MAIL_DELIVERY_BACKEND
    assert type(get_connection()).__module__ == "django.core.mail.backends.smtp"
    make_person()
    mail_server.replies = {"HELLO": "421 too busy"}
    assert ask_for_a_code().status_code == 500
    assert not Mail.objects.exists()


# Map service


@pytest.fixture
def map_service(gazetteer, settings):
    """A Photon on this machine, whose answers a test decides."""
    with serving() as service:
        settings.GEOCODER = "photon"
        settings.GEOCODER_OPTIONS = {"domain": service.host, "scheme": "http"}
        remote_geocoding._made.cache_clear()
        yield service
        remote_geocoding._made.cache_clear()


def dawdling(handler):
    time.sleep(1.5)
    handler.send_error(500)


def dripping(handler):
    """A byte now and then, so that each is in time."""
    handler.send_response(200)
    handler.end_headers()
    for _byte in range(30):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def nonsense(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"<html>not what you asked for")


def failing(handler):
    handler.send_error(500)


def searched():
    """The page of a search near a town, and the seconds that it took."""
    begun = time.monotonic()
    page = Client().get("/search/", {"near": "Lahore"})
    return page.content.decode(), time.monotonic() - begun


@pytest.mark.proof("faults", GEOCODER)
@pytest.mark.parametrize("answer", [dawdling, dripping, nonsense, failing])
def test_page_comes_from_our_own_places_and_says_so(map_service, answer):
    map_service.act("/api", answer)
    page, seconds = searched()
    assert map_service.asked
    assert seconds < SECONDS
    assert "Lahore, Punjab, Pakistan" in page
    assert "We used our own list of places" in page


@pytest.mark.twin("faults", GEOCODER)
def test_page_that_waits_for_the_map_service_takes_as_long_as_that(map_service, monkeypatch):
    monkeypatch.setattr(remote_geocoding, "PATIENCE", 5)
    map_service.act("/api", dawdling)
    assert searched()[1] > 1


# Feeds


@pytest.mark.twin("faults", FEED)
def test_feed_without_a_deadline_takes_as_long_as_it_likes(settings):
    settings.SOURCES_SECONDS = 60
    with serving() as feeds:
        settings.SOURCES_OWN_HOSTS = [feeds.host]
        feeds.act("/feed.json", dripping)
        begun = time.monotonic()
        fetch(feeds.url())
    assert time.monotonic() - begun > 1
