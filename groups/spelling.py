"""What the words of a search text come to: those the directory does not know, what was probably meant by them, and
whether one is so rare that looking for it should come first.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _

from groups.models.vocabulary import FAR_MORE, MAX_LETTERS, MIN_LETTERS, Word
from groups.punctuation import by_commas
from groups.similar_names import edits

LONG_ENOUGH = re.compile(rf"[^\W_]{{{MIN_LETTERS}}}")
LOOKED_AT = 5  # unknown words of one text
ALIKE = 10  # words made of much the same groups of three letters that are looked at for each
OFFERED = 3
TWO_SLIPS = 8  # letters of a word that may have two of them
RARE = 200  # a word that fewer than one listing in so many holds
LIMITS = {
    "least": MIN_LETTERS, "most": MAX_LETTERS, "times": FAR_MORE,
    "looked_at": LOOKED_AT, "alike": ALIKE, "two_slips": TWO_SLIPS,
}  # fmt: skip

WORDS = """
WITH typed AS MATERIALIZED (
    SELECT said.word, n, held, is_known
    FROM (
        SELECT word COLLATE "C" AS word, min(n) AS n
        FROM regexp_split_to_table(groups_words(%(text)s), ' ') WITH ORDINALITY AS part(word, n)
        WHERE length(word) BETWEEN %(least)s AND %(most)s AND word ~ '[^0-9]'
        GROUP BY word
    ) AS said, LATERAL (
        SELECT coalesce(sum(greatest(listings, 1)), 0) AS held, coalesce(bool_or(text = said.word), false) AS is_known
        FROM groups_word WHERE text >= said.word AND text < said.word || chr(1114111)
    ) AS begun
), unknown AS MATERIALIZED (
    SELECT word, held * %(times)s AS enough FROM typed WHERE NOT is_known ORDER BY n LIMIT %(looked_at)s
), one_away AS MATERIALIZED (
    SELECT near.*, word FROM unknown, LATERAL (
        SELECT * FROM groups_word WHERE text = ANY (ARRAY(SELECT groups_slips(word))) AND listings >= enough
    ) AS near
), alike AS (
    SELECT near.*, word FROM unknown, LATERAL (
        SELECT * FROM groups_word WHERE text %% word AND listings >= enough
        ORDER BY similarity(text, word) DESC, listings DESC, text LIMIT %(alike)s
    ) AS near
    WHERE (length(word) >= %(two_slips)s OR word ~ '[^a-z]') AND word NOT IN (SELECT word FROM one_away)
)
SELECT near.id, near.text, near.listings, typed.word AS typed, typed.held,
       (SELECT reltuples FROM pg_class WHERE oid = 'groups_listing'::regclass) AS in_all
FROM typed LEFT JOIN (SELECT * FROM one_away UNION ALL SELECT * FROM alike) AS near USING (word)
"""
"""Each typed word with the listings that hold a word beginning so (text from it up to it and the last character there
is), and with words near it where the directory does not know it. Those one slip away come by the index of texts. Only
where there is none, words made of much the same groups of three letters (pg_trgm) are looked at: they cost more, and
are of use for two slips and for letters beyond a to z."""


class Reading(NamedTuple):
    """`near`: what was probably meant, as lists by folded word. `is_rare`: whether hardly any listing holds a word."""

    near: dict
    is_rare: bool


def read(text):
    """The `Reading` of a text that somebody looks for; one query at most.

    Near words are given for words of 4 letters and more that the directory does not know. One slip of the keys is
    allowed, from 8 letters on two, and a slip in the first letter counts as two. The beginning of a word is taken for
    a slip only where what is near stands in far more listings than all that begins so: "greif" begins Greifswald. Of
    the nearest words come the three in most listings; a word that nothing is near to is missing.
    """
    if not LONG_ENOUGH.search(text):
        return Reading({}, is_rare=False)
    rows = defaultdict(list)
    for row in Word.objects.raw(WORDS, {"text": text, **LIMITS}):
        rows[row.typed].append(row)
    near = {typed: nearest(typed, [row for row in found if row.pk]) for typed, found in rows.items()}
    is_rare = any(holding(found[0], near[typed]) * RARE < found[0].in_all for typed, found in rows.items())
    return Reading({typed: [word.text for word in words] for typed, words in near.items() if words}, is_rare)


def nearest(typed, words):
    """Those of `words` with the fewest slips, if these are few enough: three at most, in most listings first."""
    slips = {word: slips_between(typed, word.text) for word in words}
    fewest = min(slips.values(), default=0)
    if fewest > slips_allowed(typed):
        return []
    found = [word for word in words if slips[word] == fewest]
    return sorted(found, key=lambda word: (-word.listings, word.text))[:OFFERED]


def holding(row, near):
    """About how many listings hold the word of a row, or what was meant by it."""
    return row.held + sum(word.listings for word in near)


def slips_between(typed, word):
    return edits(typed, word) + (typed[0] != word[0])


def slips_allowed(typed):
    return 2 if len(typed) >= TWO_SLIPS else 1


def in_words(near):
    """A sentence for each word of `Reading.near`, saying what else is looked for."""
    for typed, words in near.items():
        yield _("Little or nothing here says “%(typed)s”, so this also looks for %(near)s.") % {
            "typed": typed,
            "near": either([f"“{word}”" for word in words]),
        }


def either(words):
    """`a`, `a or b`, `a, b or c`."""
    *others, last = words
    return _("%(words)s or %(last)s") % {"words": by_commas(others), "last": last} if others else last
