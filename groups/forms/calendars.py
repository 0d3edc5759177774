"""What somebody says about the calendar at their own secret address."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Said(TextChoices):
    """What the page says after something was done."""

    NAMES = "names", _("Saved. Calendar programs show it when they next ask, mostly within some hours.")
    STOPPED = "stopped", _("The address opens nothing any more. Take it out of your calendar program too.")


class CalendarForm(forms.Form):
    """Whether the calendar names groups and places."""

    shows_names = forms.BooleanField(required=False)
