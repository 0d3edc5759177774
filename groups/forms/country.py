"""Choosing a country."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups import crisis


class CountryForm(forms.Form):
    """The country whose help lines to show."""

    country = forms.ChoiceField(label=_("Country"), required=False, choices=crisis.countries)
