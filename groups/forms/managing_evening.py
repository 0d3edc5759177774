"""What somebody who looks after a listing can say about one session, on its evening."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import NO_WHOLE_NUMBER, LineField, NumberField, TextField
from groups.forms.managing import ManagingForm, RowForm
from groups.sessions import LONGEST_NAME

MOST_PEOPLE = 5000
LONGEST_WORD = 2000


class SessionForm(ManagingForm):
    """Which session: its name, as `SessionDate.id`; a page that is read may leave it out."""

    name = ""
    """Begins the ids of its fields: there are several such forms on a page."""
    date = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": f"{self.name}_%s"} | kwargs)


class CancelForm(SessionForm):
    """Call the session off, with a word to everybody."""

    name = "cancel"
    note = LineField(
        label=_("Why, and what to do instead"),
        max_length=200,
        required=False,
        help_text=_("You may leave it empty. Everybody can read it."),
    )


class CameForm(SessionForm):
    """How many came."""

    name = "came"
    came = NumberField(
        label=_("How many came?"),
        highest=MOST_PEOPLE,
        required=True,
        error_messages={
            "required": NO_WHOLE_NUMBER,
            "min_value": NO_WHOLE_NUMBER,
            "max_value": _("That is too many: at most %(limit_value)d."),
        },
        help_text=_("Only the number is kept. The public does not see it."),
    )


class StandInForm(SessionForm):
    """Who leads the session this time; empty for: as usual."""

    name = "stand_in"
    stand_in = LineField(
        label=_("Who leads this time?"),
        max_length=60,
        required=False,
        help_text=_("A first name is enough. Everybody can read it. Empty it if nobody stands in."),
    )


class AnnouncementForm(SessionForm):
    """A word to everybody who comes."""

    name = "announcement"
    text = TextField(label=_("What do you want to tell them?"), max_length=LONGEST_WORD)


class Answer(TextChoices):
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")


class AnswerForm(RowForm, SessionForm):
    """Yes or no to somebody who asked to come."""

    name = "answer"
    answer = forms.ChoiceField(choices=Answer.choices)
