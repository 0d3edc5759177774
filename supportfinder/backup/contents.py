"""What a backup holds of each table, and figures by which two copies of a table are compared."""

from psycopg import sql

REBUILT = {
    "groups_upcomingdate": "the coming dates",
    "groups_firstdate": "the first of them for each listing",
    "groups_word": "the words that mistyped ones are compared with",
    "groups_townreach": "what is near each town",
    "groups_areasupply": "what there is in each region",
}
"""Derived: made again from the rest after a restore, and as large as the rest."""

FORGOTTEN = {
    "cache": "limits and counts that last a day at most",
    "django_session": "nobody is still signed in after a restore",
    "usersessions_usersession": "the list of those sign-ins",
    "procrastinate_jobs": "jobs: those that still matter are queued again",
    "procrastinate_events": "what became of jobs",
    "procrastinate_workers": "who did them",
    "procrastinate_periodic_defers": "when jobs were queued",
    "accounts_erasure": "marks on their way into the journal, which is kept apart",
}
"""Must not come back, or says nothing any more: a sign-in that somebody ended stays ended."""

MAILS = "accounts_mail"
# Of mails that were sent or given up the cause stays, so that it writes no second one; who got it, and the codes and
# links in it, do not.
SPENT = "(sent_at IS NOT NULL OR given_up_at IS NOT NULL)"
EMPTIED = {
    "recipient": "''",
    "text": "''",
    "html": "''",
    "reply_to": "''",
    "headers": "'{}'::jsonb",
    "last_error": "''",
}

WITHOUT_DATA = [*REBUILT, *FORGOTTEN, MAILS]
"""Tables whose rows PostgreSQL's dump leaves out; they come back empty, and the mails from a part of their own."""

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY c.relname
"""
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
# One number for each row, added up: no order is needed, and a row that is there twice does not vanish.
FIGURES = "SELECT count(*), coalesce(sum(('x' || left(md5(kept::text), 16))::bit(64)::bigint::numeric), 0) FROM {} kept"
# A row is compared by its text, so text must not depend on how a server is set.
PLAIN_TEXT = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL search_path = public;
"""


def tables(connection):
    """The names of all tables of a database."""
    return [name for (name,) in connection.execute(TABLES)]


def figures(connection):
    """`{table: [rows, checksum]}` of what a backup holds; `connection` is in a transaction, whose snapshot counts."""
    connection.execute(PLAIN_TEXT)
    kept = [name for name in tables(connection) if name not in WITHOUT_DATA or name == MAILS]
    return {name: _figures(connection, name) for name in kept}


def _figures(connection, name):
    whole = mails(connection) if name == MAILS else sql.Identifier(name)
    source = sql.SQL("({})").format(whole) if name == MAILS else whole
    rows, checksum = connection.execute(sql.SQL(FIGURES).format(source)).fetchone()
    return [rows, str(checksum)]


def mails(connection):
    """The question that answers the mails as a backup holds them."""
    spent = sql.SQL(SPENT)
    columns = [
        sql.SQL("CASE WHEN {} THEN {} ELSE {} END AS {}").format(
            spent, sql.SQL(EMPTIED[name]), sql.Identifier(name), sql.Identifier(name)
        )
        if name in EMPTIED
        else sql.Identifier(name)
        for name in columns_of(connection, MAILS)
    ]
    return sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), sql.Identifier(MAILS))


def columns_of(connection, table):
    """The names of the columns of a table that can be written."""
    return [name for (name,) in connection.execute(COLUMNS, [table])]
