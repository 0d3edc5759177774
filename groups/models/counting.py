"""Counting no further than anybody needs to know, and what is said of it."""

from django.core.exceptions import EmptyResultSet
from django.db import connections

ALL = 0
"""The tag under which the listings themselves are counted; no term has this id."""


def rounded(number):
    """The first two figures of an estimate, the others 0: they are chance."""
    return round(number, 2 - len(str(number)))


def count_up_to(lots):
    """How many rows each queryset of `lots` has, as a list: `[(queryset, at_most), …]`, in one question.

    Counting stops at `at_most`: that number means "so many or more". What is asked of an index stops there too,
    which a plain `COUNT(*)` cannot.
    """
    statements, parameters = [], []
    for queryset, at_most in lots:
        try:
            sql, given = queryset.order_by().values("pk")[:at_most].query.get_compiler(queryset.db).as_sql()
        except EmptyResultSet:
            sql, given = "SELECT WHERE false", ()
        statements.append(f"(SELECT count(*) FROM ({sql}) AS lot)")  # noqa: S608 - compiled by the ORM
        parameters += given
    if not statements:
        return []
    with connections[lots[0][0].db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(statements)}", parameters)
        return list(cursor.fetchone())
