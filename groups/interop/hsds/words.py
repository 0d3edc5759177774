"""Our words as HSDS taxonomies and taxonomy terms: each facet is a taxonomy, and so are the facts of the profile."""

from collections import defaultdict
from functools import cache, cached_property
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from groups.choices import Facet
from groups.interop.hsds import ids
from groups.interop.hsds.facts import FACT, FACTS
from groups.interop.reading import folded, table

DERIVED = (Facet.WEEKDAY, Facet.TIME, Facet.SLOT)
"""What follows from the schedules is no word that anybody picked."""

FACETS = tuple(facet for facet in Facet if facet not in DERIVED)
TAXONOMY_IDS = {facet.value: ids.named("taxonomy", facet.value) for facet in FACETS} | {
    FACT: ids.named("taxonomy", FACT)
}
FACET_OF = {taxonomy: facet for facet, taxonomy in TAXONOMY_IDS.items()}
GUESSED = (Facet.KIND, Facet.TOPIC, Facet.SUPPORT, Facet.AUDIENCE, Facet.ACTIVITY, Facet.ACCESS)
"""Where a word of another taxonomy is looked for by its name, in this order."""

SHORT = ("id", "code", "name", "description", "taxonomy_id")
PARENTS = {"kind": "category", "topic": "topic_group"}


class Word(NamedTuple):
    """One word: its facet, short name, label and explanation, and the short name of what it belongs under."""

    facet: str
    slug: str
    label: str
    help: str = ""
    parent: str = ""
    synonyms: tuple[str, ...] = ()


class Words:
    """All words of a directory. `profile` is the address that explains them, empty where nobody asked for it."""

    def __init__(self, words, profile=""):
        facts = [Word(FACT, fact.code, str(fact.name), str(fact.description)) for fact in FACTS]
        self.words = [word for word in words if word.facet in FACETS] + facts
        self.by_key = {(word.facet, word.slug): word for word in self.words}
        self.profile = profile
        self.made = {}

    @cached_property
    def key_of(self):
        """Facet and short name by the id of the term."""
        return {term_id(*key): key for key in self.by_key}

    def term_in_short(self, facet, slug):
        """The term as attributes hold it, dozens in each service: the rest of it has an address of its own."""
        if (facet, slug) not in self.made:
            term = self.term(facet, slug)
            self.made[facet, slug] = {name: term[name] for name in SHORT}
        return self.made[facet, slug]

    def term(self, facet, slug):
        """The taxonomy term of a word; one that nobody knows any more is called by its short name."""
        word = self.by_key.get((facet, slug)) or Word(facet, slug, slug)
        parent = {"parent_id": term_id(PARENTS[facet], word.parent)} if word.parent else {}
        return {
            "id": term_id(facet, slug),
            "code": slug,
            "name": word.label,
            "description": word.help or word.label,
            "taxonomy": _named(facet)[0],
            "taxonomy_id": TAXONOMY_IDS[facet],
            "language": settings.LANGUAGE_CODE.partition("-")[0],
        } | parent

    def label(self, facet, slug):
        word = self.by_key.get((facet, slug))
        return word.label if word else slug

    def terms(self, facet=None):
        """The taxonomy terms of one facet, or all of them, each with the whole of its taxonomy."""
        return [
            self.term(word.facet, word.slug) | {"taxonomy_detail": self.taxonomy(word.facet)}
            for word in self.words
            if facet in (None, word.facet)
        ]

    def taxonomies(self):
        return [self.taxonomy(facet) for facet in TAXONOMY_IDS]

    def taxonomy(self, facet):
        """A facet as a taxonomy."""
        name, description = _named(facet)
        uri = {"uri": f"{self.profile}#{facet}"} if self.profile else {}
        return {"id": TAXONOMY_IDS[facet], "name": name, "description": description} | uri


def term_id(facet, slug):
    return ids.named("taxonomy_term", f"{facet}:{slug}")


def _named(facet):
    if facet == FACT:
        return _("More facts"), _("What this profile says beside the fields of HSDS; the attribute holds the value.")
    return str(Facet(facet).label), _("Words that the listings of this directory are described by.")


def shipped():
    """The words every directory begins with, as `Word`s; no database is asked."""
    for facet in FACETS:
        for row in table("taxonomy").get(facet, ()):
            synonyms = tuple(row.get("synonyms", ()))
            yield Word(facet.value, row["slug"], row["label"], row.get("help", ""), row.get("parent", ""), synonyms)


@cache
def guesses():
    """`(facet, slug)`s by the folded names that people use for our words."""
    found = defaultdict(list)
    for word in sorted((word for word in shipped() if word.facet in GUESSED), key=lambda w: GUESSED.index(w.facet)):
        for name in (word.label, word.slug.replace("-", " "), *word.synonyms):
            if (word.facet, word.slug) not in found[folded(name)]:
                found[folded(name)].append((word.facet, word.slug))
    return dict(found)
