"""Whether somebody may be in danger, by what they look for: whom to call now then stands before what was found."""

import tomllib
from functools import cache
from pathlib import Path

from groups.choices import Facet
from groups.models.taxonomy import lexicon
from groups.translated_words import key

TOPICS = ("suicidal-thoughts", "self-harm")
KINDS = ("crisis-line",)
SHORTEST = 5
"""Letters of a name that counts where it stands among others: "SI" is a word of many languages."""
PHRASES = Path(__file__).resolve().parent / "data" / "danger.toml"


def may_be(search):
    """Whether a `ListingFilter` asks for these topics or kinds, by a filter or in words of any language of ours.

    In any: people write in their own on a page in another. Words may go on, so that "self-harming" is noticed too.
    """
    if {*search.chosen(Facet.TOPIC)} & {*TOPICS} or {*search.chosen(Facet.KIND)} & {*KINDS}:
        return True
    typed = f" {key(search.asked.get('q') or '')}"
    return typed != " " and any(f" {name}" in typed for name in _phrases() | _names())


@cache
def _phrases():
    """What people write of it, as it is compared."""
    by_language = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    return frozenset(key(phrase) for phrases in by_language.values() for phrase in phrases)


def _names():
    """What the topics are called."""
    known = lexicon()
    terms = [known.by_slug[Facet.TOPIC, slug] for slug in TOPICS if (Facet.TOPIC, slug) in known.by_slug]
    told = {name for term in terms for code in (*term.translations, *term.more_words) for name in term.words_in(code)}
    names = told | {name for term in terms for name in (term.label, *term.synonyms)}
    return {key(name) for name in names if len(name) >= SHORTEST}
