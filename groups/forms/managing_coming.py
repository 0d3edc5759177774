"""How people come to a listing: whether they tell, whether places are counted, and who has the last word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.choices import BookingWay
from groups.forms.fields import AT_LEAST_ONE, ChoiceField, NumberField
from groups.forms.managing import ManagingForm
from groups.models.booking import HOURS_TO_ACCEPT, MOST_HOURS_TO_ACCEPT, MOST_PLACES

MEANS = {
    BookingWay.TURN_UP: _("Nobody has to tell you anything. It is like this until you choose something else."),
    BookingWay.TELL: _("People write a nickname and press a button. You see how many come. There is always room."),
    BookingWay.PLACES: _(
        "Each date has so many places. When all are taken, people wait in line, and a place that becomes free is "
        "offered to the next."
    ),
    BookingWay.SERIES: _("People join once for all dates, as for a course that begins and ends together."),
}
"""What each way means for who comes, in a sentence or two."""
COUNTED = (BookingWay.PLACES, BookingWay.SERIES)


class RulesForm(ManagingForm):
    """How people come. What the chosen way does not ask is passed over, whatever stands there."""

    way = ChoiceField(label=_("How do people come?"), choices=BookingWay.choices, radios=True)
    capacity = NumberField(
        label=_("How many places?"),
        min_value=1,
        highest=MOST_PLACES,
        error_messages={"min_value": AT_LEAST_ONE, "max_value": _("At most %(limit_value)d places.")},
        help_text=_("For a whole course you may leave it empty: then there is always room."),
    )
    accept_hours = NumberField(
        label=_("Hours to take a place that became free"),
        min_value=1,
        highest=MOST_HOURS_TO_ACCEPT,
        error_messages={"min_value": AT_LEAST_ONE, "max_value": _("At most %(limit_value)d hours, a week.")},
        help_text=_("So long it is kept for the next in line. Then it goes to the one after. 24 is a good number."),
    )
    asks_first = forms.BooleanField(
        label=_("I accept each person first"),
        required=False,
        help_text=_("Nobody has a place before you say yes."),
    )

    def __init__(self, *args, is_home=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_home:
            field = self.fields["asks_first"]
            field.disabled, field.initial = True, True
            field.help_text = _("At a private home it is always so.")

    @classmethod
    def initial_from(cls, rules):
        """What the form starts with, given `BookingRules`."""
        return {name: getattr(rules, name) for name in cls.base_fields}

    def explained(self):
        """The ways to choose from, each as `(radio button, what it means)`."""
        return list(zip(self["way"], MEANS.values(), strict=True))

    def clean(self):
        cleaned = super().clean()
        way = cleaned.get("way")
        if way and way not in COUNTED:
            self._pass_over("capacity", None)
            self._pass_over("accept_hours", HOURS_TO_ACCEPT)
        elif way == BookingWay.PLACES and cleaned.get("capacity") is None and "capacity" not in self.errors:
            self.add_error("capacity", _("Say how many places there are."))
        if way == BookingWay.TURN_UP and not self.fields["asks_first"].disabled:
            cleaned["asks_first"] = False
        if cleaned.get("accept_hours") is None and "accept_hours" not in self.errors:
            cleaned["accept_hours"] = HOURS_TO_ACCEPT
        return cleaned

    def _pass_over(self, name, value):
        self.errors.pop(name, None)
        self.cleaned_data[name] = value
