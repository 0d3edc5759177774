"""The disk of the write-ahead log is full, which ends PostgreSQL: posts are told so, and nothing is lost once there is
room. Its disk is a small one in a namespace that a process of ours keeps open while the server comes and goes."""

import subprocess
from contextlib import suppress

import psycopg
import pytest
from psycopg.errors import UndefinedTable

from supportfinder import postgres
from supportfinder.cluster.visitors import ask
from tests.accounts.mailing import soon
from tests.cluster.dump import tables
from tests.proofs.faults.stand import Stand, Visitor, lost
from tests.proofs.faults.test_disk import MOUNT, NAMESPACE, NOBODY, may_mount

pytestmark = pytest.mark.slow
ROW = "disk of the write-ahead log full"
SIZE = "112m"


class SmallLog(Stand):
    """A server whose log has a disk of its own."""

    def __init__(self, home, script, folder):
        super().__init__(home, script)
        self.folder = folder
        holding = [*NAMESPACE, "sh", "-c", MOUNT, "sh", SIZE, folder, "sh", "-c", "echo there; exec sleep 300"]
        self.holder = subprocess.Popen(holding, stdout=subprocess.PIPE)
        assert self.holder.stdout.readline() == b"there\n"
        self.inside = ["nsenter", "--target", str(self.holder.pid), "--user", "--mount"]

    def __exit__(self, *error):
        super().__exit__(*error)
        self.holder.kill()
        self.holder.wait()
        self.holder.stdout.close()

    def do(self, *command):
        """Run a command that sees that disk; whether it did what it should."""
        return subprocess.run([*self.inside, *command], capture_output=True, check=False).returncode == 0

    def move(self, data):
        """Take the log of a new server to its own disk."""
        assert self.do("sh", "-c", 'cp -a "$1/pg_wal/." "$2"', "sh", data, self.folder)
        (data / "pg_wal").rename(data / "pg_wal.was")
        (data / "pg_wal").symlink_to(self.folder)

    def fill(self):
        """Leave no room, and write until the server cannot."""
        self.do("sh", "-c", 'cat /dev/zero > "$1/ballast"', "sh", self.folder)
        with suppress(psycopg.OperationalError):
            self.ask("CREATE TABLE filler AS SELECT repeat('x', 100) FROM generate_series(1, 2000000)")
        with suppress(psycopg.OperationalError):
            self.ask("SELECT 1")  # the server goes down with it, or comes up and goes down again

    def start_again(self):
        """As somebody does who is called."""
        if self.node._server.is_running():
            self.node.crash()
        self.node.start()


@pytest.fixture
def small(really_a_test_database, django_db_blocker, tmp_path, monkeypatch):
    """Such a server, with the tables of the site."""
    folder = tmp_path / "log"
    folder.mkdir()
    if not may_mount(folder):
        pytest.skip("this machine mounts no disk for us")
    with django_db_blocker.unblock():
        stand = SmallLog(tmp_path / "a stand", tables(), folder)
    usual, create = postgres.not_as_root, postgres.create

    def create_and_move(data):
        create(data)
        stand.move(data)

    ours = ([*stand.inside, *NOBODY], {})
    monkeypatch.setattr(postgres, "not_as_root", lambda data: ours if data == stand.node.data else usual(data))
    monkeypatch.setattr(postgres, "create", create_and_move)
    with stand:
        yield stand


def posted_until_full(small, site):
    """Somebody who posted, until there was no room; after that every answer was a page with help."""
    poster = Visitor(site.port, "Logged")
    for _post in range(3):
        assert poster.post(site.port).status == 302
    small.fill()
    refused = soon(lambda: poster.post(site.port).status != 302 and poster.answers[-1])
    assert refused.status == 503
    page = ask(site.port, "/", **{"Accept-Language": "en-GB"})
    assert page.status == 200 or "116 123" in page.body
    return poster


@pytest.mark.proof("faults", ROW)
def test_full_log_refuses_posts_and_loses_nothing_once_there_is_room(small):
    with small.site() as site:
        poster = posted_until_full(small, site)
        assert small.do("rm", small.folder / "ballast")
        small.start_again()
        soon(lambda: poster.post(site.port).status == 302)
    assert lost(small, poster) == []


@pytest.mark.twin("faults", ROW)
def test_room_made_by_throwing_the_log_away_loses_posts(small):
    with small.site() as site:
        poster = posted_until_full(small, site)
    if small.node._server.is_running():
        small.node.crash()
    data = small.node.data
    (data / "postmaster.pid").unlink(missing_ok=True)
    assert small.do("sh", "-c", 'rm -f "$1"/0* "$1/ballast"', "sh", small.folder)
    assert small.do(*NOBODY, postgres.programs() / "pg_resetwal", "-f", "-D", data)
    small.node.start()
    try:
        assert lost(small, poster)
    except UndefinedTable:  # even what it was kept in is gone
        return
