"""What the search takes on disk: the listings, each of their indexes, and their coming dates."""

from django.db import connection

from groups.models import Listing, UpcomingDate

STATEMENT = """
SELECT relation.relname, 'table', pg_table_size(relation.oid) FROM pg_class AS relation WHERE relname = ANY(%(tables)s)
UNION ALL
SELECT index.relname, 'index of ' || relation.relname, pg_relation_size(index.oid)
FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid JOIN pg_class AS relation ON relation.oid = indrelid
WHERE relation.relname = ANY(%(tables)s)
ORDER BY 3 DESC, 1
"""


def measure(size, say):
    """Yields a row for each table and index, largest first; bytes."""
    tables = [model._meta.db_table for model in (Listing, UpcomingDate)]
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"tables": tables})
        for name, kind, taken in cursor.fetchall():
            yield {"relation": name, "kind": kind, "bytes": taken}
