"""The disk of the database is full: posts are told so, search goes on, and all goes on once there is room."""

import shutil
import subprocess
from contextlib import suppress

import pytest
from psycopg.errors import DiskFull

from supportfinder import postgres
from supportfinder.cluster.visitors import SEARCHES, ask
from tests.accounts.mailing import soon
from tests.cluster.dump import tables
from tests.proofs.faults.stand import Stand, Visitor, lost

pytestmark = pytest.mark.slow
ROW = "disk full"
SMALL = "160m"
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
MOUNT = 'mount -t tmpfs -o size="$1",mode=0777 tmpfs "$2" && shift 2 && exec "$@"'
NOBODY = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
"""PostgreSQL refuses to run as root, which we are only where we mount."""


def may_mount(folder):
    """Whether this machine lets us have a small disk of our own."""
    trial = [*NAMESPACE, "sh", "-c", MOUNT, "sh", SMALL, folder, *NOBODY, "true"]
    return shutil.which("unshare") and subprocess.run(trial, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small(really_a_test_database, django_db_blocker, tmp_path, monkeypatch):
    """A server whose tables lie on a disk of their own, which only it sees and which goes with it."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not may_mount(folder):
        pytest.skip("this machine mounts no disk for us")
    prefix = [*NAMESPACE, "sh", "-c", MOUNT, "sh", SMALL, str(folder), *NOBODY]
    with django_db_blocker.unblock():
        script = tables().replace("SET default_tablespace = '';", "SET default_tablespace = small;")
    stand = Stand(tmp_path / "a stand", script, before=f"CREATE TABLESPACE small LOCATION '{folder}'")
    usual = postgres.not_as_root
    monkeypatch.setattr(postgres, "not_as_root", lambda data: (prefix, {}) if data == stand.node.data else usual(data))
    with stand:
        yield stand


def fill(stand):
    """Take all the room there is."""
    stand.ask("CREATE TABLE filler (words text) TABLESPACE small")
    for size in (100_000, 1000, 10):
        with suppress(DiskFull):
            while True:
                stand.ask("INSERT INTO filler SELECT repeat('x', 100) FROM generate_series(1, %s)", size)


@pytest.mark.proof("faults", ROW)
def test_full_disk_refuses_posts_and_loses_nothing(small):
    with small.site() as site:
        poster = Visitor(site.port, "Full")
        assert poster.post(site.port).status == 302
        fill(small)
        refused = soon(lambda: poster.post(site.port).status != 302 and poster.answers[-1])
        assert refused.status == 503
        assert "tell whether it was saved" in refused.body
        assert {ask(site.port, path).status for path in SEARCHES} == {200}
        small.ask("DROP TABLE filler")
        soon(lambda: poster.post(site.port).status == 302)
    assert lost(small, poster) == []


@pytest.mark.twin("faults", ROW)
def test_full_disk_blames_a_person_where_a_lost_count_is_no_error(small):
    with small.site(SABOTAGE="silent_cache") as site:
        poster = Visitor(site.port, "Full")
        assert poster.post(site.port).status == 302
        fill(small)
        assert soon(lambda: poster.post(site.port).status == 429)
