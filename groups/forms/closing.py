"""Closing a whole place for some days."""

from django.utils.translation import gettext_lazy as _

from groups.forms.fields import COUNTED_DAYS, ClosedDays, DayField, LineField
from groups.forms.plain import PlainForm


class ClosePlaceForm(ClosedDays, PlainForm):
    """From the first to the last day; without a last day until further notice."""

    starts_on = DayField(
        label=_("First day"),
        required=True,
        validators=COUNTED_DAYS,
        error_messages={"required": _("Choose the first day.")},
    )
    ends_on = DayField(label=_("Last day"), validators=COUNTED_DAYS, help_text=_("Leave it empty if nobody knows yet."))
    note = LineField(
        label=_("Why, and what to do instead"),
        max_length=250,
        required=False,
        help_text=_("Everybody reads it on every listing there."),
    )
