"""A question to a group, and the answer to it."""

from django.utils.translation import gettext_lazy as _

from groups.forms.fields import LineField, MailField, TextField, TicksField
from groups.forms.plain import PlainForm


class QuestionForm(PlainForm):
    """What somebody wants to ask, and where the answer is to go."""

    text = TextField(label=_("Your question"), max_length=2000)
    nickname = LineField(
        label=_("What shall they call you?"),
        max_length=40,
        required=False,
        help_text=_("A first name or any name you like; you can leave it empty."),
    )
    email = MailField(
        label=_("Your e-mail address"),
        help_text=_("The answer comes to it. The group does not see it."),
    )


class AnswerForm(PlainForm):
    """The answer, and which of the listing's own contacts (`offered`, a queryset) go with it."""

    text = TextField(label=_("Your answer"), max_length=4000)
    contacts = TicksField(
        label=_("Show these too"),
        required=False,
        help_text=_("They are not public. Tick only what this person may have."),
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {str(contact.pk): contact for contact in offered}
        if self.offered:
            self.fields["contacts"].choices = [
                (pk, f"{contact.get_channel_display()}: {contact.value}") for pk, contact in self.offered.items()
            ]
        else:
            del self.fields["contacts"]

    @property
    def chosen(self):
        """The contacts that were ticked."""
        return [self.offered[pk] for pk in self.cleaned_data.get("contacts", [])]
