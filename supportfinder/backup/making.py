"""Writing a backup: the dump, the mails and the figures all see the database as it was at one moment."""

import contextlib
import subprocess
import tomllib
from datetime import UTC
from pathlib import Path

import psycopg
from psycopg import sql

from supportfinder.backup import archive, contents, programs
from supportfinder.backup.keeping import name_at
from supportfinder.backup.problem import BackupProblem, nothing

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
LAST_MIGRATIONS = "SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app"


def make(server, folder, *, say=nothing):
    """Write a backup of the database `server` (a `programs.Server`) into `folder`; answers `(path, manifest)`.

    The site goes on meanwhile. Raises BackupProblem, and leaves nothing behind, where that does not work.
    """
    with _snapshot(server) as (connection, snapshot, made):
        path = Path(folder) / name_at(made)
        with archive.written(path) as stream:
            manifest = _write(stream, server, connection, snapshot, made, say)
    return path, manifest


def make_to(server, stream, *, say=nothing):
    """The same into an open stream of bytes, such as the way to a program that encrypts; answers the manifest."""
    with _snapshot(server) as (connection, snapshot, made):
        return _write(stream, server, connection, snapshot, made, say)


def _write(stream, server, connection, snapshot, made, say):
    with archive.Writer(stream) as writer:
        say("Rows …")
        writer.add(archive.DUMP, _dump(server, connection.info.server_version, snapshot))
        writer.add(archive.MAILS, _copy(connection, contents.mails(connection)))
        say("Checksums …")
        return writer.finish(
            made=made.isoformat(),
            version=version(),
            server=connection.info.server_version,
            migrations=dict(connection.execute(LAST_MIGRATIONS).fetchall()),
            tables=contents.figures(connection),
        )


@contextlib.contextmanager
def _snapshot(server):
    """A connection that sees one moment, the name under which others see the same, and that moment."""
    try:
        connection = psycopg.connect(server.conninfo, password=server.password or None)
    except psycopg.OperationalError as error:
        raise BackupProblem(f"The database does not answer: {error}") from error
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot, made = connection.execute("SELECT pg_export_snapshot(), now()").fetchone()
        yield connection, snapshot, made.astimezone(UTC).replace(microsecond=0)


def _dump(server, server_version, snapshot):
    """What pg_dump writes, in pieces. Raises BackupProblem when it fails."""
    command = [
        *(programs.find("pg_dump", server_version), "--format=custom"),
        *("--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--dbname={server.conninfo}"),
        *(f"--exclude-table-data=public.{name}" for name in contents.WITHOUT_DATA),
    ]
    sentence = "PostgreSQL could not read everything"
    with programs.running(command, server, sentence, stdout=subprocess.PIPE) as it:
        while piece := it.stdout.read(archive.CHUNK):
            yield piece


def _copy(connection, question):
    with connection.cursor().copy(sql.SQL("COPY ({}) TO STDOUT").format(question)) as rows:
        yield from (bytes(row) for row in rows)


def version():
    """The version of this site."""
    return tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"]
