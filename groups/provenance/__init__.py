"""Which source says what of a listing: its facts one by one, as a source told them last and as they are here.

A fact (`facts.NAMES`, and `words:topic` for each facet of words) is what is compared, taken or kept as one: the name,
the place, the times. `facts` reads them from rows, `holding` keeps and tells which of them are as a source says,
`wording` puts them in words.
"""

from groups.provenance.facts import (
    ASKED_FOR,
    FACTS_OF_SECTION,
    OF_LISTING,
    digest_of,
    digests_of,
    facts_of,
    facts_of_rows,
    is_concealed,
    is_silent,
    word_fact,
)
from groups.provenance.holding import Origin, agreeing, ask_for, carry_over, holders_of, origins, refresh
from groups.provenance.wording import change_in_words, fact_in_words, label_of

__all__ = [
    "ASKED_FOR",
    "FACTS_OF_SECTION",
    "OF_LISTING",
    "Origin",
    "agreeing",
    "ask_for",
    "carry_over",
    "change_in_words",
    "digest_of",
    "digests_of",
    "fact_in_words",
    "facts_of",
    "facts_of_rows",
    "holders_of",
    "is_concealed",
    "is_silent",
    "label_of",
    "origins",
    "refresh",
    "word_fact",
]
