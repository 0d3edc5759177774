"""Counting no further than anybody needs to know, and what is said of it."""

from math import ceil, sqrt
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from groups.models.listing import SAMPLE

ALL = 0
"""The tag under which the listings themselves are counted; no term has this id."""


def rounded(number):
    """The first two figures of an estimate, the others 0: they are chance."""
    return round(number, 2 - len(str(number)))


class ToCount(NamedTuple):
    """Rows to count up to a number, which then means "so many or more".

    `sample` is one in `SAMPLE` of these rows, or of some of them, where an index leads to it: if it holds
    `enough_in_sample`, the rows themselves are not counted.
    """

    rows: QuerySet
    at_most: int
    sample: QuerySet | None = None

    @property
    def enough_in_sample(self):
        """How many of the sample leave no doubt that there are `at_most` rows: of fewer rows so many are in it only
        by a chance of eight standard deviations."""
        expected = self.at_most / SAMPLE
        return ceil(expected + 8 * sqrt(expected))


def count_up_to(lots):
    """How many rows each `ToCount` has, as a list, in one question.

    What is asked of an index stops at `at_most` too, which a plain `COUNT(*)` cannot.
    """
    if not lots:
        return []
    statements, parameters, compiled = [], [], {}
    for lot in lots:
        counted, given = counting(lot.rows, lot.at_most, compiled)
        if lot.sample is not None:
            sampled, given_sample = counting(lot.sample, lot.enough_in_sample, compiled)
            counted = f"CASE WHEN {sampled} >= %s THEN %s ELSE {counted} END"
            given = (*given_sample, lot.enough_in_sample, lot.at_most, *given)
        statements.append(counted)
        parameters += given
    with connections[lots[0].rows.db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(statements)}", parameters)
        return list(cursor.fetchone())


def counting(rows, at_most, compiled):
    """SQL that counts a queryset up to `at_most`, and its parameters; `compiled` holds what was made before."""
    key = id(rows), at_most
    if key not in compiled:
        try:
            sql, given = rows.order_by().values("pk")[:at_most].query.get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            sql, given = "SELECT WHERE false", ()
        compiled[key] = f"(SELECT count(*) FROM ({sql}) AS lot)", given  # noqa: S608 - compiled by the ORM
    return compiled[key]
