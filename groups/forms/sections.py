"""Every section of a listing but its times, in the order in which they are asked."""

from groups.forms.basics import BasicsForm
from groups.forms.contacts import ContactsForm
from groups.forms.helping import HelpForm
from groups.forms.people import FirstVisitForm, JoiningForm, PeopleForm
from groups.forms.place import PlaceForm
from groups.forms.texts import TextsForm
from groups.forms.words import WordsForm

__all__ = [
    "SECTION_FORMS",
    "BasicsForm",
    "ContactsForm",
    "FirstVisitForm",
    "HelpForm",
    "JoiningForm",
    "PeopleForm",
    "PlaceForm",
    "TextsForm",
    "WordsForm",
]

SECTION_FORMS = {
    form.section: form
    for form in (
        *(BasicsForm, PlaceForm, ContactsForm, WordsForm, HelpForm, PeopleForm, JoiningForm, FirstVisitForm),
        TextsForm,
    )
}
