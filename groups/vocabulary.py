"""Keep the derived table of words: what a typed word is compared with where nothing holds it."""

from django.db import connection, transaction

from groups.models.planning import analyze
from groups.models.vocabulary import FAR_MORE, MAX_LETTERS, MIN_LETTERS, Word

SURELY_A_SLIP = 7
"""A word one slip away from one that is far more common is taken for the slip of somebody who wrote one, if both have
at least so many letters: shorter ones differ by a letter and are words all the same (main, mail)."""

REFRESH = """
WITH said AS (
    SELECT word COLLATE "C" AS text, max(holding) AS listings, bool_or(is_offered) AS is_offered
    FROM (
        SELECT word, ndoc, false FROM ts_stat('SELECT document FROM groups_listing WHERE searchable')
        UNION ALL
        SELECT unnest(tsvector_to_array(words)), 0, true FROM groups_term WHERE is_active
    ) AS every(word, holding, is_offered)
    WHERE length(word) BETWEEN %(least)s AND %(most)s AND word ~ '[^0-9]'
    GROUP BY word
), slipped AS (
    SELECT rare.text
    FROM said AS common, groups_slips(common.text) AS slip, said AS rare
    WHERE common.listings >= %(times)s AND length(common.text) >= %(long)s
      AND rare.text = slip AND length(rare.text) >= %(long)s
      AND rare.listings * %(times)s <= common.listings AND NOT rare.is_offered
), kept AS (
    SELECT text, listings FROM said WHERE NOT EXISTS (SELECT FROM slipped WHERE slipped.text = said.text)
), gone AS (
    DELETE FROM groups_word AS word WHERE NOT EXISTS (SELECT FROM kept WHERE kept.text = word.text)
), written AS (
    INSERT INTO groups_word AS word (text, listings) SELECT text, listings FROM kept
    ON CONFLICT (text) DO UPDATE SET listings = excluded.listings WHERE word.listings <> excluded.listings
)
SELECT count(*) FROM kept
"""


@transaction.atomic
def refresh():
    """Bring the words up to what the searchable listings hold and the terms on offer are called; answers how many.

    A word has 4 to 40 characters and is no number. What surely is a slip of the keys is left out, so that search can
    mend it. Safe to run at any time: readers go on with the old words until the new ones are there, whoever else
    refreshes waits, and words that stay are not written again.
    """
    limits = {"least": MIN_LETTERS, "most": MAX_LETTERS, "times": FAR_MORE, "long": SURELY_A_SLIP}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('refresh_vocabulary'))")
        cursor.execute(REFRESH, limits)
        (known,) = cursor.fetchone()
    analyze(Word)
    return known
