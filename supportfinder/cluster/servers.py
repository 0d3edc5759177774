"""A primary, a replica that follows it and, where installed, PgBouncer before both; on private sockets."""

import contextlib
import fcntl
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from supportfinder import postgres, serving
from supportfinder.database import Server

SOCKETS_PREFIX = "sf-cluster-"
SETTINGS = {
    "shared_buffers": "128MB",
    "wal_keep_size": "1GB",  # so that a replica finds what it missed while it was away
    "wal_retrieve_retry_interval": "500ms",  # how soon it tries a primary again that was away
    "wal_receiver_timeout": "10s",  # how soon it notices a line that is dead
    "hot_standby_feedback": "on",  # what its readers still see is kept
}
POOLER_PORT = 6432
POOLER = """\
[databases]
{name} = host={primary} port={port} user={name} dbname={name}
replica = host={replica} port={port} user={name} dbname={name}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = {pooler_port}
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
server_connect_timeout = 2
server_login_retry = 1
query_wait_timeout = 3
logfile = {log}
"""


class Node:
    """One PostgreSQL of the cluster; its address stays the same over restarts."""

    def __init__(self, data: Path):
        self.data = data
        self.url = ""
        self.folder: Path | None = None
        self._server = Server(data, settings=SETTINGS)

    def start(self) -> None:
        """Start it, for the first time or again; its data folder is there."""
        if self.folder is None:
            self.folder = self._server.folder = postgres.new_socket_folder(self.data.stat(), SOCKETS_PREFIX)
        self.url = self._server.ensure()

    def crash(self) -> None:
        """End it at once ("immediate"): nothing is written down or tidied up."""
        os.kill(postgres.process(self.data), signal.SIGQUIT)
        while self._server.is_running():
            time.sleep(0.02)

    def remove(self) -> None:
        """End it, if it runs, and remove its socket, also where it was left by a process that was killed."""
        folder = self.folder or Path(postgres.socket_folder(self.data))
        if self._server.is_running():
            self.crash()
        self._server.release()
        if folder.name.startswith(SOCKETS_PREFIX):
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """A connection past any pooler, on which each statement stands for itself."""
        options = {"host": str(self.folder), "port": postgres.PORT, "user": postgres.NAME, "dbname": postgres.NAME}
        with contextlib.closing(psycopg.connect(**options, autocommit=True)) as connection:
            yield connection


class Pooler(serving.Child):
    """PgBouncer in transaction mode before both servers."""

    def __init__(self, primary: Node, replica: Node):
        super().__init__()
        self.folder = postgres.new_socket_folder(primary.data.stat(), SOCKETS_PREFIX)
        names = {"name": postgres.NAME, "port": postgres.PORT, "primary": primary.folder, "replica": replica.folder}
        file = self.folder / "pgbouncer.ini"
        places = {"folder": self.folder, "log": self.folder / "pgbouncer.log", "pooler_port": POOLER_PORT}
        file.write_text(POOLER.format(**names, **places))
        prefix, identity = postgres.not_as_root(self.folder)
        self.command = [*prefix, program_of_pooler(), "--quiet", *(["--user=nobody"] if identity else []), str(file)]

    def url_of(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgres://{postgres.NAME}@:{POOLER_PORT}/{self.folder}/{name}"

    def stop(self) -> None:
        """End it and remove its files."""
        super().stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def program_of_pooler() -> str | None:
    """Where PgBouncer is installed; None where it is not."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


class Web(serving.Site):
    """One web process of four threads that reads from the replica."""

    def __init__(self, port: int, environment: dict[str, str], log: Path):
        super().__init__(port)
        self.log = log
        self.command += ["--workers", "1"]
        # Each made-up poster comes from an address of their own, as though through a proxy.
        self.environment = environment | {"BEHIND_PROXY": "1", "SITE_URL": f"http://localhost:{port}"}


class Cluster:
    """The servers in one folder, for the length of a `with` block; what is left of an earlier one goes first."""

    def __init__(self, home: Path):
        self.home = home
        self.primary, self.replica = Node(home / "primary"), Node(home / "replica")
        self.log = home.with_suffix(".log")
        """What the web processes say; it stays."""
        self.pooler: Pooler | None = None
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Cluster":
        """Raises NoDatabase when another one is used there."""
        self.home.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.home.with_suffix(".lock"), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise postgres.NoDatabase(f"Somebody else uses the cluster in {self.home} now.") from None
        self._stack.callback(os.close, lock)
        self._stack.callback(self._clear)
        self._clear()
        self.home.mkdir()
        self.log.write_bytes(b"")
        return self

    def _clear(self) -> None:
        for node in (self.primary, self.replica):
            node.remove()
        shutil.rmtree(self.home)

    def __exit__(self, *_error) -> None:
        self._stack.close()

    def start_primary(self) -> None:
        """A new, empty server."""
        postgres.create(self.primary.data)
        self.primary.start()

    def start_replica(self) -> None:
        """A copy of the primary as it is now, which follows it from then on."""
        postgres.copy(str(self.primary.folder), self.replica.data)
        self.replica.start()

    def start_pooler(self) -> bool:
        """PgBouncer before both; answers whether it is installed."""
        if program_of_pooler() is None:
            return False
        self.pooler = self._stack.enter_context(Pooler(self.primary, self.replica))
        return True

    def environment(self) -> dict[str, str]:
        """How a web process finds its databases."""
        if self.pooler is None:
            return {"DATABASE_URL": self.primary.url, "REPLICA_URL": self.replica.url}
        urls = {"DATABASE_URL": self.pooler.url_of(postgres.NAME), "REPLICA_URL": self.pooler.url_of("replica")}
        return urls | {"PGBOUNCER": "1"}
