"""Where the data is: `DATABASE_URL`, or else the project's own PostgreSQL, shared by every process that asks.

The first process that calls `ensure()` starts the server, all share it, and the last one to leave stops it.
Three lock files beside the data folder say who is there. The kernel drops a lock when its holder dies:

- `gate`   held for the moment of coming or leaving, so that two starts, or a start and a stop, never overlap;
- `users`  shared by every process that uses the server: whoever can have it alone is the last one;
- `server` given to PostgreSQL when it starts: while it is taken, the server or a process of it lives.

This module runs before Django is set up and imports nothing of it.
"""

import atexit
import contextlib
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from supportfinder import postgres
from supportfinder.postgres import NoDatabase

DATA = Path(__file__).resolve().parent.parent / ".data" / "postgres"
START_SECONDS = 120  # repairing a large database after a crash is slow; an ordinary start takes 0.3 s
STOPS = [(signal.SIGINT, 30), (signal.SIGQUIT, 5)]  # PostgreSQL's "fast" and "immediate", seconds to wait


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


class Server:
    """One data folder and the PostgreSQL that serves it, seen from one process."""

    def __init__(self, data: Path, *, folder: Path | None = None, settings: dict[str, str] | None = None):
        """`folder`: for its socket, where its address has to outlast a restart. `settings`: see `postgres.start`."""
        self.data = data.absolute()
        self.folder, self.settings = folder, settings
        self.log = self.data.with_suffix(".log")
        self._users: int | None = None

    def ensure(self, say: Callable[[str], None] = _tell) -> str:
        """Be a user of the server, starting it where needed; its address as a DATABASE_URL.

        Calling it again is the same as once. Raises NoDatabase with a sentence for a person.
        """
        self._make_home()
        with self._gate():
            joined = self._join()
            try:
                self._bring_up(say)
            except BaseException:
                if joined:
                    self._leave()
                raise
            return postgres.address(self.data)

    def release(self) -> None:
        """Stop being a user; the last one stops the server and waits until it is gone."""
        if self._users is None:
            return
        with self._gate():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            self._leave()

    def is_running(self) -> bool:
        """Whether PostgreSQL, or a process it left behind, is alive on this data folder."""
        lock = self._open_lock("server")
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    def _make_home(self) -> None:
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            if self.data.exists():
                os.listdir(self.data)
            os.close(self._open_lock("gate"))
        except OSError as error:
            raise NoDatabase(
                f"{error.filename} cannot be used ({error.strerror}). If another person here made it, "
                "work as that person, or remove the folder .data with all it holds."
            ) from error

    def _open_lock(self, name: str) -> int:
        return os.open(self.data.with_suffix(f".{name}"), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        gate = self._open_lock("gate")
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)

    def _join(self) -> bool:
        if self._users is not None:
            return False
        self._users = self._open_lock("users")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        return True

    def _leave(self) -> None:
        os.close(self._users)
        self._users = None

    def _bring_up(self, say: Callable[[str], None]) -> None:
        """Also waits for a server that was just started elsewhere, or still repairs itself after a crash."""
        folder = ""
        deadline = time.monotonic() + START_SECONDS
        while True:
            alive = self.is_running()
            if alive and postgres.answers(self.data):
                return
            if (folder and not alive) or time.monotonic() > deadline:
                postgres.remove_socket_folder(folder)
                raise NoDatabase(f"PostgreSQL did not start. {self._last_words()}")
            if not alive:
                folder = self._launch(say)
            time.sleep(0.03)

    def _launch(self, say: Callable[[str], None]) -> str:
        if not self.data.exists():
            say(f"Making the database in {self.data} (only once, a few seconds) …")
            postgres.create(self.data)
        lock = self._open_lock("server")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return postgres.start(self.data, self.log, lock, folder=self.folder, settings=self.settings)
        finally:
            os.close(lock)

    def _last_words(self) -> str:
        if not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return "\n".join([f"The end of {self.log}:", *lines[-6:]])

    def _stop(self) -> None:
        folder = postgres.socket_folder(self.data)
        for how, seconds in STOPS:
            process = postgres.process(self.data)
            if process and self.is_running():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, how)
            if self._gone_within(seconds):
                break
        postgres.remove_socket_folder(folder)

    def _gone_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.is_running():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


_server = Server(DATA)


def ensure(say: Callable[[str], None] = _tell) -> str:
    """The DATABASE_URL to use: the environment's, else that of the project's own server, started if needed.

    Raises NoDatabase with a sentence for a person. The server is released when the process ends.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    atexit.register(release)
    return _server.ensure(say)


def release() -> None:
    """Stop using the project's own server; does nothing where it was not used."""
    _server.release()
