"""Which area somebody wants to read about."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AreaForm(forms.Form):
    """A town, postcode, region or country, in words."""

    q = forms.CharField(
        label=_("Town, region or country"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("That is too long for a place. Try a town or a country.")},
    )
