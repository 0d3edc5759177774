"""The site on this machine: its secret, its static files, and the web server and the worker as child processes."""

import contextlib
import ctypes
import hashlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

BASE_DIR = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
GUNICORN = "--config deploy/gunicorn.conf.py"
START_SECONDS = 60
STOP_SECONDS = 6
PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal a process gets when its parent dies


class DidNotStart(Exception):
    """The web server ended, or did not answer in time."""


def local_secret(folder: Path = BASE_DIR / ".data") -> str:
    """The secret key of this clone, made on first use and readable by its owner alone."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), open(path, "x", opener=_private) as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def port_is_free(port: int) -> bool:
    """Whether a server could listen on this port of this machine now."""
    with socket.socket() as trial:
        # As gunicorn does: a port that was left a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def static_fingerprint() -> str:
    """Changes when a static file of any app is added, edited or removed, or the storage is another one."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = os.stat(storage.path(name))
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def static_stamp() -> Path:
    """The file beside the collected static files that keeps the fingerprint they were collected from."""
    return Path(f"{settings.STATIC_ROOT}.stamp")


def static_is_current() -> bool:
    """Whether the collected static files are those of the sources as they are now."""
    stamp = static_stamp()
    if not (Path(settings.STATIC_ROOT).is_dir() and stamp.exists()):
        return False
    return stamp.read_text() == static_fingerprint()


class Child:
    """A process of ours for the length of a `with` block; leaving waits until it is gone.

    It has a session of its own: Ctrl-C reaches us alone, and we stop it in order.
    """

    command: list[str]
    environment: dict[str, str] = {}
    """Beside what it inherits."""
    log: Path | None = None
    """Where what it says is added; None: with what we say ourselves."""
    last_signal = signal.SIGTERM
    """What it gets when we are killed ourselves, on Linux."""

    def __init__(self):
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process; what it does first is not waited for."""
        with self.log.open("ab") if self.log else contextlib.nullcontext() as output:
            self.process = subprocess.Popen(  # noqa: S603 - every part is ours
                self.command,
                cwd=BASE_DIR,
                # This machine alone sees the site, so it may see its mails.
                env=os.environ | {"MAIL_SHOWN": "1"} | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_end_with_parent(self.last_signal),
            )

    def wait(self, seconds: float) -> int | None:
        """Waits for the process to end; its exit code, or None when it still runs after that time."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """End the process and wait for it."""
        self.process.terminate()
        if self.wait(STOP_SECONDS) is None:
            self.process.kill()
            self.process.wait()


class Worker(Child):
    """The process that sends mail and does the periodic jobs. A job that is cut short is taken up again."""

    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    last_signal = signal.SIGKILL  # asked kindly, it would finish a long job first

    def revive(self) -> bool:
        """Start the process again if it has ended by itself; answers whether it had."""
        ended = self.process.poll() is not None
        if ended:
            self.start()
        return ended


class Site(Child):
    """The web server: two processes of four threads each.

    Entering waits for the first answer and raises DidNotStart.
    """

    def __init__(self, port: int):
        super().__init__()
        self.port = port
        self.command = [
            *(sys.executable, "-m", "gunicorn", *GUNICORN.split()),
            *("--bind", f"{HOST}:{self.port}"),
        ]

    def __enter__(self) -> "Site":
        self.start()
        try:
            self._wait_for_answer()
        except BaseException:
            self.stop()
            raise
        return self

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None:
                raise DidNotStart(f"exit code {self.process.returncode}")
            if time.monotonic() > deadline:
                raise DidNotStart(f"no answer in {START_SECONDS} s")
            time.sleep(0.05)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/livez", headers={"Host": "localhost"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def _end_with_parent(last_signal: signal.Signals):
    """What the child calls before it becomes its program, on Linux: it then gets the signal of a killed parent."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PR_SET_PDEATHSIG, last_signal)
