"""The language somebody reads, kept beside their address, so that mails written later come in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def spoken():
    """The code of the language in use just now; "" where it is none of the site's."""
    code = get_language() or ""
    return code if code in dict(settings.LANGUAGES) else ""


def understood(*codes):
    """The first of `codes` that the site still speaks; its own language where there is none."""
    known = dict(settings.LANGUAGES)
    return next((code for code in codes if code in known), settings.LANGUAGE_CODE)


class LanguageField(models.CharField):
    """A code of `settings.LANGUAGES`: of the language in use when the row was made; "" where nobody knows.

    It has no choices: a site that gives up a language keeps its rows, see `understood`.
    """

    def __init__(self, *args, **options):
        defaults = {
            "verbose_name": _("language of mails"),
            "max_length": 10,
            "blank": True,
            "default": spoken,
            "db_default": "",
            "editable": False,
        }
        super().__init__(*args, **defaults | options)
