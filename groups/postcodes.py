"""Postal codes in what a person typed: which tokens may be one, and which of the world's codes is meant."""

import re
from typing import NamedTuple

from groups.countries import codes_by_key
from groups.models.gazetteer import PostalCode
from groups.place_names import (
    CODE_SHAPES,
    TERRITORIES,
    countries,
    name_key,
    postal_key,
    stored_code,
)

# Letters on old letter-heads and car plates before a code ("D-10115").
PLATES = {
    "A": "AT",
    "B": "BE",
    "D": "DE",
    "E": "ES",
    "F": "FR",
    "H": "HU",
    "I": "IT",
    "N": "NO",
    "P": "PT",
    "S": "SE",
}
LETTERS_FIRST = re.compile(r"([A-Z]{1,2})(\d{4,6})")
# Where the dash stands tells the country: digits before and after it.
DASHES = {(3, 4): "JP", (4, 3): "PT", (5, 4): "US", (5, 3): "BR", (2, 3): "PL"}
DASHED = re.compile(r"(\d+)-(\d+)")
LIKE_A_CODE = re.compile(r"(?=.*\d)(?:[A-Z]\d|[A-Z0-9]{3,10})")
FIVE_DIGITS = re.compile(r"\d{5}")
TOKENS, WINDOW = 12, 3
NAMED = 4  # the fit of a code whose country is given: then a part of a code will do as well ("0189, Singapore")


class Candidate(NamedTuple):
    """Neighbouring tokens that may be a code, and the words around them."""

    key: str
    country: str
    rest: str


class Match(NamedTuple):
    """A code of the gazetteer with how well the words around it fit: 0 is not at all."""

    row: PostalCode
    fit: int


def candidates(text):
    """Every run of up to three tokens that could be a postal code (it holds a digit)."""
    tokens = [token for token in re.split(r"[\s,;]+", text) if token][:TOKENS]
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + WINDOW, len(tokens)) + 1):
            typed = "".join(tokens[start:end])
            key = postal_key(typed)
            if LIKE_A_CODE.fullmatch(key):
                yield Candidate(*with_country(typed, key), name_key(" ".join(tokens[:start] + tokens[end:])))


def with_country(typed, key):
    """The code and the country that the way of writing gives away, if any: `"D-10115"` → `("10115", "DE")`."""
    if dashed := DASHED.fullmatch(typed):
        return key, DASHES.get((len(dashed[1]), len(dashed[2])), "")
    match = LETTERS_FIRST.fullmatch(key)
    country = match and PLATES.get(match[1], match[1] if match[1] in countries() else None)
    return (match[2], country) if country and country not in CODE_SHAPES else (key, "")


def expanded(bias):
    """Countries with the lands that write their codes: `["US"]` → `["US", "PR", …]`."""
    return [code for country in bias for code in (country, *TERRITORIES.get(country, ()))]


def find_codes(text, bias):
    """Matches, best first (one query). `bias` are country codes, dearest first.

    Order: words around the code (place, region, country), a complete code of a coarse country, the bias, the United
    States for five digits (most people write their codes bare), the country with most people.
    """
    asked = list(candidates(text))
    codes = {key for candidate in asked for key in stored_keys(candidate.key)}
    rows = PostalCode.objects.filter(code__in=codes) if codes else ()
    matches = [match for row in rows if (match := best_match(row, asked))]
    wanted = expanded(bias)
    return sorted(matches, key=lambda match: (-match.fit, *rank(match.row, wanted)))


def stored_keys(key):
    return {key} | {code for country in CODE_SHAPES if (code := stored_code(key, country))}


def rank(row, wanted):
    place = wanted.index(row.country) if row.country in wanted else len(wanted)
    is_zip = row.country == "US" and FIVE_DIGITS.fullmatch(row.code) is not None
    return place, not is_zip, -countries()[row.country].population if row.country in countries() else 0


def best_match(row, asked):
    fits = [fit_of(row, c) for c in asked if row.code in (c.key, stored_code(c.key, row.country))]
    least = 0 if any(stored_code(c.key, row.country) == row.code for c in asked) else NAMED
    fits = [fit for fit in fits if fit is not None and fit >= least]
    return Match(row, max(fits)) if fits else None


def fit_of(row, candidate):
    """How much of the rest speaks for the row; None where it names another country."""
    named = {candidate.country} - {""} | countries_named(candidate.rest)
    if named and row.country not in expanded(named):
        return None
    known = set(name_key(f"{row.place_name} {row.region_name} {row.region_code}").split())
    said = known & set(candidate.rest.split())
    is_whole = len(candidate.key) > len(row.code) and not candidate.key.isdigit()
    return NAMED * bool(named) + 2 * bool(said) + is_whole


def countries_named(rest):
    """Countries whose name or abbreviation ends the words; two letters count only as such ("CA" may be California)."""
    words = rest.split()
    names = codes_by_key()
    ends = (" ".join(words[start:]) for start in range(len(words)))
    return {names[end] for end in ends if end in names and (len(end) > 2 or end == "uk")}


def is_telling(code):
    """False for a few digits, which among other words are more often a house number."""
    return len(code) >= 5 or not code.isdigit()


def settled(matches, bias):
    """Whether the first match may be taken without asking: only one country fits as well as it does."""
    first = matches[0]
    rivals = {match.row.country for match in matches if match.fit == first.fit} - {first.row.country}
    wanted = expanded(bias)
    return not rivals or rank(first.row, wanted)[:2] < (len(wanted), True)
