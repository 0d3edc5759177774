"""How names of places and postal codes are written and compared. Pure: no database, no network.

A *key* is a name as the gazetteer's index holds it: lower case, no accents, no punctuation, single spaces.
"""

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA_FOLDER = Path(__file__).resolve().parent / "data" / "gazetteer"

# Letters that Unicode does not take apart, and Arabic-script letters that keyboards of different languages
# write differently for the same word.
LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e",
        "ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ة": "ه", "ە": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ـ": None,
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, ".": None, "・": " ",
    }
)  # fmt: skip
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670]")
SEPARATORS = re.compile(r"[\W_]+")
SHORT_WORDS = {"saint": "st", "sainte": "ste", "sankt": "st", "mount": "mt", "fort": "ft"}
SHORT_WORD = re.compile(rf"\b({'|'.join(SHORT_WORDS)})\b")
LONG_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
LONG_WORD = re.compile(rf"\b({'|'.join(LONG_WORDS)})\b(?=.)")


def name_key(name):
    """The key of a name: `"São Paulo"` → `"sao paulo"`, `"München"` → `"munchen"`, `"東京"` → itself."""
    if name.isascii():
        folded = name.lower().translate(LETTERS)
    else:
        apart = unicodedata.normalize("NFKD", name.casefold())
        folded = unicodedata.normalize("NFC", MARKS.sub("", apart)).translate(LETTERS)
    return SEPARATORS.sub(" ", folded).strip() if folded.isascii() else _spaced(folded)


def name_keys(name):
    """Every key a name is found by: `"munchen"` and `"muenchen"`, `"st louis"` and `"saint louis"`."""
    keys = {name_key(name), name_key(unicodedata.normalize("NFC", name).casefold().translate(UMLAUTS))}
    keys |= {SHORT_WORD.sub(lambda word: SHORT_WORDS[word[0]], key) for key in keys}
    keys |= {LONG_WORD.sub(lambda word: LONG_WORDS[word[0]], key) for key in keys}
    return keys - {""}


def _spaced(folded):
    """Everything but letters, vowel signs and digits becomes a space (`\\w` would split Hindi or Thai)."""
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return " ".join("".join(kept).split())


# Postal codes

# What to keep of a code where people write more than the data knows; of these only a part is known at all.
COARSE_SHAPES = {
    "GB": re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\d[A-Z]{2})?"),
    "CA": re.compile(r"([A-Z]\d[A-Z])(?:\d[A-Z]\d)?"),
    "NL": re.compile(r"(\d{4})(?:[A-Z]{2})?"),
    "IE": re.compile(r"([A-Z]\d[\dW])(?:[A-Z\d]{4})?"),
    "JP": re.compile(r"(\d{5})(?:\d{2})"),
    "PT": re.compile(r"(\d{4})(?:\d{3})?"),
    "SG": re.compile(r"(\d{4})(?:\d{2})"),
    "MT": re.compile(r"([A-Z]{3})(?:\d{2,4})?"),
}
COARSE_SHAPES |= dict.fromkeys(("JE", "GG", "IM"), COARSE_SHAPES["GB"])
COARSE_COUNTRIES = frozenset(COARSE_SHAPES)
ZIP_PLUS_FOUR = re.compile(r"(\d{5})(?:\d{4})?")
FRENCH_BUSINESS = re.compile(r"(\d{5})(?:[A-Z].*)?")
CODE_SHAPES = (
    COARSE_SHAPES
    | dict.fromkeys(("US", "PR", "VI", "GU", "AS", "MP"), ZIP_PLUS_FOUR)
    | dict.fromkeys(("FR", "RE", "GP", "MQ", "GF", "YT", "PM", "NC", "PF", "WF"), FRENCH_BUSINESS)
)

# Lands with their own country code whose people, and whose directories, write the larger country's.
TERRITORIES = {
    "US": ("PR", "VI", "GU", "AS", "MP"),
    "GB": ("JE", "GG", "IM"),
    "FR": ("RE", "GP", "MQ", "GF", "YT", "PM", "NC", "PF", "WF"),
    "FI": ("AX",),
    "DK": ("FO", "GL"),
    "NO": ("SJ",),
    "AU": ("NF", "CX", "CC"),
}


def postal_key(code):
    """A postal code without spaces and dashes, in capitals: `"sw1a 1aa"` → `"SW1A1AA"`."""
    return re.sub(r"[\s\-‐-―]+", "", code).upper()


def stored_code(key, country):
    """What the gazetteer holds for a code: `("SW1A1AA", "GB")` → `"SW1A"`; None if no such code can be."""
    shape = CODE_SHAPES.get(country)
    if shape is None:
        return key.removeprefix(country)
    match = shape.fullmatch(key)
    return match[1] if match else None


# Countries


class Country(NamedTuple):
    code: str
    name: str
    population: int


@lru_cache(maxsize=1)
def countries():
    """All countries by ISO 3166-1 alpha-2 code, in the order of the alphabet (about 250)."""
    with (DATA_FOLDER / "countries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t")
        return {code: Country(code, name, int(population)) for code, name, population, *_ in rows}


@lru_cache(maxsize=1)
def country_codes_by_key():
    """Country codes by each key of their names: `"uk"` → `"GB"`, `"deutschland"` → `"DE"`."""
    with (DATA_FOLDER / "countries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))
    return {key: code for code, _, _, keys in rows for key in keys.split("|")}


def country_name(code):
    """English name of a country, or the code itself where it is unknown."""
    country = countries().get(code)
    return country.name if country else code
