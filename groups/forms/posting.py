"""The one screen that is enough to begin a listing: its name, where, when, and how to reach somebody."""

from django.utils.translation import gettext_lazy as _

from groups.forms.basics import ShortBasicsForm
from groups.forms.contacts import OneContactForm
from groups.forms.fields import MailField
from groups.forms.place import PlaceForm
from groups.forms.section import SectionForm
from groups.forms.times import UNKNOWN_ZONE, TimesForm


class SubmitterForm(SectionForm):
    """Where to write to somebody who posts without an account: no section, nobody is shown it."""

    email = MailField(
        label=_("Your e-mail address"),
        help_text=_("Nobody is shown it. We send you one link, to make sure that it is yours."),
        error_messages={"required": _("We need an address to send you a link.")},
    )


class OneScreenForm:
    """Basics, place, one contact and times, each under the prefix of its section: several forms, used like one.

    `formality` is the door. With `asks_email`, for somebody who is not signed in, there is a `submitter` too. Where a
    button of the times was pressed (`is_only_edited`), nothing else is checked: show the page again, save nothing.
    """

    def __init__(self, data=None, *, formality, asks_email=False, country_bias=()):
        self._data, self._options = data, {"formality": formality, "country_bias": country_bias}
        self.is_only_edited = TimesForm(data, prefix="times").is_only_edited
        self.basics = self._begin(ShortBasicsForm)
        self.place = self._begin(PlaceForm)
        self.contacts = self._begin(OneContactForm)
        self.times = TimesForm(data, prefix="times", zone=self._zone(), **self._options)
        self.submitter = self._begin(SubmitterForm, prefix="submitter") if asks_email else None

    def _begin(self, form_class, **options):
        """The form with what was sent; unchecked, as though it had only been opened, while the times are edited."""
        options = {"prefix": form_class.section} | self._options | options
        form = form_class(self._data, **options)
        if not self.is_only_edited:
            return form
        typed = {name: form[name].data for name in form.fields if form[name].data is not None}
        return form_class(initial=typed, **options)

    def _zone(self):
        """The zone of the place; while that is wrong, one that stands in, so that only the place is asked about."""
        if not self.place.is_bound:
            return self.place["timezone"].value() or ""
        return self.place.content()["timezone"] if self.place.is_valid() else UNKNOWN_ZONE

    @property
    def forms(self):
        """The forms in the order of the page."""
        forms = (self.basics, self.place, self.times, self.contacts, self.submitter)
        return [form for form in forms if form is not None]

    def is_valid(self):
        sound = [form.is_valid() for form in self.forms]  # all of them, so that all is said at once
        return all(sound) and not self.is_only_edited

    def problems(self):
        """What went wrong, as `SectionForm.problems` tells it; nothing while the times are only edited."""
        if not self.is_only_edited and self._data is not None:
            for form in self.forms:
                yield from form.problems()

    def content(self):
        """The sections basics, place, contacts and times."""
        return {form.section: form.content() for form in (self.basics, self.place, self.contacts, self.times)}

    @property
    def email(self):
        """The address of somebody without an account; "" where none was asked for."""
        return self.submitter.cleaned_data["email"] if self.submitter else ""
