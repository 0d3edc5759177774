"""Company for one date: what somebody offers or wishes, who is put together, and how it was."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.choices import Company, Outcome, Side
from groups.forms.fields import ChoiceField, TextField
from groups.forms.plain import PlainForm
from groups.sessions import LONGEST_NAME

LARGEST_ROW = 2**63 - 1


class CompanyForm(PlainForm):
    """What somebody offers or wishes, and that they are an adult."""

    company = ChoiceField(label=_("What would you like?"), choices=Company.choices, radios=True)
    side = ChoiceField(label=_("Do you offer it, or wish for it?"), choices=Side.choices, radios=True)
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"), error_messages={"required": _("This is for people who are 18 or older.")}
    )


class TakeBackForm(PlainForm):
    """One's own offer or wish to take back."""

    row = forms.IntegerField(min_value=1, max_value=LARGEST_ROW, widget=forms.HiddenInput)


class DateForm(PlainForm):
    """Which session: its name, as `SessionDate.id`."""

    date = forms.CharField(max_length=LONGEST_NAME, widget=forms.HiddenInput)


class MatchForm(DateForm):
    """Two people to put together, out of the `Together`s of a date."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Choose two people."),
            "invalid_choice": _("Something changed in between. Please choose two people again."),
        },
    )

    def __init__(self, *args, together, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one.pk, one) for kind in together for one in kind.waiting]

    def clean_chosen(self):
        chosen = set(self.cleaned_data["chosen"])
        if len(chosen) != 2:
            raise forms.ValidationError(_("Choose two people."))
        return sorted(chosen)


class CheckInForm(PlainForm):
    """How it was; words only for who says that something was wrong."""

    outcome = ChoiceField(choices=Outcome.choices)
    text = TextField(
        label=_("What was wrong? You need not say."),
        max_length=2000,
        required=False,
        help_text=_("Only the people who look after this site read it."),
    )
