"""How dates, weekdays and times are written in the language of the page, and in English: the words, and patterns made
of them. The names of months and days are those that Django has for the language; nothing is listed twice."""

import re
import unicodedata
from functools import cache

from django.utils import dates as names
from django.utils.translation import override, pgettext_lazy

MONTH_SETS = (names.MONTHS, names.MONTHS_3, names.MONTHS_AP, names.MONTHS_ALT)
WEEKDAY_SETS = (names.WEEKDAYS, names.WEEKDAYS_ABBR)
MORE_MONTHS = pgettext_lazy("other ways to write months, by number, as people type dates", "9 sept")
MORE_WEEKDAYS = pgettext_lazy(
    "other ways to write weekdays, by number from Monday, as people type dates", "2 tues, 3 weds, 4 thur, 4 thurs"
)
ROLES = {
    "and": pgettext_lazy("typed between days of one month; several words with commas", "and"),
    "of": pgettext_lazy("typed between a day and its month; several words with commas", "of"),
    "the": pgettext_lazy("typed before the number of a day; several words with commas", "the, day"),
    "nth": pgettext_lazy("typed behind the number of a day; several endings with commas", "st, nd, rd, th"),
    "to": pgettext_lazy("typed between two times; several words with commas", "to, until, till"),
    "clock": pgettext_lazy("typed behind a time such as 18:30; several words with commas", "h, hrs, hours"),
    "beside": pgettext_lazy("typed beside dates, weekdays and times; several words with commas", "and, at, from, on"),
}
"""What small words do in a line of dates. Every language names its own; those of English are known in all."""

SAME_LETTERS = str.maketrans("يىكھةۃ", "ییکہہہ")
"""Letters of Arabic keyboards, and those that read alike, by the one that they are compared as."""
UNSEEN = ("Mn", "Cf")
"""Accents and other marks of letters, and signs for the direction of a text (Unicode categories)."""


def plain(line):
    """`line` with one sort of letters, digits, commas and dashes, all lower case, without accents."""
    apart = unicodedata.normalize("NFKD", line).lower()
    text = "".join(sign for sign in apart if unicodedata.category(sign) not in UNSEEN).translate(SAME_LETTERS)
    text = re.sub("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]", "-", text).replace("\N{ARABIC COMMA}", ",")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@cache
def months(language):
    """The names of months, plain, and their numbers from 1."""
    return _named(MONTH_SETS, MORE_MONTHS, 0, language)


@cache
def weekdays(language):
    """The names of weekdays, plain, and their numbers: 0 is Monday."""
    return _named(WEEKDAY_SETS, MORE_WEEKDAYS, -1, language)


@cache
def small_words(role, language):
    """The small words with a `role`, plain, the longest first."""
    return _longest_first(word for code in (language, "en") for word in _in_language(code, ROLES[role]))


@cache
def grammar(language):
    """What may come next in a plain line, by its sort and in the order in which to try it."""
    month, weekday = _one_of(months(language)), _one_of(weekdays(language))
    both, of, the, nth, to, clock, beside = (_one_of(small_words(role, language)) for role in ROLES)
    half = r"\s*[ap]\.?\s?m\b\.?"
    day = rf"\d{{1,2}}(?:\.?(?:{nth})(?!\w))?(?!\d|[:.]\d|{half})"
    days = rf"(?P<days>{day}(?:\s*(?:,\s*(?:{both})\b|,|(?:{both})\b|&|\+)\s*{day}(?!\s*-\s*\d))*)"
    year = rf"(?:[\s,.\-/]*(?:(?:{of})\s+)?(?P<year>\d{{4}})(?!\d|[:.]\d))"
    timed = rf"(?:\d{{1,2}}[:.h]\d{{2}}(?::00)?(?!\d)(?:{half}|\s*(?:{clock})\b)?|\d{{1,2}}{half})"
    first = _month_first(language, rf"\b\.?\s*(?:(?:{of}|{the})\s+)*{days}", year)
    patterns = {
        "iso": r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/]\d)(?:t(?=\d))?",
        "slashed": r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?!\d|[-/]\d)",
        "dashed": r"(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<year>\d{4}|\d{2})(?!\d|[-/]\d)",
        "dotted": r"(?P<first>\d{1,2})\.\s?(?P<second>\d{1,2})\.(?P<year>\s?\d{4}|\d{2})?(?!\d|[:.]\d)",
        "day_month": rf"(?:(?:{the})\s+)*{days}[\s.\-/]*(?:(?:{of})\s+)?(?P<month>{month})\b\.?{year}?",
        "month_day": first,
        "range": rf"(?P<begin>{timed}|\d{{1,2}})\s*(?:-|(?:{to})\b)\s*(?P<finish>{timed})",
        "time": rf"(?P<begin>{timed})(?P<finish>)",
        "weekday": rf"({weekday})s?\b",
        "skip": rf"(?:\W|_)+|(?:{beside})\b",
    }
    return {sort: re.compile(pattern) for sort, pattern in patterns.items()}


def _month_first(language, days, year):
    """A month before its days. A word that names a weekday as well ("mar" is March and Tuesday in Spanish) is the month
    only where a year stands behind: "mar 3 abr" is a Tuesday in April."""
    known = months(language)
    both = known.keys() & weekdays(language).keys()
    sure = _one_of(known.keys() - both)
    doubtful = rf"(?:{_one_of(both)})(?={days.replace('?P<days>', '?:')}{year.replace('?P<year>', '?:')})|" * bool(both)
    return rf"(?P<month>{doubtful}{sure}){days}{year}?"


def _named(sets, more, shift, language):
    """Names of the language, and English ones, to their numbers: plain, without a full stop."""
    found = {}
    for code in (language, "en"):
        with override(code):
            words = [(str(name), number) for names_of in sets for number, name in names_of.items()]
        split = (one.partition(" ") for one in _in_language(code, more))
        words += [(name, int(number) + shift) for number, _space, name in split]
        found = {plain(name).rstrip("."): number for name, number in words} | found
    return found


def _in_language(code, words):
    """Words that are told with commas between them, in the language `code`."""
    with override(code):
        return [word for part in plain(str(words)).split(",") if (word := part.strip())]


def _longest_first(words):
    return sorted(set(words), key=lambda word: (-len(word), word))


def _one_of(words):
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in _longest_first(words))
