"""Listings that somebody picked, as an address or a form carries them, and what is asked of them."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.plain import PlainForm
from groups.forms.search import UNITS

ID = re.compile(r"[0-9A-Za-z_-]{1,12}")
MOST_READ = 50
TOO_LONG = _("That is too long for a place. Try a town or a postcode.")


class PickedField(forms.Field):
    """Public ids, each once, in the order they came; whatever can be no id counts as one that nobody has: ""."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        given = [str(one) for one in value or () if one != ""]
        return list(dict.fromkeys(one if ID.fullmatch(one) else "" for one in given))[:MOST_READ]


class PickedForm(PlainForm):
    """Which listings, in which order."""

    listing = PickedField(required=False)


class CompareForm(PickedForm):
    """Which listings to compare, and the town that distances are told from."""

    near = forms.CharField(
        label=_("Town or postcode"), required=False, max_length=120, error_messages={"max_length": TOO_LONG}
    )
    units = forms.ChoiceField(required=False, choices=UNITS)

    @property
    def place(self):
        """The town as it was typed; "" where there is none, or where it cannot be one."""
        return self.cleaned_data.get("near", "")

    @property
    def units_or_default(self):
        return self.cleaned_data.get("units") or "km"
