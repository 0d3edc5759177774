"""The order in which people of a language look for a name in a list."""

import unicodedata
from functools import lru_cache

from django.utils.translation import get_language

LETTERS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "ur": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہۂھءیئےۓ",
}
"""The letters of languages whose order is not that of their code points, as their dictionaries have them: `ñ` is a
letter of its own behind `n`, `آ` one before `ا`."""
FIRST_PLACE = 0xE000
"""Places in the alphabet stand for letters as private code points (Unicode), behind all letters of other scripts."""

_TABLES = {
    language: {ord(letter): chr(FIRST_PLACE + nth) for nth, letter in enumerate(letters)}
    for language, letters in LETTERS.items()
}


def sort_key(name):
    """What names are sorted by on a page: the letters of its language in their order, accents only where else equal."""
    return _key(name, get_language() or "")


@lru_cache(maxsize=2_000)
def _key(name, language):
    text, table = unicodedata.normalize("NFC", name).casefold(), _TABLES.get(language, {})
    apart = unicodedata.normalize("NFD", text.translate(table))
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(table), text
