"""A source to be asked on a schedule, and what a moderator does to one."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import sources
from groups.choices import Trust
from groups.fetching import FetchError, checked
from groups.interop import formats
from groups.models import ImportSource
from groups.models.importing import MOST_HOURS
from groups.provenance import FACTS_OF_SECTION

SECONDS_TO_LOOK_UP = 2.0
RESERVED = {"new"}
FACTS = [name for names in FACTS_OF_SECTION.values() for name in names]
ACTS = ("try", "ask", "on", "off", "let-through", "take")


class SourceForm(forms.ModelForm):
    """Where the file is, and what becomes of what it holds. The address is looked up, but not asked yet."""

    use_required_attribute = False

    format = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=formats.choices)
    address = forms.URLField(
        label=gettext_lazy("Address of the file"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("The file itself, open to everybody, at https:// or http://."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=80,
        help_text=gettext_lazy("Such as “bmlt-ohio”. A source that is here already can be changed in its place."),
    )
    every_hours = forms.IntegerField(
        label=gettext_lazy("Ask every so many hours"), min_value=1, max_value=MOST_HOURS, initial=24
    )
    trust = forms.TypedChoiceField(
        label=gettext_lazy("What becomes of its listings"), choices=Trust.choices, coerce=int, widget=forms.RadioSelect
    )

    class Meta:
        model = ImportSource
        fields = ["name", "slug", "format", "address", "url", "licence", "every_hours", "trust", "mirrors"]
        labels = {"url": gettext_lazy("Address of its page, for people")}
        help_texts = {
            "mirrors": gettext_lazy(
                "A listing of both with the same times, place and a like name is then one listing, without a question."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        firsts = ImportSource.objects.filter(mirrors=None).exclude(Q(pk=self.instance.pk) | Q(is_sample=True))
        self.fields["mirrors"].queryset = firsts
        self.fields["mirrors"].empty_label = _("No other source")

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise forms.ValidationError(_("Choose another short name."))
        return slug

    def clean_address(self):
        address = self.cleaned_data["address"]
        try:
            checked(address, seconds=SECONDS_TO_LOOK_UP)
        except FetchError as error:
            raise forms.ValidationError(str(error)) from error
        return address

    def clean_mirrors(self):
        mirrors = self.cleaned_data["mirrors"]
        if mirrors and self.instance.pk and self.instance.mirrored_by.exists():
            raise forms.ValidationError(_("Other sources mirror this one already. Choose it there."))
        return mirrors

    def save(self, commit=True):
        """A changed address or kind of file is another file: nothing is known of it."""
        if {"address", "format"} & set(self.changed_data):
            self.instance.etag = self.instance.last_modified = ""
        return super().save(commit)


class ActForm(forms.Form):
    """One of `ACTS` for `source`, from the button that was pressed; to take its word, of which listing and fact."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    ref = forms.CharField(max_length=250, required=False, strip=False)
    fact = forms.ChoiceField(choices=[(name, name) for name in FACTS], required=False)

    def __init__(self, *args, source, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = source

    def clean(self):
        if self.cleaned_data.get("act") == "take":
            self.cleaned_data["entry"] = self.source.entries.filter(ref=self.cleaned_data.get("ref", "")).first()
            if not (self.cleaned_data["entry"] and self.cleaned_data.get("fact")):
                raise forms.ValidationError(_("The source has no such listing any more."))
            if self.cleaned_data["fact"] == "place" and sources.concealed_here(self.source, [self.cleaned_data["ref"]]):
                raise forms.ValidationError(_("Its place is concealed here, and stays as it is."))

    @property
    def details(self):
        """What the act is about, as arguments by name."""
        names = ("entry", "fact") if self.cleaned_data["act"] == "take" else ()
        return {name: self.cleaned_data[name] for name in names}
