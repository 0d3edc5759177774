"""What a visitor may say of a listing."""

from django.utils.translation import gettext_lazy as _

from groups.choices import Fault
from groups.forms.fields import ChoiceField, MailField, TextField
from groups.forms.plain import PlainForm


class ReportForm(PlainForm):
    """What is wrong, in a word and in words; an address only for who wants to hear what became of it."""

    fault = ChoiceField(label=_("What is it?"), choices=Fault.choices, radios=True)
    text = TextField(
        label=_("In your words"),
        max_length=2000,
        required=False,
        help_text=_("Name no person, and nothing that somebody told in trust."),
    )
    email = MailField(
        label=_("Your e-mail address, if you want to hear what became of it"),
        required=False,
        help_text=_("We send you a link first, to be sure that it is yours. Nobody of the group sees it."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("fault") == Fault.OTHER and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Please say in a few words what it is."))
        return cleaned
