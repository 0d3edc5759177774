"""Many listings at once: the file, and what its columns are."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import uploading
from groups.interop.reading import UnreadableFileError
from groups.interop.tabular import tables
from groups.interop.tabular.columns import COLUMNS

NEEDED = ("name", "kind")


class TableForm(forms.Form):
    """A file with a table. Once valid, `table` is what it holds."""

    file = forms.FileField(
        label=gettext_lazy("Your table"),
        help_text=gettext_lazy("CSV, Excel (.xlsx) or GeoJSON. At most 10 MB and 5,000 rows."),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "missing": gettext_lazy("Choose the file."),
            "invalid": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty."),
            "max_length": gettext_lazy("The name of this file is too long."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > tables.MAX_BYTES:
            told = _("The file is larger than %(size)d MB. Split it up.")
            raise forms.ValidationError(told % {"size": tables.MAX_BYTES // 2**20})
        try:
            self.table = tables.read(file)
        except UnreadableFileError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ColumnsForm(forms.Form):
    """For each column of a file which of ours it is, or none; `rows` has each with its header and first cells."""

    def __init__(self, data=None, *, upload):
        super().__init__(data)
        self.rows = []
        choices = [("", _("leave out")), *((column.name, column_title(column)) for column in COLUMNS)]
        for number, header, name, samples in uploading.listed_columns(upload):
            label = header or _("Column %(number)d") % {"number": number + 1}
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=name
            )
            self.rows.append((self[f"column-{number}"], samples))

    @property
    def mapping(self):
        """`{number of the column: name}` of the columns that are taken."""
        said = ((key.removeprefix("column-"), name) for key, name in self.cleaned_data.items())
        return {int(number): name for number, name in said if name}

    def clean(self):
        cleaned = super().clean()
        names = [name for name in cleaned.values() if name]
        for column in COLUMNS:
            title = {"column": column_title(column)}
            if column.name in NEEDED and column.name not in names and not self.errors:
                raise forms.ValidationError(_("Say which column is “%(column)s”: no listing can do without.") % title)
            if names.count(column.name) > 1:
                raise forms.ValidationError(_("Two columns cannot both be “%(column)s”.") % title)
        return cleaned


def column_title(column):
    title = str(column.title)
    return title[:1].upper() + title[1:]


class PageForm(forms.Form):
    """Which page of a list."""

    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)
