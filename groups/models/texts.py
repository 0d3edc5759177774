"""What a group says of itself in other languages than its first, as one value beside its own columns."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TEXTS = ("description", "how_to_join", "what_to_expect")
"""What can be said in every language; names and notes stay as they are."""
NOT_TEXTS = _("Texts are kept by language, such as {“es”: {“description”: “…”}}.")


def check_texts(texts):
    """Refuse what is not `{language: {name: text}}` of our languages and of `TEXTS`, none of them empty."""
    known = dict(settings.LANGUAGES)
    sound = isinstance(texts, dict) and all(
        language in known
        and isinstance(said, dict)
        and bool(said)
        and all(name in TEXTS and isinstance(text, str) and text.strip() for name, text in said.items())
        for language, said in texts.items()
    )
    if not sound:
        raise ValidationError(NOT_TEXTS)


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of a listing for the reader of a page: in their language where the group has said them in it.

    `first` holds, by name, the group's own first words for those that are told in another language, else "".
    """

    description: str
    how_to_join: str
    what_to_expect: str
    first: dict[str, str]


def told(listing, first_visit, language=None):
    """What `listing`, with its `first_visit` or None, says to a reader of `language` (that of the page)."""
    own = {
        "description": listing.description,
        "how_to_join": listing.how_to_join,
        "what_to_expect": first_visit.what_to_expect if first_visit else "",
    }
    theirs = listing.texts.get(language or get_language() or "", {})
    return Told(**own | theirs, first={name: own[name] if name in theirs else "" for name in TEXTS})
