"""Sentences and names of the shipped data files in the language of the page.

The data of crisis lines and instruments is read once, when the process starts; its words for other languages stand in
`data/words/<language>.toml`: names of countries by their code, and other texts by what they are in English.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "data" / "words"


def told(text):
    """A text of the data in the language of the page, or as it is where nobody has translated it."""
    return _words("texts").get(text, text)


def country_name(code, name):
    """The country with this code (ISO 3166-1 alpha-2) in the language of the page; `name` where it has none there."""
    return _words("country").get(code, name)


def _words(table):
    return by_language().get(get_language() or "", {}).get(table, {})


@cache
def by_language():
    """Every file as `{language: {table: {key: words}}}`."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
