"""Words that somebody types in the language of the page, which listings mostly do not hold: the terms they name."""

from typing import NamedTuple

from groups.choices import Facet
from groups.models.taxonomy import lexicon
from groups.place_names import name_key

FACETS = {
    *(Facet.KIND, Facet.SETTING, Facet.SUPPORT, Facet.ACTIVITY, Facet.TOPIC, Facet.AUDIENCE, Facet.ACCESS),
    *(Facet.COST, Facet.JOINING, Facet.OPENNESS),
}
"""Those whose labels and synonyms, in the language of the directory, are among the words of its listings."""
LONGEST = 6  # words of one name
SAME_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ة": "ه", "ۀ": "ه", "ۂ": "ه"})
"""Letters of Arabic keyboards, and those that read alike, by the one they are compared as."""


_kept = {}
"""By language the lexicon and what `named` made of it: an operator's change makes a new one."""


class Phrase(NamedTuple):
    """Words as typed, and the ids of the terms they name."""

    text: str
    ids: tuple[int, ...]


def split(text, language):
    """The phrases of `text` that name terms in `language`, longest first, and what is left of it: `(phrases, text)`."""
    names, words, phrases, rest = named(language), text.split(), [], []
    while words:
        length = next((n for n in range(min(LONGEST, len(words)), 0, -1) if key(" ".join(words[:n])) in names), 0)
        if length:
            phrase = " ".join(words[:length])
            phrases.append(Phrase(phrase, names[key(phrase)]))
        else:
            rest.append(words[0])
        words = words[length or 1 :]
    return phrases, " ".join(rest)


def named(language):
    """Ids of terms by the key of each of their names in a language; none for that of the labels."""
    known = lexicon()
    if language not in _kept or _kept[language][0] is not known:
        _kept[language] = known, _named(known, language)
    return _kept[language][1]


def _named(known, language):
    names = {}
    for term in known.terms:
        if term.is_active and term.facet in FACETS:
            for name in term.words_in(language):
                names.setdefault(key(name), []).append(term.pk)
    return {name: tuple(ids) for name, ids in names.items() if name}


def key(text):
    """What spellings of the same words have in common: case, accents and keyboards aside."""
    return name_key(text).translate(SAME_LETTERS)
