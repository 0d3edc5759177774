"""What somebody does with what they keep; each form is a button or two."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groups.choices import Stop
from groups.forms.said import SaidForm

MOST_AT_ONCE = 500
LONGEST = 4000


class ListingAct(TextChoices):
    SAVE = "save", _("Save")
    FORGET = "forget", _("Take away")
    NOTICES = "notices", _("Mail me when a date changes")
    NO_NOTICES = "no-notices", _("No more mails about it")


class SearchAct(TextChoices):
    FORGET = "forget", _("Take away")
    MAIL = "mail", _("Mail me what is new, without names")
    NAMES = "names", _("Mail me what is new, with names")
    NO_MAIL = "no-mail", _("No more mails about it")


class Said(TextChoices):
    """What the page of saved things says after something was done."""

    SAVED = "saved", _("Saved.")
    TOWN = "town", _("Saved. Of where you are we kept only the name of the nearest town.")
    FORGOTTEN = "forgotten", _("Taken away.")
    CHANGED = "changed", _("Saved. That holds from now on.")
    TAKEN_OVER = "taken-over", _("What was on this device is in your account now.")
    EMPTY = "empty", _("Nothing is kept any more.")


class ListingActForm(forms.Form):
    """What to do with one listing, and whether its own page asked."""

    do = forms.ChoiceField(choices=ListingAct.choices)
    back = forms.ChoiceField(choices=[("listing", "")], required=False)


class SearchActForm(forms.Form):
    do = forms.ChoiceField(choices=SearchAct.choices)


class QueryForm(forms.Form):
    """A search as it stands behind the question mark of its address."""

    query = forms.CharField(required=False, max_length=LONGEST)


class SeveralField(forms.Field):
    """Several texts of one name; those that are too long or too many are left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        texts = (str(one).replace("\0", "") for one in value or ())
        return [text for text in texts if len(text) <= LONGEST][:MOST_AT_ONCE]


class TakeOverForm(forms.Form):
    """What a device holds: ids of listings, and searches as `QueryForm` has them."""

    listing = SeveralField(required=False)
    search = SeveralField(required=False)


class AddressForm(SaidForm):
    """What was done, and how many things a device had to keep because they were `left` over."""

    left = forms.IntegerField(required=False, min_value=1, max_value=MOST_AT_ONCE)

    @property
    def words(self):
        left = self.cleaned_data["left"] if self.is_valid() else None
        if not left:
            return super().words
        stayed = ngettext(
            "%(n)d stayed on this device: it is no longer listed, or there is no room for it.",
            "%(n)d stayed on this device: they are no longer listed, or there is no room for them.",
            left,
        )
        return f"{super().words} {stayed % {'n': left}}".strip()


class StopForm(forms.Form):
    """Which mails to end, as the address in a mail has it."""

    which = forms.ChoiceField(choices=Stop.choices, required=False)

    @property
    def chosen(self):
        """The `Stop`; the weekly mail where the address does not say."""
        return Stop((self.is_valid() and self.cleaned_data["which"]) or Stop.NEWS)
