"""The words of a listing: ticked from those an operator offers, so that new ones need no release."""

from dataclasses import dataclass, field

from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.choices import Facet, Relation
from groups.forms.fields import ChoiceField, LineField, TicksField
from groups.forms.section import SectionForm
from groups.models import Term

ASKED = {
    Facet.SUPPORT: gettext_lazy("What do people get?"),
    Facet.TOPIC: gettext_lazy("What is it about?"),
    Facet.AUDIENCE: gettext_lazy("Who is it for?"),
    Facet.OPENNESS: gettext_lazy("Who may come?"),
    Facet.ACTIVITY: gettext_lazy("What happens there?"),
    Facet.LANGUAGE: gettext_lazy("Which languages?"),
    Facet.COST: gettext_lazy("What does it cost?"),
    Facet.JOINING: gettext_lazy("How does one join?"),
    Facet.ACCESS: gettext_lazy("What helps people to take part?"),
    Facet.SETTING: gettext_lazy("In which setting?"),
}
WITH_DETAIL = (Facet.COST, Facet.ACCESS)
SHOWN_OPEN = (Facet.SUPPORT,)
SPOKEN_BY_MOST = ("en", "zh", "hi", "es", "ar", "fr", "bn", "pt")
"""The languages of most people in the world; any other is in the list below them."""
OTHER_LANGUAGES = 3
SPOKEN = [
    ("", gettext_lazy("Spoken")),
    (Relation.INTERPRETED, Relation.INTERPRETED.label),
    (Relation.SIGNED, Relation.SIGNED.label),
]


@dataclass
class WordRow:
    """One word to tick, and what more may be said of it once it is."""

    box: BoundWidget
    help: str
    only: BoundWidget | None = None
    more: BoundField | None = None


@dataclass
class WordGroup:
    """Words under one heading, folded away but for a few; what is chosen is named beside the heading."""

    label: str
    rows: list[WordRow]
    is_open: bool
    others: list = field(default_factory=list)

    @property
    def chosen(self):
        """The labels of the chosen words."""
        return [row.box.choice_label for row in self.rows if row.box.data["selected"]]


class WordsForm(SectionForm):
    """Ticks for each facet; for audiences also "only for", for languages how, for cost and access a few words more.

    What is stored and not asked for here stays as it is, in its place.
    """

    section = "words"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lexicon = Term.objects.lexicon()
        self.stored = {word["term"]: word for word in self.before or ()}
        for facet, question in ASKED.items():
            choices = [(term.slug, term.name) for term in self.offered(facet)]
            self.fields[facet.value] = TicksField(label=question, choices=choices, required=False)
        audiences = self.fields[Facet.AUDIENCE.value].choices
        self.fields["only"] = TicksField(label=_("Only for"), choices=audiences, required=False)
        self.fields |= {name_of(facet, term): detail() for facet in WITH_DETAIL for term in self.offered(facet)}
        self.fields |= {name_of(Facet.LANGUAGE, term): manner() for term in self.offered(Facet.LANGUAGE)}
        self.add_other_languages()

    def add_other_languages(self):
        """A few lists for the languages that have no tick of their own."""
        listed = {term.slug for term in self.offered(Facet.LANGUAGE)}
        rest = [(term.slug, term.name) for term in self.lexicon.offered(Facet.LANGUAGE) if term.slug not in listed]
        for number in range(OTHER_LANGUAGES):
            another = ChoiceField(label=_("Another language"), choices=[("", "–"), *rest], required=False)
            self.fields |= {f"other_language_{number}": another, f"other_language_{number}_more": manner()}

    def offered(self, facet):
        """The terms to tick: those offered and those stored; of languages those of most people and those stored."""
        terms = self.lexicon.by_facet.get(facet, ())
        named = SPOKEN_BY_MOST if facet == Facet.LANGUAGE else None
        return [
            term
            for term in terms
            if key_of(facet, term.slug) in self.stored or (term.is_active and (named is None or term.slug in named))
        ]

    @classmethod
    def initial_from(cls, value):
        initial = {"before": value}
        for word in value or ():
            facet, _colon, slug = word["term"].partition(":")
            initial.setdefault(facet, []).append(slug)
            if facet == Facet.AUDIENCE and word["relation"] == Relation.ONLY:
                initial.setdefault("only", []).append(slug)
            initial[f"{facet}_{slug}_more"] = word["relation"] if facet == Facet.LANGUAGE else word["detail"]
        return initial

    # The section

    def content(self):
        chosen = {key_of(facet, slug): self.word(facet, slug) for facet in ASKED for slug in self.slugs(facet)}
        chosen |= self.other_languages(chosen)
        kept = [chosen.pop(key, word) for key, word in self.stored.items() if key in chosen or not self.is_asked(key)]
        return [*kept, *chosen.values()]

    def slugs(self, facet):
        """What was ticked of a facet; "only for them" says "for them" too."""
        ticked = self.cleaned_data[facet.value]
        return [*ticked, *self.cleaned_data["only"]] if facet == Facet.AUDIENCE else ticked

    def is_asked(self, key):
        facet, _colon, slug = key.partition(":")
        return facet in ASKED and slug in dict(self.fields[facet].choices)

    def word(self, facet, slug):
        """One chosen word as it is to be stored; what this form does not ask of it stays."""
        stored = self.stored.get(key_of(facet, slug), {"relation": "", "detail": ""})
        relation, detail = stored["relation"], stored["detail"]
        more = self.cleaned_data.get(f"{facet}_{slug}_more", "")
        if facet == Facet.AUDIENCE:
            is_only, was_only = slug in self.cleaned_data["only"], relation == Relation.ONLY
            relation = Relation.ONLY.value if is_only else "" if was_only else relation
        elif facet == Facet.LANGUAGE:
            relation = more
        elif facet in WITH_DETAIL:
            detail = more
        return {"term": key_of(facet, slug), "relation": relation, "detail": detail}

    def other_languages(self, chosen):
        """Words for the languages taken from the lists."""
        typed = self.cleaned_data
        picked = {typed[f"other_language_{n}"]: typed[f"other_language_{n}_more"] for n in range(OTHER_LANGUAGES)}
        return {
            key: {"term": key, "relation": manner, "detail": ""}
            for slug, manner in picked.items()
            if slug and (key := key_of(Facet.LANGUAGE, slug)) not in chosen
        }

    # The page

    def groups(self):
        """Everything to tick, facet by facet, topics under their own headings."""
        for facet, question in ASKED.items():
            if facet == Facet.TOPIC:
                yield from self.topic_groups()
            elif rows := self.rows(facet, self.offered(facet)):
                yield self.group(facet, str(question), rows)

    def topic_groups(self):
        parents = dict.fromkeys(term.parent_id for term in self.offered(Facet.TOPIC))
        for parent in parents:
            rows = self.rows(Facet.TOPIC, [term for term in self.offered(Facet.TOPIC) if term.parent_id == parent])
            label = self.lexicon.by_id[parent].name if parent else _("Other topics")
            yield self.group(Facet.TOPIC, _("About: %(topics)s") % {"topics": label}, rows)

    def group(self, facet, label, rows):
        numbers = range(OTHER_LANGUAGES) if facet == Facet.LANGUAGE else ()
        others = [(self[f"other_language_{n}"], self[f"other_language_{n}_more"]) for n in numbers]
        is_open = facet in SHOWN_OPEN or any(name in self.errors for name in self.names(facet))
        return WordGroup(label, rows, is_open, others)

    def names(self, facet):
        return [name for name in self.fields if name.startswith((facet.value, f"other_{facet.value}"))]

    def rows(self, facet, terms):
        boxes = {str(box.data["value"]): box for box in self[facet.value].subwidgets}
        only = {str(box.data["value"]): box for box in self["only"].subwidgets} if facet == Facet.AUDIENCE else {}
        return [
            WordRow(
                box=boxes[term.slug],
                help=term.explanation,
                only=only.get(term.slug),
                more=self[name] if (name := name_of(facet, term)) in self.fields else None,
            )
            for term in terms
        ]


def key_of(facet, slug):
    return f"{facet}:{slug}"


def name_of(facet, term):
    return f"{facet}_{term.slug}_more"


def detail():
    return LineField(label=gettext_lazy("More about it"), max_length=200, required=False)


def manner():
    return ChoiceField(label=gettext_lazy("How"), choices=SPOKEN, required=False)
