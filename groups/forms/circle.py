"""What somebody does with their circle of support, on a page that keeps nothing and in their account."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.choices import Formality, Support
from groups.circle import Circle, Helper, read
from groups.circle.document import MOST_HELPERS
from groups.circle.files import LARGEST, TOO_LARGE
from groups.forms.fields import ChoiceField, LineField, TicksField
from groups.forms.plain import PlainForm
from groups.forms.saved import SeveralField
from groups.models import Listing
from groups.models.circle import LONGEST_GOAL, LONGEST_NAME, LONGEST_TIMES

ADDRESS = re.compile(r"(?:.*/listings/)?([0-9a-z]{11})(?:[/?#.].*)?")
LONGEST_ADDRESS = 500
LARGEST_ROW = 2**63 - 1
ONE_LINE = RegexValidator(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", _("Write it in one line."), inverse_match=True)
NO_FILE = _("Choose a file of a circle first. It is never larger than 200 KB.")
KNOWS = [
    (Formality.INFORMAL, _("Somebody I know, or people who meet as equals")),
    (Formality.FORMAL, _("Somebody whose work it is, such as a doctor")),
]


class Act(TextChoices):
    """What a form of the page asks for; buttons of single rows say it by their name (`ActForm.row_act`)."""

    ADD = "add", _("Put into my circle")
    GOAL = "goal", _("Add this goal")
    OPEN = "open", _("Open a file")
    TAKE_IN = "take-in", _("Put it into my account")
    FILE = "file", _("Save as a file")
    AGREE = "agree", _("I agree. Keep it in my account")
    TAKE_BACK = "take-back", _("Erase it from my account")


class Said(TextChoices):
    """What the page says after something was done."""

    ADDED = "added", _("It is in your circle.")
    CHANGED = "changed", _("Saved.")
    TAKEN_IN = "taken-in", _("It is all in your circle now. What is no longer listed here was left out.")
    AGREED = "agreed", _("Your circle is kept in your account from now on.")
    ERASED = "erased", _("Your circle is erased from your account.")


TYPED = (Act.ADD, Act.GOAL)
"""Forms with words that somebody typed."""


class ActForm(forms.Form):
    """Which of the forms was sent, or the button of which row; `then` is what waited for somebody to agree."""

    do = forms.ChoiceField(choices=Act.choices, required=False)
    then = forms.ChoiceField(choices=[(act.value, act.label) for act in TYPED], required=False)
    remove = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW)
    remove_goal = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW)
    reached = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW)
    again = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW)

    @property
    def act(self):
        """The `Act` of a form, or None."""
        return Act(self.cleaned_data["do"]) if self.cleaned_data["do"] else None

    @property
    def wanted(self):
        """The `Act` that is to be done to the circle, or None: once they agreed, what waited for that."""
        return Act(self.cleaned_data["then"]) if self.act == Act.AGREE and self.cleaned_data["then"] else self.act

    @property
    def row_act(self):
        """The name of the button of a row, and which row; None for a form without."""
        names = ("remove", "remove_goal", "reached", "again")
        return next(((name, row) for name in names if (row := self.cleaned_data[name]) is not None), None)


class HelperForm(PlainForm):
    """Somebody to put into the circle: a listing by its address here, or in own words."""

    name = LineField(
        label=_("Who?"),
        max_length=LONGEST_NAME,
        required=False,
        validators=[ONE_LINE],
        help_text=_("Such as “my sister”. A name only you understand is enough."),
    )
    listing = LineField(
        label=_("Or a listing of this site: its address"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=_("Copy it from the top of your browser, when you look at the listing."),
    )
    formality = ChoiceField(label=_("Who are they to you?"), choices=KNOWS, radios=True, required=False)
    supports = TicksField(label=_("What do they give you?"), choices=Support.choices, required=False)
    when = LineField(
        label=_("When, in your own words"),
        max_length=LONGEST_TIMES,
        required=False,
        validators=[ONE_LINE],
        help_text=_("Such as “Sunday evenings”, or “whenever I call”."),
    )

    def clean_listing(self):
        """The public listing of the address, or None."""
        typed = self.cleaned_data["listing"]
        if not typed:
            return None
        match = ADDRESS.fullmatch(typed)
        found = Listing.objects.published().filter(public_id=match[1]).first() if match else None
        if found is None:
            raise ValidationError(_("No listing here has this address. Please look at it again."))
        return found

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("listing") and not cleaned.get("name") and not self.errors:
            self.add_error("name", _("Write who it is, such as “my sister”."))
        return cleaned

    @property
    def helper(self):
        """The `Helper` that was asked for."""
        answers, listing = self.cleaned_data, self.cleaned_data["listing"]
        return Helper(
            name=listing.name if listing else answers["name"],
            formality=Formality(listing.formality if listing else answers["formality"] or Formality.INFORMAL),
            supports=tuple(support for support in Support if support in answers["supports"]),
            when=answers["when"],
            listing=listing.public_id if listing else "",
        )


class GoalForm(PlainForm):
    """Something to reach."""

    words = LineField(
        label=_("What would you like to reach?"),
        max_length=LONGEST_GOAL,
        validators=[ONE_LINE],
        help_text=_("In your own words, as small as you like: “Go for a walk on Sundays”."),
    )


class CarriedField(forms.CharField):
    """A circle that a page carries along in a form, as the text of its file; an empty one where there is none."""

    widget = forms.HiddenInput

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return read(text.encode()) if text else Circle()
        except UnicodeEncodeError as error:
            raise ValidationError(_("What came with this form was damaged. Please begin again.")) from error


class CarriedForm(forms.Form):
    """The circle so far."""

    circle = CarriedField(required=False)


class FileForm(PlainForm):
    """A file with a circle."""

    file = forms.FileField(
        label=_("File of a circle"), allow_empty_file=True, error_messages={"required": NO_FILE, "invalid": NO_FILE}
    )

    def clean_file(self):
        """The circle in it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(TOO_LARGE)
        return read(file.read())


class TakeInForm(PlainForm):
    """A circle that a script read on the device."""

    circle = CarriedField()


class ListingsForm(forms.Form):
    """Some listings by their public ids, as many as fit into a circle, and whether a calendar may name them."""

    listing = SeveralField(required=False)
    shows_names = forms.BooleanField(label=_("With the names of groups and places"), required=False)

    def clean_listing(self):
        return self.cleaned_data["listing"][:MOST_HELPERS]
