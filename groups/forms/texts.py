"""What a group says of itself, once more in other languages."""

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import TextField
from groups.forms.section import SectionForm
from groups.models.texts import TEXTS

LABELS = {
    "description": _("In a few sentences: what happens there?"),
    "how_to_join": _("How to join"),
    "what_to_expect": _("What happens the first time?"),
}
LONGEST = 2000


class TextsForm(SectionForm):
    """Three texts in each language of the site, all of them free to stay empty; fields are named "es-description"."""

    section = "texts"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for language, _name in settings.LANGUAGES:
            for name in TEXTS:
                field = TextField(label=LABELS[name], max_length=LONGEST, required=False)
                field.widget.attrs |= {"lang": language, "dir": "rtl" if bidi(language) else "ltr", "rows": 3}
                self.fields[f"{language}-{name}"] = field

    @classmethod
    def initial_from(cls, value):
        typed = {f"{language}-{name}": text for language, said in (value or {}).items() for name, text in said.items()}
        return super().initial_from(None) | typed | {"before": value}

    def languages(self):
        """The fields by language, as `(its own name, its code, whether something is said in it, fields)`."""
        for language, own_name in settings.LANGUAGES:
            fields = [self[f"{language}-{name}"] for name in TEXTS]
            yield own_name, language, any(field.value() or field.errors for field in fields), fields

    def content(self):
        said = {
            language: {name: text for name in TEXTS if (text := self.cleaned_data[f"{language}-{name}"])}
            for language, _name in settings.LANGUAGES
        }
        return {language: texts for language, texts in said.items() if texts}


def bidi(language):
    """Whether a language is written from right to left."""
    return get_language_info(language)["bidi"]
