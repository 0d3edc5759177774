"""An outside geocoder that answers, fails, dawdles or talks nonsense: people always get an answer."""

import logging
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from geopy.exc import GeocoderQuotaExceeded, GeocoderServiceError, GeocoderTimedOut
from geopy.location import Location

from groups import geocoding, remote_geocoding
from groups.forms.place import PlaceForm
from groups.models.gazetteer import GeocoderAnswer
from tests.conftest import NOW

FELL_BACK = "The map service did not answer. We used our own list of places."
HOUSE = Location("7 Mall Road, Lahore", (31.5601, 74.3205), {})


@pytest.fixture
def outside(gazetteer, settings, monkeypatch):
    """A geocoder named in settings; set `outside.answer` to a value, an exception or a function."""
    fake = SimpleNamespace(answer=[HOUSE], asked=[])

    class Fake:
        def __init__(self, timeout):
            self.timeout = timeout

        def geocode(self, query, exactly_one):
            fake.asked.append(query)
            if isinstance(fake.answer, Exception):
                raise fake.answer
            return fake.answer() if callable(fake.answer) else fake.answer

    settings.GEOCODER = "fake"
    monkeypatch.setattr(remote_geocoding, "get_geocoder_for_service", lambda name: Fake)
    remote_geocoding._made.cache_clear()
    yield fake
    remote_geocoding._made.cache_clear()


def test_outside_answer_is_used(outside):
    best = geocoding.resolve("7 Mall Road, Lahore").best
    assert (best.label, best.country, best.timezone) == ("7 Mall Road, Lahore", "PK", "Asia/Karachi")
    assert best.point == (31.5601, 74.3205)


def test_suggestions_and_positions_never_leave_the_site(outside):
    geocoding.suggest("Lahore")
    geocoding.resolve("51.5,-0.12")
    assert outside.asked == []


@pytest.mark.proof("faults", "geocoder slow, failing or talking nonsense")
@pytest.mark.parametrize(
    "answer",
    [
        GeocoderTimedOut("slow"),
        GeocoderServiceError("500"),
        GeocoderQuotaExceeded("enough"),
        ValueError("not JSON"),
        "garbage",
        [None],
        [SimpleNamespace(address="Nowhere", latitude=float("nan"), longitude=0)],
        [SimpleNamespace(address="Beyond", latitude=200, longitude=0)],
    ],
    ids=["time-out", "error", "quota", "exception", "text", "nothing", "no number", "off the earth"],
)
def test_failure_falls_back_to_the_gazetteer(outside, answer):
    outside.answer = answer
    resolution = geocoding.resolve("Lahore")
    assert resolution.best.label == "Lahore, Punjab, Pakistan"
    assert resolution.notice == FELL_BACK
    assert not GeocoderAnswer.objects.exists()


def test_slow_answer_is_not_waited_for(outside, monkeypatch):
    released = threading.Event()
    outside.answer = lambda: released.wait(5) and [HOUSE]
    monkeypatch.setattr(remote_geocoding, "PATIENCE", 0.05)
    resolution = geocoding.resolve("Lahore")
    released.set()
    assert (resolution.best.precision, resolution.notice) == ("town", FELL_BACK)


def test_unknown_geocoder_or_option_falls_back(gazetteer, settings):
    settings.GEOCODER = "no such thing"
    assert geocoding.resolve("Lahore").notice == FELL_BACK
    settings.GEOCODER, settings.GEOCODER_OPTIONS = "photon", {"no_such_option": 1}
    assert geocoding.resolve("Lahore").notice == FELL_BACK


def test_nothing_found_outside_asks_the_gazetteer(outside):
    outside.answer = None
    resolution = geocoding.resolve("Lahore")
    assert (resolution.best.label, resolution.notice) == ("Lahore, Punjab, Pakistan", "")


def test_answer_is_remembered_for_thirty_days(outside):
    for days, calls in ((0, 1), (29, 1), (31, 2)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            assert geocoding.resolve(" 7 mall road,  LAHORE").best.label == HOUSE.address
        assert len(outside.asked) == calls


def test_one_call_a_second_for_the_whole_site(outside):
    with time_machine.travel(NOW, tick=False):
        geocoding.resolve("one place")
        assert geocoding.resolve("Lahore").notice == FELL_BACK
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        assert geocoding.resolve("Lahore").notice == ""
    assert outside.asked == ["one place", "Lahore"]


def test_question_is_neither_stored_nor_logged(outside, caplog):
    with caplog.at_level(logging.DEBUG):
        geocoding.resolve("my secret street")
        outside.answer = ValueError("my secret street 2")
        with time_machine.travel(NOW, tick=False):
            geocoding.resolve("my secret street 2")
    stored = str(list(GeocoderAnswer.objects.values("question_hash")))
    assert "secret" not in stored + caplog.text


def test_stored_hash_depends_on_the_secret_key(outside, settings):
    first = remote_geocoding.hash_of("Lahore")
    settings.SECRET_KEY = "another"
    assert remote_geocoding.hash_of("Lahore") != first


def test_typed_town_is_looked_up_here_alone(outside):
    form = PlaceForm({"attendance": "in_person", "venue": "open", "town": "Leeds", "country": "GB"})
    assert form.is_valid(), form.errors
    assert form.content()["town"] == "Leeds"
    assert outside.asked == []
