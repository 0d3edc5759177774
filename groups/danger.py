"""Whether somebody may be in danger, by what they look for: whom to call now then stands before what was found."""

from groups.choices import Facet
from groups.models.taxonomy import lexicon
from groups.translated_words import key

TOPICS = ("suicidal-thoughts", "self-harm")
KINDS = ("crisis-line",)
SHORTEST = 5
"""Letters of a name that counts where it stands among others: "SI" is a word of many languages."""


def may_be(search, language):
    """Whether a `ListingFilter` asks for these topics or kinds, by a filter or in words of `language` or our own."""
    if {*search.chosen(Facet.TOPIC)} & {*TOPICS} or {*search.chosen(Facet.KIND)} & {*KINDS}:
        return True
    typed = f" {key(search.asked.get('q') or '')} "
    return any(f" {name} " in typed for name in _names(language))


def _names(language):
    known = lexicon()
    terms = [known.by_slug[Facet.TOPIC, slug] for slug in TOPICS if (Facet.TOPIC, slug) in known.by_slug]
    names = {name for term in terms for name in (term.label, *term.synonyms, *term.words_in(language))}
    return {key(name) for name in names if len(name) >= SHORTEST}
