"""A question to a group, and the answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import TOO_LONG, LineField, TextField, TicksField

NO_EMAIL = _("Write an e-mail address, such as name@example.org.")


class WordsForm(forms.Form):
    """The browser checks nothing by itself, so that every answer comes back with a sentence of ours."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class MailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"required": NO_EMAIL, "invalid": NO_EMAIL}

    def __init__(self, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        messages = {"max_length": TOO_LONG}
        super().__init__(**{"max_length": 254, "widget": widget, "error_messages": messages} | kwargs)


class QuestionForm(WordsForm):
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


class AnswerForm(WordsForm):
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
