"""The file to import, and what is to be said of its source."""

import hashlib

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.interop import formats

LARGEST_MB = 11
SLUG_HELP = gettext_lazy(
    "Give each server its own, such as “bmlt-ohio”. The same name brings the same listings up to date."
)


class ImportForm(forms.Form):
    """`tried` is the digest of the file that was tried: only that very file is then brought in for real."""

    format = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=formats.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    source = forms.SlugField(
        label=gettext_lazy("Short name of the source"), required=False, max_length=80, help_text=SLUG_HELP
    )
    source_name = forms.CharField(label=gettext_lazy("Name of the source"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Its address"), required=False, max_length=500, assume_scheme="https"
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), required=False, max_length=200)
    as_of = forms.DateField(label=gettext_lazy("Date of the data"), required=False, input_formats=["%Y-%m-%d"])
    pending = forms.BooleanField(
        label=gettext_lazy("Put what is new into the queue, rather than publish it"), required=False, initial=True
    )
    tried = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("This file is larger than %(mb)d MB. Use the command import_listings for it.") % {"mb": LARGEST_MB}
            )
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.is_real and cleaned["tried"] != self.digest():
            raise forms.ValidationError(_("This is not the file that was tried last. Try it first."))
        return cleaned

    @property
    def is_real(self):
        """Whether the listings are to be kept."""
        return "write" in self.data

    @property
    def options(self):
        """What the source is, as the command of the same name takes it."""
        names = ("source_name", "source_url", "licence", "as_of")
        return {name: self.cleaned_data[name] for name in names} | {"source": self.cleaned_data["source"] or None}

    def digest(self):
        """What tells one file from another, with the kind it is taken for."""
        digest = hashlib.sha256(self.cleaned_data["format"].encode())
        for chunk in self.cleaned_data["file"].chunks():
            digest.update(chunk)
        return digest.hexdigest()

    def remember(self):
        """Note in the form that this file was tried."""
        self.data = self.data.copy()
        self.data["tried"] = self.digest()
