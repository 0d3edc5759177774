"""The whole database at one moment, to tell whether anything in it changed."""

import secrets
from contextlib import contextmanager
from unittest import mock

from django.db import connection, transaction

CHANGES_BY_ITSELF = ["password", "session_key", "session_data", "pgh_context_id"]
"""Columns that hold chance: salts and session keys."""
GAZETTEER = ("groups_locality", "groups_localityname", "groups_postalcode")
"""A million rows where an earlier test loaded it; nothing writes to it but its own command."""
LEFT_OUT = ("django_migrations", "pghistory_context", "spatial_ref_sys", *GAZETTEER)


def tables():
    return [name for name in connection.introspection.table_names() if name not in LEFT_OUT]


def everything():
    """Every row of every table, as a set of `(table, row as text)`; one query."""
    part = "SELECT '{0}', (to_jsonb(t) - %s::text[])::text FROM \"{0}\" AS t"
    names = tables()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(part.format(name) for name in names), [CHANGES_BY_ITSELF] * len(names))
        return set(cursor.fetchall())


def tables_that_hold(text):
    """Names of the tables in whose rows `text` is to be read."""
    part = "SELECT '{0}' FROM \"{0}\" AS t WHERE position(%s in t::text) > 0"
    names = tables()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(part.format(name) for name in names), [text] * len(names))
        return {name for (name,) in cursor.fetchall()}


@contextmanager
def undone():
    """What is written in the block is gone after it. New rows get the same ids and tokens each time it is entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, sequencename FROM pg_sequences WHERE schemaname = 'public'")
        numbers = cursor.fetchall()
    with transaction.atomic(), without_chance():
        yield
        transaction.set_rollback(True)
    count_again_from(numbers)


def count_again_from(numbers):
    """Set the counters of ids, which no transaction takes back, to `numbers` (pairs of last one and name)."""
    with connection.cursor() as cursor:
        for last, name in numbers:
            cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s, %s)", [name, last or 1, last is not None])


@contextmanager
def without_chance():
    """The random parts of addresses are counted instead: two equal deeds leave equal rows."""
    made = iter(range(10**6))
    with (
        mock.patch.object(secrets, "token_urlsafe", lambda size=24: f"{next(made):0{size}}"),
        mock.patch.object(secrets, "choice", lambda letters: letters[next(made) % len(letters)]),
    ):
        yield
