"""What a program asks of the BMLT address: its parameters, by the names that such programs use."""

from datetime import timedelta
from typing import NamedTuple

from django import forms
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.geo import HALF_CIRCUMFERENCE_KM, KM_PER_MILE, Point

MOST_VALUES = 2_000
LARGEST = 2**63 - 1
LAST_PAGE = 10**9  # the product of two of these the database can still count to
FEW, AROUND_KM = 1_000, 100
AUTO = -10
"""How many meetings a search around an address looks for, where it gives no distance."""


class Question(TextChoices):
    """What can be asked (`switcher`)."""

    SERVER = "GetServerInfo"
    SEARCH = "GetSearchResults"
    FORMATS = "GetFormats"
    BODIES = "GetServiceBodies"
    KEYS = "GetFieldKeys"
    VALUES = "GetFieldValues"
    AREA = "GetCoverageArea"
    CHANGES = "GetChanges"


class Signed(NamedTuple):
    """Numbers asked for, and numbers to leave out."""

    wanted: list[int]
    unwanted: list[int]


class Repeated(forms.Widget):
    """All values of `x` and of `x[]`: programs write either, and both may come more than once."""

    def value_from_datadict(self, data, files, name):
        return [*data.getlist(name), *data.getlist(f"{name}[]")]


class NamesField(forms.Field):
    """Names, one for each value; or, `split`, several of them with commas between."""

    widget = Repeated

    def __init__(self, *, split=True):
        super().__init__(required=False)
        self.split = split

    def to_python(self, value):
        parts = [part for text in value for part in (text.split(",") if self.split else [text])]
        found = [part.strip() for part in parts if part.strip()]
        if len(found) > MOST_VALUES or any("\x00" in part for part in found):
            raise forms.ValidationError(_("These are too many values, or no text."))
        return found


class SignedField(NamesField):
    """Numbers from 1 to `largest`; one with a minus before it is to be left out."""

    def __init__(self, largest=LARGEST):
        super().__init__()
        self.largest = largest

    def to_python(self, value):
        numbers = dict.fromkeys(self.number(text) for text in super().to_python(value))
        return Signed([one for one in numbers if one > 0], [-one for one in numbers if one < 0])

    def number(self, text):
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 20 and 0 < int(digits) <= self.largest):
            raise forms.ValidationError(_("That is no number we know."))
        return int(text)


class Flag(forms.Widget):
    """Whether a parameter is there, with any value or none, but for "0" and "false"."""

    def value_from_datadict(self, data, files, name):
        return name in data and data[name].strip().lower() not in ("0", "false")


def _flag():
    return forms.BooleanField(required=False, widget=Flag)


def _number(least, most):
    return forms.IntegerField(required=False, min_value=least, max_value=most)


class BmltForm(forms.Form):
    """One question. What it cannot make sense of makes the answer empty, as these programs expect."""

    switcher = forms.ChoiceField(choices=Question.choices)
    callback = forms.CharField(
        required=False,
        max_length=100,
        empty_value="callback",
        validators=[RegexValidator(r"\A[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*\Z")],
    )
    lang_enum = forms.CharField(required=False, max_length=20)

    meeting_ids = SignedField()
    weekdays = SignedField(7)
    venue_types = SignedField(3)
    formats = SignedField()
    formats_comparison_operator = forms.ChoiceField(required=False, choices=[("AND", "AND"), ("OR", "OR")])
    services = SignedField()
    recursive = _flag()
    parents = _flag()
    format_ids = SignedField()
    key_strings = NamesField()
    show_all = _flag()

    meeting_key = forms.CharField(required=False, max_length=60)
    meeting_key_value = NamesField(split=False)
    specific_formats = SignedField()
    all_formats = _flag()

    lat_val = forms.FloatField(required=False, min_value=-90, max_value=90)
    long_val = forms.FloatField(required=False, min_value=-180, max_value=180)
    geo_width = forms.FloatField(required=False)
    geo_width_km = forms.FloatField(required=False)
    sort_results_by_distance = _flag()

    sort_keys = NamesField()
    sort_key = forms.CharField(required=False, max_length=60)
    data_field_key = NamesField()
    page_size = _number(1, LAST_PAGE)
    page_num = _number(1, LAST_PAGE)
    get_used_formats = _flag()
    get_formats_only = _flag()
    advanced_published = forms.CharField(required=False, max_length=10)

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("lat_val") is None) != (cleaned.get("long_val") is None):
            self.add_error(None, _("A position needs both a latitude and a longitude, in degrees."))
        for name in ("geo_width", "geo_width_km"):
            if name in self.data and not cleaned.get(name):
                self.add_error(name, _("Give a distance, or a number of meetings with a minus before it."))
            elif name in self.data and self.point is None:
                self.add_error(name, _("A distance needs a position to measure from."))
        return cleaned

    def clean_callback(self):
        return self.cleaned_data["callback"]

    @property
    def has_callback(self):
        """Whether the name to call back by is one."""
        return "callback" not in self.errors

    @property
    def is_for_everything(self):
        """Whether the answer may hold all meetings: nothing keeps it to `FEW`, or to a town and around it."""
        asked, width = self.cleaned_data, self.width
        is_short = bool(asked["meeting_ids"].wanted) or 0 < (asked["page_size"] or 0) <= FEW
        is_near = self.point is not None and width is not None and -FEW <= width <= AROUND_KM
        return asked["switcher"] == Question.SEARCH and not (is_short or is_near)

    @property
    def point(self):
        """The position to search around, as exactly as it was given, or None."""
        lat, lon = self.cleaned_data.get("lat_val"), self.cleaned_data.get("long_val")
        return None if lat is None or lon is None else Point(lat, lon)

    @property
    def width(self):
        """Kilometres (more than 0), or minus the number of meetings to find; None where nothing is said."""
        return width(self.cleaned_data.get("geo_width_km"), 1) or width(self.cleaned_data.get("geo_width"), KM_PER_MILE)

    @property
    def address_width(self):
        """The same for `SearchStringRadius`, in kilometres."""
        return width(self.cleaned_data.get("SearchStringRadius"), 1) or AUTO

    @property
    def searched_ids(self):
        """Numbers of meetings in `SearchString`, if it is nothing but such."""
        parts = [part.strip() for part in self.cleaned_data["SearchString"].split(",")]
        are_numbers = all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts)
        return [int(part) for part in parts] if are_numbers else []

    def clock(self, name):
        """Hours and minutes of `<name>H` and `<name>M` as a duration, or None where neither is given."""
        hours, minutes = (self.cleaned_data.get(f"{name}{unit}") for unit in "HM")
        return None if hours is None and minutes is None else timedelta(hours=hours or 0, minutes=minutes or 0)


def width(value, km):
    """A width in units of `km` in kilometres; below 0 it is minus a number of meetings, and stays."""
    if not value:
        return None
    return min(value * km, HALF_CIRCUMFERENCE_KM) if value > 0 else max(-LAST_PAGE, min(round(value), -1))


# These names are not written as Python writes its own.
BmltForm.base_fields |= {
    "SearchString": forms.CharField(required=False, max_length=200),
    "StringSearchIsAnAddress": _flag(),
    "SearchStringRadius": forms.FloatField(required=False),
    **{f"{name}H": _number(0, 24) for name in ("StartsAfter", "StartsBefore", "EndsBefore")},
    **{f"{name}H": _number(0, 24) for name in ("MinDuration", "MaxDuration")},
    **{f"{n}M": _number(0, 59) for n in ("StartsAfter", "StartsBefore", "EndsBefore", "MinDuration", "MaxDuration")},
}
