"""What else has to work past one machine: settings for a pooler, and pages that remember something in passing."""

import json
import os
import subprocess
import sys

import pytest
from django.db import OperationalError
from geopy.exc import GeocoderUnavailable

import manage
from groups import remote_geocoding
from supportfinder.serving import BASE_DIR

SHOW = "import json; from supportfinder import settings as s; print(json.dumps([s.DATABASES, s.MIDDLEWARE[-1]]))"


def databases(**environment):
    """DATABASES and the last middleware of a process with that environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("REPLICA_URL", "PGBOUNCER")}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=BASE_DIR, env=kept | environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def test_without_a_replica_there_is_one_database():
    known, last = databases()
    assert list(known) == ["default"]
    assert "replicas" not in last


def test_replica_has_a_pool_of_its_own_and_does_not_write():
    known, last = databases(REPLICA_URL="postgres://b@replica.example.org/there")
    assert known["replica"]["HOST"] == "replica.example.org"
    assert known["replica"]["OPTIONS"]["options"] == "-c default_transaction_read_only=on"
    assert known["replica"]["OPTIONS"]["pool"]["timeout"] <= known["default"]["OPTIONS"]["pool"]["timeout"]
    assert last == "supportfinder.replicas.ReadingMiddleware"


def test_through_a_pooler_nothing_outlives_a_transaction():
    known, _last = databases(REPLICA_URL="postgres://b@pooler.example.org:6432/replica", PGBOUNCER="1")
    assert [each["DISABLE_SERVER_SIDE_CURSORS"] for each in known.values()] == [True, True]
    assert not any({"options", "prepare_threshold"} & set(each["OPTIONS"]) for each in known.values())


@pytest.mark.parametrize("command", ["procrastinate", "migrate", "import_listings"])
def test_commands_go_past_the_pooler(monkeypatch, command):
    monkeypatch.setenv("DATABASE_URL", "postgres://pooler.example.org:6432/support")
    monkeypatch.setenv("PGBOUNCER", "1")
    monkeypatch.setenv("DATABASE_DIRECT_URL", "postgres://primary.example.org/support")
    manage.prepare(command)
    assert os.environ["DATABASE_URL"] == "postgres://primary.example.org/support"
    assert os.environ["PGBOUNCER"] == "0"


@pytest.mark.parametrize(("url", "is_said"), [("", False), ("postgres://replica.example.org/there", True)])
def test_privacy_page_names_the_cookie_where_it_is_used(db, client, settings, url, is_said):
    settings.REPLICA_URL = url
    page = client.get("/privacy/").content.decode()
    assert ("holds only the number 1" in page) is is_said


def test_place_is_found_while_nothing_can_be_remembered(monkeypatch):
    def fail(query):
        raise OperationalError("the primary is away")

    monkeypatch.setattr(remote_geocoding, "remembered", fail)
    with pytest.raises(GeocoderUnavailable):  # for which `geocoding.resolve` has its own list
        remote_geocoding.PoliteGeocoder(None).geocode("Lahore")
