"""Our words in every way to write them: short names, labels in any language of the directory, and synonyms."""

import re

from django.utils.translation import gettext as _

from groups.choices import Facet, Relation
from groups.interop.reading import clean
from groups.interop.record import Problem, TermUse
from groups.interop.tabular.columns import plain

LIST_END = re.compile(r"(?<!\\)(?:[|\n]|;(?=\s|$))")
WORD_END = re.compile(r"(?<!\\)[|\n;]")
MARK = re.compile(r"\\([|;])")
MARKED = re.compile(r"[|;]")
USE = re.compile(r"([^(:]*)(?:\(([^):]*)\))?\s*(?::\s*(.*))?", re.DOTALL)
TRUE = {"yes": True, "true": True, "1": True, "y": True, "no": False, "false": False, "0": False, "n": False}
LONGEST_DETAIL = 200
MOST_PARTS = 50


def parts(cell, *, end=LIST_END):
    """The parts of a cell that holds several, at most fifty."""
    found = (MARK.sub(r"\1", part).strip() for part in end.split(cell))
    return [part for part in found if part][:MOST_PARTS]


def joined(items):
    """One cell of several texts; what would end one of them has a backslash before it."""
    return "; ".join(items)


def marked(text):
    """A text as a part of a cell that holds several."""
    return MARKED.sub(r"\\\g<0>", text.replace("\n", " "))


def written(use):
    """A `TermUse` as people write it: `women (only): on Mondays`."""
    relation = f" ({use.relation})" if use.relation else ""
    return f"{use.slug}{relation}" + (f": {marked(use.detail)}" if use.detail else "")


class Words:
    """The terms of a `Lexicon` by every way to write them."""

    def __init__(self, lexicon):
        self.lexicon, self.known = lexicon, {}

    def of(self, facet):
        """Short name by every way to write it; a short name goes before a label, a label before a synonym."""
        if facet not in self.known:
            terms = self.lexicon.by_facet.get(facet, ())
            known = {plain(word): term.slug for term in terms for word in term.synonyms}
            known |= {plain(word): term.slug for term in terms for word in (*term.translations.values(), term.label)}
            self.known[facet] = known | {plain(term.slug): term.slug for term in terms}
        return self.known[facet]

    def slug(self, facet, text):
        """The short name of one word, or None."""
        return self.of(facet).get(plain(text))

    def uses(self, facet, cell):
        """The `TermUse`s of a cell, and the problems with the rest of it."""
        uses, problems = {}, []
        for part in self.split(facet, cell):
            use = self.use(facet, part)
            if use is None:
                told = _("Our words have no “%(word)s” under “%(facet)s”; it was left out.")
                values = {"word": part[:60], "facet": Facet(facet).label}
                problems.append(Problem(facet, told % values))
            else:
                uses.setdefault(use.slug, use)
        return list(uses.values()), problems

    def split(self, facet, cell):
        """The words of a cell; commas part them too, where what stands between them are words."""
        found = []
        for part in parts(cell, end=WORD_END):
            pieces = [piece.strip() for piece in part.split(",") if piece.strip()] if ":" not in part else []
            is_list = len(pieces) > 1 and self.slug(facet, part) is None and any(self.use(facet, one) for one in pieces)
            found += pieces if is_list else [part]
        return found[:MOST_PARTS]

    def use(self, facet, text):
        """The `TermUse` that one text stands for, or None."""
        facet = Facet(facet).value
        if whole := self.slug(facet, text):
            return TermUse(facet, whole)
        said = USE.fullmatch(text)
        slug = said and self.slug(facet, said[1])
        if not slug:
            return None
        relation = chosen(Relation, said[2] or "")
        detail = "" if relation is not None else said[2]
        detail = ", ".join(filter(None, [detail, said[3]]))
        return TermUse(facet, slug, relation or "", clean(detail, LONGEST_DETAIL))


def chosen(choices, text):
    """The value of an enumeration of ours by value or label, or None where the text is neither."""
    wanted = plain(text)
    for value, label in choices.choices:
        if wanted in (plain(value), plain(label)):
            return value
    return None


def truth(text):
    """True or False for a yes or a no, else None."""
    return TRUE.get(plain(text))
