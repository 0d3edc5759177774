"""What somebody who looks after a listing can say besides its content: a date, a pause, an invitation, a word."""

from datetime import timedelta

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import (
    COUNTED_DAYS,
    ChoiceField,
    ClockField,
    ClosedDays,
    DayField,
    LineField,
    MailField,
    TextField,
)
from groups.forms.plain import PlainForm
from groups.forms.section import SectionForm
from groups.recurrence.occurrences import first_instant
from groups.sessions import LONGEST_NAME

KEY = {"widget": forms.HiddenInput, "error_messages": {"required": _("Please choose the date again.")}}


class Said(TextChoices):
    """What the page of a listing says after something was done; dates and pauses are told from their own act."""

    BEGUN = "begun", _("Your draft is kept. Look at it, add what you like, then send it in.")
    SAVED = "saved", _("Saved.")
    WAITS = "waits", _("Saved. The public keeps seeing the approved version until somebody has looked at your change.")
    TOLD = "told", _("Sent. The person who reads your listing sees it.")
    UNCHANGED = "unchanged", _("Nothing was changed.")
    SENT_IN = "sent-in", _("Sent in. A person reads it before it is public. You can go on improving it.")
    TAKEN_BACK = "taken-back", _("Your change was taken back. The listing stays as the public sees it.")
    WITHDRAWN = "withdrawn", _("The listing is no longer public. Nothing was erased; you can send it in again.")
    CONFIRMED = "confirmed", _("Thank you. The public now sees that the listing was confirmed today.")
    COPIED = "copied", _("This is your copy. Only you see it. Change what is different, then send it in.")
    PAUSED = "paused", _("Everybody now sees the pause. It opens again by itself after the last day.")
    PAUSED_OPENLY = "paused-openly", _("Everybody now sees the pause. It lasts until you open again.")
    REOPENED = "reopened", _("Open again. Everybody sees that now.")
    CLOSED = "closed", _("Everybody now sees that it is closed for good, and search no longer shows it.")
    REVOKED = "revoked", _("That link no longer opens anything.")
    MAILED = "mailed", _("A new link is on its way to you by e-mail.")
    INVITED = "invited", _("The invitation is on its way.")
    REMOVED = "removed", _("They no longer look after the listing. Secret links open nothing any more; make a new one.")
    JOINED = "joined", _("You now look after this listing too.")
    LEFT = "left", _("You no longer look after that listing.")
    CLAIMED = "claimed", _("The listing is yours now.")
    RULES = "rules", _("Saved. From now on people come like this.")
    ACCEPTED = "accepted", _("They have a place now, and a mail that says so.")
    IN_LINE = "in-line", _("All places are taken just now: they wait in line, and have a mail that says so.")
    DECLINED = "declined", _("They get a mail that says so, in kind words.")
    COUNTED = "counted", _("Thank you. The number is kept; only you who look after the listing see it.")
    ANNOUNCED = "announced", _("Your words are on their way to everybody who comes.")
    HELPERS = "helpers", _("Saved. Everybody sees now that you look for helpers; a person reads it afterwards.")
    HELPERS_WAIT = "helpers-wait", _("Saved. A person reads it before everybody sees it.")
    NO_HELPERS = "no-helpers", _("Taken away. Nobody sees any more that you look for helpers.")
    ENOUGH = "enough", _("That was enough mail for one day. Please try again tomorrow.")
    TOO_LATE = "too-late", _("Something changed in between. This is how it is now.")


class DateChange(TextChoices):
    CANCEL = "cancel", _("Cancel it")
    MOVE = "move", _("Move it")
    NOTE = "note", _("Tell everybody")
    CLEAR = "clear", _("Take the note away")
    ON = "on", _("It is on after all")


class Matter(TextChoices):
    """What a note to a date is about; it begins the note."""

    ROOM = "room", _("Another room or door")
    ONLINE = "online", _("Online this time")
    OTHER = "", _("Something else")


class ManagingForm(PlainForm):
    """A form on the pages of who looks after a listing."""

    def problems(self):
        """What went wrong, as `SectionForm.problems` tells it; empty where nothing did."""
        return list(SectionForm.problems(self))


class WhichDateForm(ManagingForm):
    """One date of the listing: the slot and the local day it has by its rule."""

    slot = forms.IntegerField(min_value=1, max_value=2**63 - 1, **KEY)
    original_on = forms.DateField(input_formats=["%Y-%m-%d"], **KEY)


class DateChangeForm(WhichDateForm):
    """Cancel a date, move it or write a note to it."""

    do = forms.ChoiceField(choices=DateChange.choices, error_messages={"required": _("Please choose what to do.")})
    matter = ChoiceField(label=_("What is different?"), choices=Matter.choices, required=False, radios=True)
    note = LineField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Such as “Room 4, first floor”. Everybody can read it."),
    )
    moved_to = DayField(label=_("New day"), validators=COUNTED_DAYS)
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))

    def clean(self):
        cleaned = super().clean()
        asks = {DateChange.MOVE: self._clean_move, DateChange.NOTE: self._clean_note}.get(cleaned.get("do"))
        if asks:
            asks(cleaned)
        return cleaned

    def _clean_move(self, cleaned):
        for name in ("moved_to", "starts", "ends"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Please fill this in."))

    def _clean_note(self, cleaned):
        if not cleaned.get("note") and not cleaned.get("matter"):
            self.add_error("note", _("Say in a few words what is different."))

    @property
    def public_note(self):
        """The note as the public reads it, such as “Online this time: the link is the usual one”."""
        matter, note = self.cleaned_data.get("matter"), self.cleaned_data["note"]
        return ": ".join(filter(None, [str(Matter(matter).label) if matter else "", note]))

    def moments(self, zone):
        """New beginning and end as instants, by the clocks of `zone`; an end before the beginning is the next day."""
        cleaned = self.cleaned_data
        ends_on = cleaned["moved_to"] + timedelta(days=cleaned["ends"] <= cleaned["starts"])
        return (
            first_instant(cleaned["moved_to"], cleaned["starts"], zone),
            first_instant(ends_on, cleaned["ends"], zone),
        )


class PauseForm(ClosedDays, ManagingForm):
    """From the first to the last day; without a last day until further notice."""

    starts_on = DayField(label=_("First day of the pause"), required=True, validators=COUNTED_DAYS)
    ends_on = DayField(
        label=_("Last day"), validators=COUNTED_DAYS, help_text=_("Leave it empty if you do not know yet.")
    )
    note = LineField(
        label=_("Why, and what to do instead"),
        max_length=250,
        required=False,
        help_text=_("Everybody can read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "id_pause_%s"} | kwargs)  # dates on the same page have notes too


class WordForm(ManagingForm):
    """A word to the moderator."""

    note = TextField(
        label=_("A word to the person who reads it"),
        max_length=2000,
        required=False,
        help_text=_("The public never sees this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(ManagingForm):
    """Close for good, with a word to the moderator."""

    note = LineField(
        label=_("A last word"),
        max_length=250,
        required=False,
        help_text=_("Such as why it ends. Only a moderator reads it; the public never sees this."),
    )


class InviteForm(ManagingForm):
    """Ask somebody by e-mail to look after the listing too or, where the sender `may_hand_over`, instead."""

    email = MailField(label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    hands_over = forms.BooleanField(label=_("They answer for it from now on, instead of me"), required=False)

    def __init__(self, *args, may_hand_over, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_hand_over = may_hand_over
        if not may_hand_over:
            del self.fields["hands_over"]

    def clean(self):
        if not self.may_hand_over and self.data.get("hands_over"):
            self.add_error(None, _("Only the person who answers for the listing can hand it over."))
        return super().clean()


class RowForm(ManagingForm):
    """One row of the page: a pause to end, a link to revoke, an act to undo."""

    row = forms.IntegerField(min_value=1, max_value=2**63 - 1, **KEY)


class UndoForm(RowForm):
    """An act to undo; `date`, the name of its session, where that was asked on the page of the evening."""

    date = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)


class AddressForm(ManagingForm):
    """What the page of a listing is asked to say, and which page of a list to show; anything odd is passed over."""

    said = forms.ChoiceField(choices=Said.choices, required=False)
    event = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    @classmethod
    def of(cls, request):
        """What the address says, cleaned; nothing it says can fail."""
        form = cls(request.GET)
        form.is_valid()
        return form.cleaned_data


def said_in(request):
    """What the address asks the page to say, in words; empty where it asks nothing."""
    said = AddressForm.of(request).get("said")
    return Said(said).label if said else ""
