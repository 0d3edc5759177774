"""Practical help that people can count on, asked kind by kind: how does one ask for it?"""

from groups.choices import Facet
from groups.forms.fields import LineField
from groups.forms.section import SectionForm
from groups.models import PracticalHelp, Term
from groups.models.helping import HELP, NEEDS_ORGANIZATION

LONGEST = PracticalHelp._meta.get_field("how_to_ask").max_length


class HelpForm(SectionForm):
    """One line for each kind of help, named by its word; an empty one is not given.

    `has_organization` tells whether somebody stands behind the listing who can promise it.
    """

    section = "help"

    def __init__(self, *args, has_organization=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_organization = has_organization
        self.stored = [one["term"] for one in self.before or ()]
        for term in offered(self.stored):
            self.fields[term.slug] = LineField(
                label=term.name, help_text=term.explanation, max_length=LONGEST, required=False
            )

    @classmethod
    def initial_from(cls, value):
        said = {slug_of(one["term"]): one["how_to_ask"] for one in value or ()}
        return super().initial_from(None) | said | {"before": value}

    def clean(self):
        cleaned = super().clean()
        if not self.has_organization and any(cleaned.values()):
            self.add_error(None, NEEDS_ORGANIZATION)
        return cleaned

    def content(self):
        said = {f"{Facet.ACCESS}:{slug}": text for slug, text in self.cleaned_data.items() if text}
        order = [*(name for name in self.stored if name in said), *(name for name in said if name not in self.stored)]
        return [{"term": name, "how_to_ask": said[name]} for name in order]


def offered(stored):
    """The kinds of help to ask about: those the directory offers, and those in `stored` ("access:food")."""
    known = Term.objects.lexicon().by_slug
    terms = [known[Facet.ACCESS, slug] for slug in HELP if (Facet.ACCESS, slug) in known]
    return [term for term in terms if term.is_active or f"{Facet.ACCESS}:{term.slug}" in stored]


def slug_of(name):
    return name.partition(":")[2]
