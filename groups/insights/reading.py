"""Reads what people said, added up by the database: a row comes back for each cell, never one for each person.

One contribution for each person and cell: several answers of an account in a cell become their mean. Nobody knows who
used a code on paper, and the same person may use one at every session; so of a cell's answers by code only those of a
single session count, of the one that has most.
"""

from dataclasses import dataclass

from django.db import connection

from groups.models import Answer

SORTS = ("emotional", "informational", "instrumental", "companionship")
"""Sorts of support, each a column of `Answer`."""
SORT_NAMES = {name: Answer._meta.get_field(name).verbose_name for name in SORTS}
"""`{sort: its name}`, such as "someone to listen"."""
EIGHT_WEEKS = 56
"""Days from the start to the check-in it is compared with, at least."""


@dataclass(frozen=True)
class Helped:
    """How much one sort of support helped in one cell: people, those of them with an account, mean and spread of
    their contributions, the listing whose code answers count, and whether they are of more than one session."""

    cell: str
    category: str
    people: int
    accounts: int
    mean: float
    spread: float
    coded: int | None
    is_of_several: bool


@dataclass(frozen=True)
class Change:
    """One program: people with a check-in at the start and one eight weeks later, mean and spread of the change of
    well-being, how many still go there, and whether they began on more than one day."""

    listing: int
    people: int
    mean: float
    spread: float
    stayed: int
    is_of_several: bool


# Both forms of a cell: a category of Chart 1, or one listing.
BY_CATEGORY, BY_LISTING = "category.slug", "answer.listing_id"

HELPED = """
WITH given AS MATERIALIZED (
    SELECT {cell} AS cell, category.slug AS category, answer.listing_id, answer.session_id, answer.user_id,
           answer.{sort}::float AS score
    FROM groups_answer answer
    JOIN groups_listing listing ON listing.id = answer.listing_id
    JOIN groups_term kind ON kind.id = listing.kind_id
    JOIN groups_term category ON category.id = kind.parent_id
    WHERE answer.{sort} IS NOT NULL AND answer.given_on < %(until)s AND category.slug = ANY (%(categories)s)
), account AS (
    SELECT cell, category, avg(score) AS score, min(session_id) AS first_session, max(session_id) AS last_session
    FROM given WHERE user_id IS NOT NULL GROUP BY cell, category, user_id
), coded AS (
    SELECT cell, category, listing_id, session_id, count(*) AS people
    FROM given WHERE user_id IS NULL GROUP BY cell, category, listing_id, session_id
), counted AS (
    SELECT DISTINCT ON (cell) cell, listing_id, session_id FROM coded ORDER BY cell, people DESC, session_id
), one AS (
    SELECT cell, category, score, true AS is_account, NULL::bigint AS coded FROM account
    UNION ALL
    SELECT given.cell, given.category, given.score, false, given.listing_id
    FROM given JOIN counted USING (cell, session_id) WHERE given.user_id IS NULL
), spread_over AS (
    SELECT cell, min(session_id) < max(session_id) AS is_of_several FROM given GROUP BY cell
)
SELECT cell, category, count(*), count(*) FILTER (WHERE is_account), avg(score), coalesce(stddev_samp(score), 0),
       max(coded), bool_and(is_of_several)
FROM one JOIN spread_over USING (cell) GROUP BY cell, category HAVING count(*) >= %(least)s ORDER BY cell
"""

PAIRS = """
SELECT support_instrument, wellbeing_instrument, count(DISTINCT user_id)
FROM groups_checkin
WHERE support_score IS NOT NULL AND wellbeing_score IS NOT NULL AND taken_on < %(until)s
GROUP BY support_instrument, wellbeing_instrument ORDER BY 3 DESC, 1, 2
"""

LATEST = """
SELECT support_score, wellbeing_score, count(*) FROM (
    SELECT DISTINCT ON (user_id) support_score, wellbeing_score FROM groups_checkin
    WHERE support_score IS NOT NULL AND wellbeing_score IS NOT NULL AND taken_on < %(until)s
      AND support_instrument = %(support)s AND wellbeing_instrument = %(wellbeing)s
    ORDER BY user_id, taken_on DESC, id DESC
) AS latest GROUP BY support_score, wellbeing_score
"""

CHANGES = """
WITH scored AS MATERIALIZED (
    SELECT id, user_id, taken_on, wellbeing_score AS score FROM groups_checkin
    WHERE wellbeing_score IS NOT NULL AND wellbeing_instrument = %(wellbeing)s AND taken_on < %(until)s
), started AS MATERIALIZED (
    SELECT DISTINCT ON (goes.listing_id, scored.user_id) goes.listing_id, scored.user_id, scored.taken_on, scored.score
    FROM groups_checkin_programs goes JOIN scored ON scored.id = goes.checkin_id
    ORDER BY goes.listing_id, scored.user_id, scored.taken_on, scored.id
), paired AS (
    SELECT DISTINCT ON (started.listing_id, started.user_id) started.listing_id, started.taken_on,
           later.score - started.score AS change, later.id AS later
    FROM started
    JOIN scored later ON later.user_id = started.user_id AND later.taken_on >= started.taken_on + %(eight_weeks)s
    ORDER BY started.listing_id, started.user_id, later.taken_on, later.id
)
SELECT paired.listing_id, count(*), avg(change)::float, coalesce(stddev_samp(change), 0)::float,
       count(goes.id), min(taken_on) < max(taken_on)
FROM paired
LEFT JOIN groups_checkin_programs goes ON goes.checkin_id = paired.later AND goes.listing_id = paired.listing_id
GROUP BY paired.listing_id HAVING count(*) >= %(least)s ORDER BY paired.listing_id
"""

SAMPLES = "SELECT EXISTS (SELECT 1 FROM {table} WHERE is_sample)"


def helped(cell, sort, categories, until, least=1):
    """A `Helped` for each cell (`BY_CATEGORY` or `BY_LISTING`) with at least so many people; `until` is exclusive."""
    order = {"until": until, "categories": list(categories), "least": least}
    return [Helped(str(row[0]), *row[1:]) for row in rows(HELPED.format(cell=cell, sort=sort), order)]


def instruments_used(until):
    """The two instruments most people answered, of support and of well-being, or None."""
    found = rows(PAIRS, {"until": until})
    return found[0][:2] if found else None


def latest_scores(support, wellbeing, until):
    """`{(score of support, score of well-being): people}`, of each person the latest check-in by these instruments."""
    found = rows(LATEST, {"support": support, "wellbeing": wellbeing, "until": until})
    return {(x, y): people for x, y, people in found}


def changes(wellbeing, until, least):
    """A `Change` for each program with at least so many people, well-being by one instrument."""
    order = {"wellbeing": wellbeing, "until": until, "least": least, "eight_weeks": EIGHT_WEEKS}
    return [Change(*row) for row in rows(CHANGES, order)]


def has_samples():
    """Whether anything people said was made up."""
    return any(rows(SAMPLES.format(table=table), {})[0][0] for table in ("groups_answer", "groups_checkin"))


def rows(statement, order):
    """All rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, order)
        return cursor.fetchall()
