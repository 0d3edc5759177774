"""What is said, and asked for, about two listings that go well together."""

import re

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.forms.managing import ManagingForm

ADDRESS = re.compile(r"/listings/(\w{6,12})(?:/|\.|$)")
"""The part of the address of a listing that holds its public id."""


class Act(TextChoices):
    """What the page of a listing's links does to one of them."""

    AGREE = "agree", _("Yes, we go well together")
    END = "end", _("Take it away")
    CHECK = "check", _("Confirm it")


class Choice(TextChoices):
    """What the other side answers to a mail."""

    YES = "yes", _("Yes, we go well together")
    NO = "no", _("No, please take it away")


class Said(TextChoices):
    """What the page says after something was done."""

    PROPOSED = "proposed", _("Both pages show it now, as your word. The other side is asked by mail, once.")
    AGREED = "agreed", _("Thank you. Both pages now show that you agree.")
    VOUCHED = "vouched", _("Both pages show it now, as checked by a moderator. Both sides are asked by mail, once.")
    CHECKED = "checked", _("Confirmed. Both pages now show that somebody looked at it.")
    ENDED = "ended", _("Taken away. Neither page shows it any more.")
    ENOUGH = "enough", _("That was enough for one day. Please try again tomorrow.")
    UNCLEAR = "unclear", _("Something changed in between. This is how it is now.")


class FindForm(ManagingForm):
    """The name of another listing, or its address pasted from the browser."""

    name = forms.CharField(
        label=_("Its name, or the address of its page"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def text(self):
        """What was typed; empty where nothing was, or nothing that makes sense."""
        return self.cleaned_data["name"].strip() if self.is_valid() else ""

    @property
    def public_id(self):
        """The public id in a pasted address, or None where it is none."""
        found = ADDRESS.search(self.text)
        return found.group(1) if found else None


class ProposeForm(ManagingForm):
    """The listing to link, by its public id."""

    other = forms.CharField(max_length=12, widget=forms.HiddenInput)


class ActForm(ManagingForm):
    """What to do to one of the links of the page."""

    row = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=Act.choices)


class AnswerForm(ManagingForm):
    """The answer of the other side, one of two buttons."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Choice.choices,
        error_messages={"required": _("Choose one of the two answers."), "invalid_choice": _("Choose one of the two.")},
    )
