"""The few kinds of question that forms for posting are made of, with plain sentences for what went wrong."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from groups.date_grammar import plain
from groups.line import one_line
from groups.recurrence.rule import FIRST_DAY, LAST_DAY

TOO_LONG = _("That is too long: at most %(limit_value)d characters fit here.")
NOT_IN_LIST = _("Please choose one from the list.")
NO_WHOLE_NUMBER = _("Write a whole number, such as 12.")
NO_EMAIL = _("Write an e-mail address, such as name@example.org.")
NO_DAY = _("Write the day as year-month-day, such as 2026-03-31.")
FAR_OFF = _("That is too far off. Please look at the year.")
COUNTED_DAYS = [MinValueValidator(FIRST_DAY, FAR_OFF), MaxValueValidator(LAST_DAY, FAR_OFF)]
"""For days that dates are counted from or to."""


class WordsField(forms.CharField):
    """Words, with our sentences for what went wrong."""

    default_error_messages = {"required": _("Please fill this in."), "max_length": TOO_LONG}


class LineField(WordsField):
    """One line of text; a tab that came along from elsewhere is a space in it."""

    def to_python(self, value):
        return one_line(super().to_python(value))


class TextField(WordsField):
    """Several lines; however a browser ends its lines, they end the same way here, so that nothing looks changed."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class MailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"required": NO_EMAIL, "invalid": NO_EMAIL, "max_length": TOO_LONG}

    def __init__(self, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(**{"max_length": 254, "widget": widget} | kwargs)


class ChoiceField(forms.ChoiceField):
    """One of a list; `radios=True` shows all of it at once."""

    default_error_messages = {"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST}

    def __init__(self, *, radios=False, **kwargs):
        super().__init__(**({"widget": forms.RadioSelect} if radios else {}) | kwargs)


class TicksField(forms.MultipleChoiceField):
    """Any number of a list, to be ticked."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": _("“%(value)s” is not one of the choices any more.")}


AT_LEAST_ONE = _("Write a number from 1 on.")


class NumberField(forms.IntegerField):
    """A whole number, not below nought. Of `error_messages` only those that differ need be given."""

    default_error_messages = {"invalid": NO_WHOLE_NUMBER}

    def __init__(self, *, highest, error_messages=None, **kwargs):
        messages = {
            "min_value": _("Write a number that is not below 0."),
            "max_value": _("Write a number of at most %(limit_value)d."),
            **(error_messages or {}),
        }
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 5})
        super().__init__(
            **{"required": False, "min_value": 0, "max_value": highest, "error_messages": messages, "widget": widget}
            | kwargs
        )


class DayField(forms.DateField):
    """A calendar day, typed or picked."""

    default_error_messages = {"invalid": NO_DAY}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**{"required": False, "input_formats": ["%Y-%m-%d"], "widget": widget} | kwargs)


class ClockField(forms.TimeField):
    """A time of day, as the clock at the place shows it."""

    default_error_messages = {"invalid": _("Write the time as hours and minutes, such as 18:30.")}

    def __init__(self, **kwargs):
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        formats = ["%H:%M", "%H:%M:%S", "%H.%M", "%Hh%M"]
        super().__init__(**{"required": False, "widget": widget, "input_formats": formats} | kwargs)

    def to_python(self, value):
        """The time, in whatever digits it is typed."""
        return super().to_python(plain(value) if isinstance(value, str) else value)


class ClosedDays:
    """For a form with `starts_on` and `ends_on`, of which the last day may be open: in order."""

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first."))
        return cleaned


class DegreesField(forms.FloatField):
    """Degrees of latitude or longitude, to five decimals: about a metre."""

    default_error_messages = {"invalid": _("Write degrees as a number, such as 51.545.")}

    def __init__(self, *, most, **kwargs):
        outside = _("This number lies between -%(most)d and %(most)d.") % {"most": most}
        super().__init__(
            required=False,
            min_value=-most,
            max_value=most,
            error_messages={"min_value": outside, "max_value": outside},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12, "autocomplete": "off"}),
            **kwargs,
        )

    def to_python(self, value):
        number = super().to_python(value)
        return number if number is None else round(number, 5)
