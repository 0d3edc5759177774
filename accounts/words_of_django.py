"""Sentences of Django that people read and that it does not have in every language of ours, named here for translators.

Nothing uses these values: the catalogues of the site hold a translation for each, and Django looks there first.
"""

from django.utils.translation import gettext_noop, ngettext_lazy, pgettext_lazy

SENTENCES = [
    gettext_noop("Email"),
    gettext_noop(":"),
    gettext_noop("No %(verbose_name)s found matching the query"),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    pgettext_lazy("String to return when truncating text", "%(truncated_text)s…"),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
]
