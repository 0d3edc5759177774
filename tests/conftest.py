"""A small named cast, a stopped clock, and a network that ends at this machine."""

import logging
import socket
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples

from groups import facets, keeping, map_points, needs
from groups.models.taxonomy import lexicon
from groups.tally import size_of_directory
from tests import factories
from tests.gazetteer_fixtures import gazetteer, loaded_gazetteer  # noqa: F401 - fixtures
from tests.log_watch import Watch
from tests.proofs import IS_LONG

pytest_plugins = ["tests.proofs.plugin"]

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
"""A Tuesday, five in the afternoon in London, noon in New York."""

examples.register_profile(
    "support finder",
    deadline=None,  # a busy machine is no fault
    derandomize=not IS_LONG,  # the same examples in every run; `make prove` looks for others
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
examples.load_profile("support finder")

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any connection beyond loopback fails the test that tries it."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """No test sees what another one cached, and none needs the cache's table."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    lexicon.forget()
    facets.whole_directory.forget()
    map_points.whole_directory.forget()
    size_of_directory.forget()


@pytest.fixture(autouse=True)
def nothing_ends_meanwhile(monkeypatch):
    """What a process keeps for a minute ends in no test by chance, only where one moves this clock."""
    monkeypatch.setattr(keeping, "monotonic", lambda: 0)


@pytest.fixture(autouse=True)
def english():
    """No test goes on in the language of a page that another one opened."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def discreet_logs():
    """No test makes the site write down what somebody typed, whatever fails in it."""
    watch = Watch()
    logging.root.addHandler(watch)
    yield
    logging.root.removeHandler(watch)
    assert watch.found == []


@pytest.fixture(autouse=True)
def nothing_written_behind(monkeypatch):
    """What was looked for in vain is written only where a test says so, and none finds what another one counted."""
    monkeypatch.setattr(needs.buffer, "seconds", 0)
    needs.buffer.counts.clear()


@pytest.fixture(autouse=True)
def erasures_apart(settings, tmp_path):
    """No test writes into the journal of this machine's own site."""
    settings.ERASURES_FILE = tmp_path / "erasures.journal"


@pytest.fixture(autouse=True)
def plain_static_names(settings):
    """Addresses of static files as in the source tree: nothing is collected for a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture
def now():
    """The moment at which a test takes place; the whole process believes it."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def source(db):
    return factories.make_source()


@pytest.fixture
def circle(source):
    """The Tuesday Circle: a peer circle in Hackney, every Tuesday 18:30 to 20:00, published."""
    return factories.make_listing(
        source,
        "Tuesday Circle",
        place=factories.make_place(),
        terms=["topic:grief", "support:emotional", "cost:free", "joining:turn-up", "language:en"],
        slots=[factories.weekly("TU", "18:30")],
    )


@pytest.fixture
def clinic(source):
    """The Lea Clinic: a formal service in Stratford with an organization and no fixed times, published."""
    return factories.make_listing(
        source,
        "Lea Clinic",
        kind="clinic",
        organization=factories.make_organization("Lea Health"),
        place=factories.make_place(name="Lea House", lat=51.5416, lon=-0.0033, town="London", district="Stratford"),
        terms=[
            "topic:depression",
            "support:informational",
            "cost:insurance",
            "joining:referral",
            "language:en",
        ],
    )


@pytest.fixture
def evening(source):
    """The Evening Line: an online peer circle, every day at 21:00, published."""
    return factories.make_listing(
        source,
        "Evening Online",
        attendance="online",
        place=None,
        terms=["topic:anxiety-panic", "support:emotional", "joining:turn-up"],
        slots=[factories.weekly("TU", "21:00"), factories.weekly("TH", "21:00")],
    )
