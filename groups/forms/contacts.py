"""Ways to reach a listing, a few rows at once; a row that is emptied is gone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.choices import Channel, Visibility
from groups.forms.fields import ChoiceField, LineField
from groups.forms.section import SectionForm
from groups.models import Contact

ROWS, SHOWN_OPEN = 5, 2
COLUMNS = ("channel", "value", "note", "visibility")
LINKS = (Channel.WEBSITE, Channel.ONLINE_LINK)
USUAL = {Channel.ONLINE_LINK: Visibility.AFTER_CONTACT}
"""Who is shown it where nobody chose: everybody, but a link to join online only after contact."""
FIRST_CHANNELS = (Channel.PHONE, Channel.EMAIL)


class ContactsForm(SectionForm):
    """Up to five contacts, each with who is shown it; more only where more are stored."""

    section = "contacts"
    rows_offered = ROWS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(max(self.rows_offered, len(self.before or ())))
        for number in self.numbers:
            self.fields |= {f"{column}_{number}": field for column, field in row_fields(number).items()}

    @classmethod
    def initial_from(cls, value):
        rows = enumerate(value or ())
        return {"before": value} | {f"{name}_{n}": row[name] for n, row in rows for name in COLUMNS}

    def clean(self):
        """Each row by the rules of the model, so that only what can be called, written to or opened is kept."""
        cleaned = super().clean()
        self.contacts = []
        for number in self.numbers:
            row = {column: cleaned.get(f"{column}_{number}", "") for column in COLUMNS}
            if row["value"] and row["channel"]:
                self.contacts.append(self.checked(number, row))
            elif row["note"]:
                self.add_error(f"value_{number}", _("Write the number or address, or empty the note too."))
        return cleaned

    def checked(self, number, row):
        """The row as it is to be kept, with a sentence at its value where that is none of its kind."""
        if row["channel"] in LINKS and "." in row["value"] and ":" not in row["value"]:
            row["value"] = f"https://{row['value']}"
        row["visibility"] = row["visibility"] or str(USUAL.get(row["channel"], Visibility.PUBLIC))
        try:
            Contact(**row).clean()
        except ValidationError as error:
            self.add_error(f"value_{number}", error.messages)
        return row

    def content(self):
        return self.contacts

    def rows(self):
        """The rows that stand open, as lists of bound fields: those in use and the next one or two."""
        return self.bound_rows(range(self.open_rows))

    def more_rows(self):
        """The rows folded away until somebody wants them."""
        return self.bound_rows(self.numbers[self.open_rows :])

    @property
    def open_rows(self):
        used = [number for number in self.numbers if self[f"value_{number}"].value() or self[f"value_{number}"].errors]
        return min(max(SHOWN_OPEN, max(used, default=-1) + 1), len(self.numbers))

    def bound_rows(self, numbers):
        return [{column: self[f"{column}_{number}"] for column in COLUMNS} for number in numbers]


class OneContactForm(ContactsForm):
    """A single way to reach the listing, to begin with; there has to be one."""

    rows_offered = 1

    def clean(self):
        cleaned = super().clean()
        if not self.contacts and not self.errors:
            self.add_error("value_0", _("Write one way to reach you. You choose who is shown it."))
        return cleaned


def row_fields(number):
    """The fields of one row; the first rows start with the ways most people give."""
    first = FIRST_CHANNELS[number] if number < len(FIRST_CHANNELS) else Channel.PHONE
    visibilities = [("", _("Everybody; a link to join only after contact")), *Visibility.choices]
    return {
        "channel": ChoiceField(label=gettext_lazy("Way"), choices=Channel.choices, initial=first, required=False),
        "value": LineField(label=gettext_lazy("Number or address"), max_length=500, required=False),
        "note": LineField(label=gettext_lazy("Note, such as “for new people”"), max_length=120, required=False),
        "visibility": ChoiceField(label=gettext_lazy("Who is shown it?"), choices=visibilities, required=False),
    }
