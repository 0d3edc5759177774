"""What goes on a card for somebody who comes along."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.choices import Companion
from groups.forms.fields import ChoiceField, ClockField, DayField, LineField, TextField
from groups.forms.plain import PlainForm

AHEAD = timedelta(days=2 * 366)
NO_DAY = _("Write the day, such as 2026-03-31.")
NO_TIME = _("Write the time, such as 18:30.")
SEEN = _("It stands on the card and in the calendar. Leave out what nobody else should read.")


def way_field():
    choices = [("", _("Nothing of these")), *Companion.choices]
    return ChoiceField(label=_("What do you want to ask of them?"), choices=choices, required=False, radios=True)


class CompanionForm(PlainForm):
    """What the person asks of who goes along."""

    way = way_field()


class AppointmentForm(PlainForm):
    """An appointment of one's own: nothing of it is kept, so every answer is typed anew."""

    day = DayField(label=_("Day"), required=True, error_messages={"required": NO_DAY})
    starts = ClockField(label=_("From"), required=True, error_messages={"required": NO_TIME})
    ends = ClockField(label=_("To"))
    place = LineField(label=_("Where to meet"), required=False, max_length=200, help_text=SEEN)
    note = TextField(
        label=_("What else they should know"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SEEN,
    )
    way = way_field()

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if not today - timedelta(days=1) <= day <= today + AHEAD:
            raise forms.ValidationError(_("Choose a day from today on, two years ahead at most."))
        return day

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end is before the beginning."))
        return cleaned
