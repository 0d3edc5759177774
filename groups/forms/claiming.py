"""Asking to take a listing over."""

from django.utils.translation import gettext_lazy as _

from groups.forms.fields import TextField
from groups.forms.plain import PlainForm


class ClaimForm(PlainForm):
    """How a moderator can tell that the listing is theirs."""

    message = TextField(
        label=_("How can we tell that you look after it?"),
        max_length=2000,
        help_text=_("Such as: since when you lead it, or a public page that names you or your address."),
    )
