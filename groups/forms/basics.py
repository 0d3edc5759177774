"""What a listing is called, what kind it is, and who is behind it."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.choices import Facet, Formality, LedBy
from groups.forms.fields import ChoiceField, LineField, TextField
from groups.forms.section import SectionForm
from groups.models import Term
from groups.models.contact import VALIDATE_LINK

LONGEST_TEXT = 5000
PLAIN = ("name", "description", "kind", "led_by", "training")


class BasicsForm(SectionForm):
    """Name, words, kind, organization, who leads. With a `formality` only the kinds of that door are offered.

    An organization is named, not picked: whoever saves the section looks for one of the same name.
    """

    section = "basics"

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    kind = ChoiceField(label=gettext_lazy("Kind of support"))
    description = TextField(
        label=gettext_lazy("In a few sentences"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=gettext_lazy("What happens, and for whom? A person reads this before it is public."),
    )
    organization_name = LineField(label=gettext_lazy("Organization"), max_length=200, required=False)
    organization_website = forms.URLField(
        label=gettext_lazy("Its website"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[VALIDATE_LINK],
        error_messages={"invalid": VALIDATE_LINK.message},
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    led_by = ChoiceField(
        label=gettext_lazy("Who leads it?"),
        choices=[("", gettext_lazy("Not said")), *LedBy.choices],
        required=False,
        radios=True,
    )
    training = LineField(label=gettext_lazy("Their training"), max_length=250, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Please choose")), *self.kinds()]
        if self.is_formal:
            self.fields["organization_name"].help_text = _("A formal service needs the organization that runs it.")

    def kinds(self):
        """The kinds of the door, and the one stored, under their categories."""
        lexicon = Term.objects.lexicon()
        stored = (self.before or {}).get("kind")
        fitting = [kind for kind in lexicon.offered(Facet.KIND) if self.formality in ("", kind.default_formality)]
        kept = [kind for kind in lexicon.by_facet.get(Facet.KIND, ()) if kind.slug == stored and kind not in fitting]
        by_category = groupby([*fitting, *kept], key=lambda kind: lexicon.by_id[kind.parent_id])
        return [(category.name, [(kind.slug, kind.name) for kind in kinds]) for category, kinds in by_category]

    @classmethod
    def initial_from(cls, value):
        organization = (value or {}).get("organization") or {}
        named = {f"organization_{name}": organization.get(name, "") for name in ("name", "website")}
        return super().initial_from(value) | named

    @property
    def is_formal(self):
        return self.formality == Formality.FORMAL

    def clean(self):
        cleaned = super().clean()
        name, website = cleaned.get("organization_name"), cleaned.get("organization_website")
        if self.formality_of(cleaned.get("kind")) == Formality.FORMAL and name == "":
            self.add_error("organization_name", _("A formal service needs the organization that runs it."))
        elif website and name == "":
            self.add_error("organization_name", _("Write the name of the organization too."))
        return cleaned

    def formality_of(self, kind):
        """That of the door; else what is stored, while the kind is the same; else what is usual for the kind."""
        if self.formality or not kind:
            return self.formality
        if self.before and self.before["kind"] == kind and self.before["formality"]:
            return self.before["formality"]
        return Term.objects.lexicon().by_slug[Facet.KIND, kind].default_formality

    def content(self):
        typed = {name: self.cleaned_data[name] for name in PLAIN if name in self.fields}
        kept = {name: (self.before or {}).get(name, "") for name in PLAIN}
        formality = self.formality_of(self.cleaned_data["kind"])
        return kept | typed | {"formality": formality, "organization": self.organization()}

    def organization(self):
        """The organization that was named; the one stored keeps its id while it keeps its name."""
        name, website = self.cleaned_data["organization_name"], self.cleaned_data["organization_website"]
        stored = (self.before or {}).get("organization") or {}
        public_id = stored["public_id"] if stored and stored["name"] == name else ""
        return {"public_id": public_id, "name": name, "website": website} if name else None


class ShortBasicsForm(BasicsForm):
    """Only what nothing can begin without; the rest can follow any time."""

    description = led_by = training = None
