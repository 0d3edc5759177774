"""Attributes: how HSDS says what it has no field for, and how we read our own words and facts out of them again."""

from dataclasses import dataclass, field

from groups.interop.hsds import ids
from groups.interop.hsds.facts import FACT
from groups.interop.hsds.words import FACET_OF
from groups.interop.reading import clean, one_line


def filled(values):
    """`values` without those that say nothing; nought and no are something."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def attribute(owner, entity, facet, slug, words, *, value="", link_type="", label=""):
    """That a word holds for the object with the id `owner` of the table `entity`.

    `label` is of HSDS 3.1: a few words on this one use.
    """
    return filled(
        {
            "id": ids.part(owner, "attribute", facet, slug, value),
            "link_entity": entity,
            "link_type": link_type or facet,
            "value": value,
            "label": label,
            "taxonomy_term": words.term_in_short(facet, slug),
        }
    )


def fact(owner, entity, code, value, words, *, label=""):
    return attribute(owner, entity, FACT, code, words, value=value, label=label)


@dataclass
class Own:
    """What the attributes of an object say: `terms` as `(facet, slug, relation, detail)`, `facts` as lists of
    `(value, label)` by code, `others` the names of terms that are of no taxonomy of ours."""

    terms: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    others: list = field(default_factory=list)

    @property
    def is_ours(self):
        return bool(self.terms or self.facts)

    def fact(self, code):
        """The value of a fact, or empty text."""
        return self.facts[code][0][0] if code in self.facts else ""

    def slug(self, facet):
        """The first word of a facet, or empty text."""
        return next((slug for name, slug, _relation, _detail in self.terms if name == facet), "")


def read(holder):
    """The `Own` of an object as it came from anywhere."""
    own = Own()
    for one in objects(holder, "attributes"):
        term = one.get("taxonomy_term")
        if not isinstance(term, dict):
            continue
        facet, code = FACET_OF.get(taxonomy_of(term)), one_line(term.get("code"), 60)
        value, label = clean(one.get("value")), one_line(one.get("label"), 120)
        if facet is None:
            own.others.append(one_line(term.get("name"), 120) or code)
        elif facet == FACT:
            own.facts.setdefault(code, []).append((value, label))
        else:
            own.terms.append((facet, code, one_line(one.get("link_type")).partition(":")[2], value[:200]))
    return own


def taxonomy_of(term):
    """The id of the taxonomy of a term, said in either way."""
    return one_line(term.get("taxonomy_id") or inner(term, "taxonomy_detail").get("id"))


def objects(holder, name):
    """The objects in a list of `holder`; none where it is no list."""
    values = holder.get(name) if isinstance(holder, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def inner(holder, name):
    """One object in another, or an empty one."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}
