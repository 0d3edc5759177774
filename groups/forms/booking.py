"""What somebody says who comes, and what they do with it afterwards."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import LineField, MailField
from groups.forms.plain import PlainForm

CHOOSE_AGAIN = {"required": _("Please choose again."), "invalid": _("Please choose again.")}


REMINDERS = ("wants_day_before", "wants_hours_before", "wants_question")


class RemindersForm(PlainForm):
    """The two mails before a date, and the one after it; none comes unasked."""

    wants_day_before = forms.BooleanField(label=_("Mail me the day before"), required=False)
    wants_hours_before = forms.BooleanField(label=_("Mail me two hours before"), required=False)
    wants_question = forms.BooleanField(label=_("You may ask me afterwards, once, what helped"), required=False)

    @property
    def reminders(self):
        """Which of them were ticked."""
        return {name: self.cleaned_data[name] for name in REMINDERS}


class ComingForm(RemindersForm):
    """Tell a group that you come. Who is signed in gives no address; who agreed before is not asked again.

    Where a listing is for minors, an adult who answers for the young person fills it in.
    """

    ONLY_ASKED = {"agrees", "answers_for_them"}

    nickname = LineField(
        label=_("What shall they call you?"),
        max_length=40,
        help_text=_("A first name, or any name you like."),
    )
    email = MailField(label=_("Your e-mail address"), help_text=_("The group does not see it."))
    is_first_time = forms.BooleanField(label=_("It is my first time"), required=False)
    agrees = forms.BooleanField(
        label=_("Yes, I agree"),
        error_messages={"required": _("We may keep this only if you agree. Tick the box, or ask the group instead.")},
    )
    answers_for_them = forms.BooleanField(
        label=_("I am a parent or guardian, or from the organization"),
        error_messages={"required": _("This is for people under 18: an adult who answers for them books.")},
    )
    field_order = (
        *("nickname", "email", "is_first_time", *REMINDERS),
        *("answers_for_them", "agrees"),
    )

    def __init__(self, *args, has_account, has_agreed, for_minors, **kwargs):
        super().__init__(*args, **kwargs)
        for name, is_asked in (
            ("email", not has_account),
            ("agrees", not has_agreed),
            ("answers_for_them", for_minors),
            ("wants_question", not for_minors),
        ):
            if not is_asked:
                del self.fields[name]

    @property
    def said(self):
        """What a booking is made of."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.ONLY_ASKED}


class Act(TextChoices):
    """What a button does to a booking."""

    CONFIRM = "confirm", _("Yes, I come")
    TAKE = "take", _("Yes, I take the place")
    CANCEL = "cancel", _("I do not come")
    REMIND = "remind", _("Save")
    ERASE = "erase", _("Erase this booking")


class ActForm(RemindersForm):
    """One button on the page of a booking; the boxes count for `Act.REMIND` alone."""

    do = forms.ChoiceField(choices=Act.choices, error_messages=CHOOSE_AGAIN)


class OwnActForm(ActForm):
    """The same on the page of all bookings of one's own: `row` is which. An account has nothing to confirm."""

    do = forms.ChoiceField(
        choices=[(act.value, act.label) for act in (Act.TAKE, Act.CANCEL, Act.REMIND)], error_messages=CHOOSE_AGAIN
    )
    row = forms.IntegerField(min_value=1, max_value=2**63 - 1, error_messages=CHOOSE_AGAIN)


class Said(TextChoices):
    """What a page says after something was done."""

    TAKE = Act.TAKE.value, _("The place is yours.")
    CANCEL = Act.CANCEL.value, _("You told them that you do not come.")
    REMIND = Act.REMIND.value, _("Saved.")
    ERASED = "erased", _("All your bookings are cancelled and erased.")
    TOO_LATE = "too-late", _("Something changed in between. This is how it is now.")


class ConsentForm(PlainForm):
    """Take back what one agreed to."""

    is_sure = forms.BooleanField(
        label=_("Yes, cancel and erase all my bookings"),
        error_messages={"required": _("Tick the box, so that nothing is erased by mistake.")},
    )
