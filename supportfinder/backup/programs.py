"""PostgreSQL's own pg_dump and pg_restore: finding ones that suit the server, and how they are told where it is."""

import contextlib
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from supportfinder import postgres
from supportfinder.backup.problem import BackupProblem

DEBIAN = Path("/usr/lib/postgresql")
PARAMETERS = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"password"}


@dataclass(frozen=True, slots=True)
class Server:
    """One database, as a connection of Django's knows it: what libpq is told, and the secret apart."""

    parameters: dict
    password: str

    @classmethod
    def of(cls, connection, name=None):
        """The database of a Django `connection`, or another one, `name`, of the same server."""
        given = connection.get_connection_params()
        known = {key: value for key, value in given.items() if key in PARAMETERS and value is not None}
        return cls(known | {"dbname": name or known["dbname"]}, given.get("password") or "")

    @property
    def name(self):
        return self.parameters["dbname"]

    def named(self, name):
        """Another database of the same server."""
        return Server(self.parameters | {"dbname": name}, self.password)

    @property
    def conninfo(self):
        """Everything but the password, which other programs of the machine could read from a list of processes."""
        return make_conninfo(**self.parameters)

    @property
    def environment(self):
        """What a program is given besides: the password, and words in the language that we look for."""
        return {"LC_ALL": "C", "PATH": "/usr/bin:/bin"} | ({"PGPASSWORD": self.password} if self.password else {})


def find(program, server_version):
    """The path of `program` that is not older than the server (as `server_version_num`: 180003).

    The site's own PostgreSQL comes first, then what is on the path, then where Debian keeps several side by side.
    Raises BackupProblem where there is none.
    """
    wanted, seen = server_version // 10_000, []
    for path in _candidates(program):
        major = _major(path)
        if major >= wanted:
            return path
        seen.append(str(major))
    if not seen:
        raise BackupProblem(
            f"{program} was not found. It comes with PostgreSQL: apt-get install postgresql-client-{wanted}"
        )
    raise BackupProblem(
        f"The server is PostgreSQL {wanted}, but {program} here is older ({', '.join(seen)}). Install the one of "
        f"version {wanted} or newer: apt-get install postgresql-client-{wanted}"
    )


def _candidates(program):
    places = []
    with contextlib.suppress(postgres.NoDatabase):
        places.append(postgres.programs() / program)
    if found := shutil.which(program):
        places.append(Path(found))
    places += sorted(DEBIAN.glob(f"*/bin/{program}"), reverse=True)
    return [place for place in places if place.is_file()]


def _major(path):
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"(\d+)(?:\.|beta|rc|devel|\b)", told)
    return int(found[1]) if found else 0


@contextlib.contextmanager
def running(command, server, sentence, **pipes):
    """A program that knows the password of `server`, and has ended when the block has.

    Raises BackupProblem, `sentence` and its last words, where it failed. It is killed when the block fails.
    """
    with tempfile.TemporaryFile() as complaints:
        given = {"env": server.environment, "stderr": complaints}
        with subprocess.Popen(command, **given, **pipes) as it:  # noqa: S603 - every part is ours
            try:
                yield it
            except BaseException:
                it.kill()
                raise
        if it.returncode:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
            raise BackupProblem(f"{sentence}: {' '.join(lines[-2:])[:400]}")
