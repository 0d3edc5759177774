"""A short list as its form carries it: the listings in order, a note to each, and one to the person."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.choosing import ID, PickedForm
from groups.forms.fields import TextField
from groups.shortlist import DOWN, OUT, UP, moved

MOVE = re.compile(rf"({UP}|{DOWN}|{OUT}) ({ID.pattern})")
LONGEST_NOTE, LONGEST_WORDS = 400, 1000


def note_field():
    widget = forms.Textarea(attrs={"rows": 2})
    return TextField(label=_("Your note"), required=False, max_length=LONGEST_NOTE, widget=widget)


class ShortListForm(PickedForm):
    """What to do with the list, and everything that was typed so far."""

    words = TextField(
        label=_("A few words to the person"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand on the paper, and nowhere else. No name is needed."),
    )
    move = forms.RegexField(MOVE, required=False)
    sheet = forms.BooleanField(required=False)

    def __init__(self, data):
        super().__init__(data)
        self.ids = self.fields["listing"].clean(data.getlist("listing"))
        self.fields |= {f"note-{one}": note_field() for one in self.ids if one}

    @property
    def order(self):
        """The public ids in the order that is asked for."""
        match = MOVE.fullmatch(self.cleaned_data.get("move", ""))
        return moved(self.ids, *match.groups()) if match else self.ids

    @property
    def is_ready(self):
        """Whether the sheet is asked for and everything fits on it."""
        return self.is_valid() and self.cleaned_data["sheet"]

    def note_on(self, public_id):
        """The bound field of the note to one listing."""
        return self[f"note-{public_id}"]
