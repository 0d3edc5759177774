"""What somebody says helped at one session, and the codes to say it with."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.answering import LENGTH, MOST_CODES, NUMBERS, typed
from groups.choices import Chime
from groups.forms.fields import ChoiceField, LineField, NumberField, TicksField
from groups.forms.managing import ManagingForm
from groups.forms.plain import PlainForm
from groups.models.insights import MOST_HELPFUL

LONGEST_TYPED = 80
NO_SUCH_CODE = _(
    "This code opens nothing: its day has not come, it was used, it is older than two weeks, or a letter is wrong."
)
SCALE = [*((str(number), str(number)) for number in range(MOST_HELPFUL + 1)), ("", _("Leave out"))]
QUESTIONS = {
    "emotional": _("Somebody to listen, or comfort"),
    "informational": _("Information, or something learned"),
    "instrumental": _("Practical help"),
    "companionship": _("Company"),
}


class HelpfulField(forms.TypedChoiceField):
    """A number from 0 to 10, or none."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": _("Choose a number from 0 to 10, or leave it out.")}

    def __init__(self, **kwargs):
        super().__init__(choices=SCALE, coerce=int, empty_value=None, required=False, initial="", **kwargs)


class AnswerForm(PlainForm):
    """Four numbers and some words, each as one likes; who agreed before is not asked again."""

    gave = TicksField(label=_("What did it give you?"), choices=Chime.choices, required=False)
    agrees = forms.BooleanField(
        label=_("Yes, I agree"),
        error_messages={"required": _("We may keep your answer only if you agree. Tick the box, or leave the page.")},
    )

    def __init__(self, *args, has_agreed, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            self.fields[name] = HelpfulField(label=QUESTIONS[name])
        if has_agreed:
            del self.fields["agrees"]
        self.order_fields([*NUMBERS, "gave", "agrees"])

    @property
    def numbers(self):
        """The fields with a scale, in order."""
        return [self[name] for name in NUMBERS]

    @property
    def said(self):
        """What an answer is made of."""
        return {name: self.cleaned_data[name] for name in (*NUMBERS, "gave")}


class CodeForm(PlainForm):
    """A code typed from paper."""

    code = LineField(
        label=_("Your code"),
        max_length=LONGEST_TYPED,
        help_text=_("From the slip of paper, such as 7K2M Q8TV …. Gaps and large or small letters do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 34}
        ),
    )

    def clean_code(self):
        code = typed(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("A code has %(number)d letters and numbers.") % {"number": LENGTH})
        return code


class CodesForm(ManagingForm):
    """Codes to print: for which of `dates` (`SessionDate`s), and how many."""

    date = ChoiceField(label=_("For which date?"))
    number = NumberField(
        label=_("How many?"),
        highest=MOST_CODES,
        min_value=1,
        required=True,
        help_text=_("One for each person. At most %(most)d for one date.") % {"most": MOST_CODES},
    )

    def __init__(self, *args, dates, **kwargs):
        super().__init__(*args, **kwargs)
        self.dates = {date.id: date for date in dates}
        self.fields["date"].choices = [(key, key) for key in self.dates]

    @property
    def chosen(self):
        """The `SessionDate` that was chosen."""
        return self.dates[self.cleaned_data["date"]]


class RowForm(PlainForm):
    """One's own answer to delete."""

    row = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class TakeBackForm(PlainForm):
    """Take back what one agreed to."""

    is_sure = forms.BooleanField(
        label=_("Yes, erase all my answers"),
        error_messages={"required": _("Tick the box, so that nothing is erased by mistake.")},
    )


class Said(TextChoices):
    """What the page of one's own answers says after something was done."""

    KEPT = "kept", _("Thank you. Your answer is kept.")
    DELETED = "deleted", _("The answer is deleted.")
    ERASED = "erased", _("All your answers are erased.")
    TOO_LATE = "too-late", _("Something changed in between. This is how it is now.")
