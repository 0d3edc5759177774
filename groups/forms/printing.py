"""How somebody wants a booklet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.plain import PlainForm

NO_CHOICE = {"invalid_choice": _("That is not a choice we know, so we took the first one.")}
LARGE = "large"
LEFT_OUT = "no"


class BookletForm(PlainForm):
    """Order, paper, size of the type, and whether what is joined from anywhere is in it.

    Whatever is missing or makes no sense has its first choice; nothing is left out unasked.
    """

    by = forms.ChoiceField(
        label=_("In which order?"),
        required=False,
        choices=[("day", _("By day of the week")), ("area", _("By town and district"))],
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )
    paper = forms.ChoiceField(
        label=_("On which paper?"),
        required=False,
        choices=[("A4", _("A4")), ("A5", _("A5, half as big")), ("letter", _("US letter"))],
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )
    type = forms.ChoiceField(
        label=_("How big are the letters?"),
        required=False,
        choices=[("normal", _("Normal")), (LARGE, _("Large, for tired eyes"))],
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )

    anywhere = forms.ChoiceField(
        label=_("Leave out what you join online or by phone, from anywhere"),
        required=False,
        choices=[(LEFT_OUT, _("Leave out"))],
        help_text=_("If you do not tick this, it comes last, in a part of its own."),
        error_messages={"invalid_choice": _("That is not a choice we know, so we left nothing out.")},
    )

    def chosen(self, name):
        """What was chosen of one field, or its first choice."""
        return self.cleaned_data.get(name) or self.fields[name].choices[0][0]

    @property
    def is_large(self):
        return self.chosen("type") == LARGE

    @property
    def is_at_places(self):
        """Whether only what has a place is wanted."""
        return self.cleaned_data.get("anywhere") == LEFT_OUT

    def rows(self):
        """Each field with one choice of several as `(field, [(value, words, whether it is chosen)])`."""
        for name in ("by", "paper", "type"):
            field = self.fields[name]
            chosen = self.chosen(name)
            yield self[name], [(value, words, value == chosen) for value, words in field.choices]
