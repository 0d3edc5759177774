"""The way back: into a new database first, compared with what was backed up, and only then in place of the old one.

Whatever fails before the last step leaves the old database as it is. The steps in between that know what the rows mean
(making derived ones again, periods, erasures) are given by the caller.
"""

import contextlib
import re
import shutil
import subprocess
import tempfile

import psycopg
from psycopg import sql

from supportfinder.backup import archive, contents, programs
from supportfinder.backup.problem import BackupProblem, nothing

MAINTENANCE = "postgres"
IN_ORDER = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
"""Words are sorted as in every database of the site, whatever the server's own locale is."""
SEARCH_PATH = re.compile(r"^SELECT pg_catalog\.set_config\('search_path', .*$", re.MULTILINE)
FOR_PSQL = re.compile(r"^\\.*$", re.MULTILINE)
NUMBERS_AHEAD = 1_000_000
"""So many numbers are left out by every sequence: a row made between the backup and the loss had one of them, and
nobody who comes later may be taken for it."""
SEQUENCES = "SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"


def restore(path, server, *, replace=False, prepare=nothing, finish=nothing, say=nothing):
    """Bring the backup `path` back as the database `server` (a `programs.Server`); answers `(manifest, old)`.

    `old` is the name under which the database that was there stays, or "". One that holds tables is refused unless
    `replace`. `prepare(name)` is called with the name of the new database while the old one is still in use,
    `finish(name)` when nobody uses either; then they swap names. `say` is given a sentence for each step. Raises
    BackupProblem; the old database is then as it was.
    """
    with archive.opened(path) as (manifest, kept), _connected(server.named(MAINTENANCE)) as main:
        is_there = _is_there(main, server.name)
        if is_there and not replace and _holds_tables(server):
            raise BackupProblem(
                f"The database “{server.name}” is not empty. To put the backup in its place: --replace. The old one "
                "stays under another name."
            )
        fresh = f"{server.name[:50]}_restoring"
        _make(main, fresh)
        try:
            _fill(server.named(fresh), manifest, kept, say)
            prepare(fresh)
            return manifest, _take_the_place(main, server.name, fresh, is_there, finish)
        except BaseException:
            _drop(main, fresh)
            raise


def _fill(server, manifest, kept, say):
    """Rows first, then what watches over them; every table is compared with what was backed up."""
    pg_restore = programs.find("pg_restore", _server_version(server))
    base = [pg_restore, "--no-owner", "--no-privileges", "--exit-on-error"]
    say("Rows …")
    _run([*base, "--section=pre-data", "--section=data", f"--dbname={server.conninfo}"], server, kept)
    with _connected(server) as connection, connection.transaction():
        _put_mails(connection, kept)
    say("Checksums …")
    with _connected(server) as connection, connection.transaction():
        compare(manifest.tables, contents.figures(connection))
    say("Indexes and rules …")
    rest = _run([*base, "--section=post-data", "--file=-"], server, kept)
    with _connected(server) as connection, connection.transaction():
        # pg_restore looks nowhere by itself, and so finds no way to compare the points in the conditions of triggers.
        connection.execute(SEARCH_PATH.sub("", FOR_PSQL.sub("", rest.decode())))
        _leave_numbers_out(connection)
    with _connected(server) as connection:
        connection.execute("ANALYZE")


def compare(told, found):
    """Raises BackupProblem unless every table has the rows and the checksum that were written down."""
    differing = [name for name in sorted(told.keys() | found.keys()) if told.get(name) != found.get(name)]
    if differing:
        raise BackupProblem(f"These tables did not come back as they were backed up: {', '.join(differing)}.")


def _put_mails(connection, kept):
    columns = sql.SQL(", ").join(map(sql.Identifier, contents.columns_of(connection, contents.MAILS)))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(contents.MAILS), columns)
    with kept.open(archive.MAILS) as part, connection.cursor().copy(into) as rows:
        while piece := part.read(archive.CHUNK):
            rows.write(piece)


def _leave_numbers_out(connection):
    for schema, name in connection.execute(SEQUENCES).fetchall():
        sequence = f'"{schema}"."{name}"'
        connection.execute(
            "SELECT setval(%s::regclass, nextval(%s::regclass) + %s)", [sequence, sequence, NUMBERS_AHEAD]
        )


def _run(command, server, kept):
    """Have pg_restore read the dump; answers what it wrote. Raises BackupProblem when it fails."""
    sentence = "PostgreSQL could not bring the rows back"
    with tempfile.TemporaryFile() as told:
        feed = programs.running(command, server, sentence, stdin=subprocess.PIPE, stdout=told)
        # It may have read enough, and not wait for the end.
        with feed as it, contextlib.suppress(BrokenPipeError), it.stdin, kept.open(archive.DUMP) as dump:
            shutil.copyfileobj(dump, it.stdin, archive.CHUNK)
        told.seek(0)
        return told.read()


def _take_the_place(main, name, fresh, is_there, finish):
    """Nobody uses the old database from here on, while the last is done; answers under which name it stays."""
    if is_there:
        _shut(main, name)
    try:
        finish(fresh)
        _send_away(main, fresh)
        old = _swap(main, name, fresh) if is_there else _rename(main, fresh, name)
    except BaseException:
        if is_there:
            _open(main, name)
        raise
    if old:
        _open(main, old)
    return old or ""


def _swap(main, name, fresh):
    """Two renames, or none."""
    old = _free_name(main, name)
    _rename(main, name, old)
    try:
        _rename(main, fresh, name)
    except BaseException:
        _rename(main, old, name)
        raise
    return old


def drop(server, name):
    """Remove the database `name` of the server of `server`, where it is there."""
    with _connected(server.named(MAINTENANCE)) as main:
        _drop(main, name)


@contextlib.contextmanager
def _connected(server):
    """A connection without a transaction around everything. Raises BackupProblem where the server refuses."""
    try:
        connection = psycopg.connect(server.conninfo, password=server.password or None, autocommit=True)
    except psycopg.OperationalError as error:
        raise BackupProblem(f"The database server does not answer: {error}") from error
    with connection:
        yield connection


def _server_version(server):
    with _connected(server) as connection:
        return connection.info.server_version


def _is_there(main, name):
    return bool(main.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount)


def _holds_tables(server):
    with _connected(server) as connection:
        return bool(contents.tables(connection))


def _make(main, name):
    _drop(main, name)  # of a restore that was killed
    try:
        _do(main, f"CREATE DATABASE {{}} TEMPLATE template0 ENCODING 'UTF8' {IN_ORDER}", name)
    except psycopg.errors.InsufficientPrivilege as error:
        raise BackupProblem(
            "This role may not make databases. Have the server's owner allow it for a while: ALTER ROLE … CREATEDB"
        ) from error


def _drop(main, name):
    _do(main, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _rename(main, name, other):
    _do(main, "ALTER DATABASE {} RENAME TO {}", name, other)


def _shut(main, name):
    """No new connection to a database, and none of the old ones."""
    _do(main, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS false", name)
    _send_away(main, name)


def _open(main, name):
    _do(main, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS true", name)


def _send_away(main, name):
    main.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])


def _free_name(main, name):
    stamp = main.execute("SELECT to_char(now(), '\"_before_\"YYYYMMDD_HH24MISS')").fetchone()[0]
    return name[: 63 - len(stamp)] + stamp


def _do(main, statement, *names):
    main.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
