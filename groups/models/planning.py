"""What the query planner knows: after many rows at once it has to be told, or it plans for an empty table."""

from django.db import connection


def analyze(*models):
    """Count anew what the tables of `models` hold (PostgreSQL's ANALYZE; safe inside a transaction)."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
