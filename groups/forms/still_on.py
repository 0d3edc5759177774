"""The answer to one question, by one button."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StillOn(TextChoices):
    YES = "yes", _("Still on")
    CHANGED = "changed", _("Something changed")
    CLOSED = "closed", _("It is closed for good")


class StillOnForm(forms.Form):
    """Which of the three buttons was pressed."""

    answer = forms.ChoiceField(
        choices=StillOn,
        error_messages={name: _("Please press one of the buttons.") for name in ("required", "invalid_choice")},
    )
