"""Questions that only a slot asks: days of the month, a day of the year, a time zone."""

import zoneinfo
from functools import cache

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from groups.date_words import read_monthdays
from groups.punctuation import by_commas
from groups.recurrence.problems import is_known_zone

NO_MONTHDAY = _("Write days as numbers from 1 to 31, such as 1 and 15, or the word last.")
NO_YEARDAY = _("Give both the day and the month, such as 1 September.")


class MonthdaysField(forms.CharField):
    """Days of the month in one line, such as "1, 15 and last": a list of 1 to 31, and -1 for the last."""

    default_error_messages = {"invalid": NO_MONTHDAY, "max_length": NO_MONTHDAY}

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=150, **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return by_commas(pgettext("day of the month", "last") if day == -1 else str(day) for day in value)

    def to_python(self, value):
        """The days, typed in the language of the page or in English."""
        days = read_monthdays(super().to_python(value))
        if days is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return days

    def validate(self, value):
        """Nothing to check: a field left empty stands for the day of the first date."""

    def run_validators(self, value):
        """The length is that of the text, and no list of days is as long."""


class YeardayWidget(forms.MultiWidget):
    """A number and a month."""

    use_fieldset = True

    def __init__(self):
        months = [("", _("No month"))] + [(number, name) for number, name in MONTHS.items()]
        day = forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "aria-label": _("Day")})
        super().__init__({"day": day, "month": forms.Select(choices=months, attrs={"aria-label": _("Month")})})

    def decompress(self, value):
        """Day and month of an `MM-DD` text."""
        return [int(value[3:]), int(value[:2])] if value else [None, None]


class YeardayField(forms.MultiValueField):
    """A day of any year as `MM-DD`; empty where none is given."""

    widget = YeardayWidget
    default_error_messages = {"incomplete": NO_YEARDAY, "invalid": NO_YEARDAY}

    def __init__(self, **kwargs):
        messages = dict.fromkeys(("invalid", "invalid_choice", "min_value", "max_value", "incomplete"), NO_YEARDAY)
        day = forms.IntegerField(min_value=1, max_value=31, error_messages=messages)
        month = forms.TypedChoiceField(choices=list(MONTHS.items()), coerce=int, error_messages=messages)
        super().__init__((day, month), required=False, require_all_fields=False, **kwargs)

    def compress(self, values):
        return f"{values[1]:02}-{values[0]:02}" if values else ""


class ZoneField(forms.CharField):
    """A time zone by its IANA name; the page holds the list of them once, as `times-zones`."""

    def __init__(self, **kwargs):
        attrs = {"list": "times-zones", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(required=False, max_length=50, widget=forms.TextInput(attrs=attrs), **kwargs)


@cache
def zones():
    """Names of the time zones that people may choose from, in order."""
    names = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [*sorted(name for name in names if is_known_zone(name)), "UTC"]
