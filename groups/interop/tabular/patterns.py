"""On which days, in words: "every other Tuesday", "1st and 3rd Monday", "Mon-Fri"."""

import re
from itertools import pairwise

from django.conf import settings
from django.utils import translation
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from groups.interop.reading import clean
from groups.interop.tabular.columns import plain
from groups.interop.timing import NTH
from groups.recurrence import WEEKDAYS, Freq, RecurrenceError

FILLERS = {"every", "each", "on", "the", "of", "month", "a", "at", "weekly", "monthly", "and", "in"}
EACH = {"every", "each"}
MONTH = {"month", "monthly"}
EVERY_DAY = {"day", "daily", "days"}
STEP = re.compile(
    r"(?:every )?(?:(other|second|2nd)|(\d{1,2})) weeks?(?: on)? (.+)|every other (?P<day>.+)"
    r"|(.+) (?P<every>fortnightly|biweekly)"
)
RANGE = re.compile(r"(\w+)\s?[-–]\s?(\w+)")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_pattern(words, whole, *, is_dated):
    """`freq`, `interval` and `byday` of a pattern in words; None where there are none but fillers.

    `whole` is the text it is of, for the sentence; `is_dated` tells whether that names a first day. Raises
    RecurrenceError.
    """
    interval, words = _step(words)
    if interval > 1 and not is_dated:
        told = _("“%(text)s”: say from which day it counts, such as “from 2026-03-31”.")
        raise RecurrenceError(told % {"text": clean(whole, 60)})
    said = [word for one in _spread(words).split() if (word := one.strip(".&+/;"))]
    if not all(word in NTH or word in EVERY_DAY or word in FILLERS or _day(word) for word in said):
        raise not_understood(whole)
    parts = _parts(said)
    days = [day for _numbers, own in parts for day in own]
    is_numbered, is_daily = any(numbers for numbers, _days in parts), not days and bool(EVERY_DAY & set(said))
    if interval > 1 and (is_numbered or is_daily):
        raise not_understood(whole)
    if is_numbered:
        return {"freq": Freq.MONTHLY, "byday": _numbered(parts, said, whole)}
    if is_daily:
        return {"freq": Freq.DAILY}
    if MONTH & set(said):
        raise not_understood(whole)
    if not days:
        return None
    return {"freq": Freq.WEEKLY, "interval": interval, "byday": tuple(sorted(set(days), key=WEEKDAYS.index))}


def _day(word):
    return day_names().get(plain(word))


def _parts(said):
    """`(numbers, days)` of each part of a pattern: "1st and 3rd Monday and last Friday" has two."""
    parts = [([], [])]
    for word, after in pairwise([*said, ""]):
        if parts[-1][1] and (word in NTH or (word in EACH and after != "month")):
            parts.append(([], []))
        if word in NTH:
            parts[-1][0].append(NTH[word])
        elif day := _day(word):
            parts[-1][1].append(day)
    return parts


def _numbered(parts, said, whole):
    """The days of a monthly pattern, each with its number. Raises RecurrenceError for what may mean two things.

    “Every second Tuesday” is every other Tuesday to some, and one day of the month to others.
    """
    if len(parts) == 2 and parts[0][0] == parts[1][1] == [] and len(parts[0][1]) == 1:  # “Monday, 1st and 3rd”
        parts = [(parts[1][0], parts[0][1])]
    numbers = [number for own, _days in parts for number in own]
    is_step = bool(EACH & set(said)) and len(numbers) == 1 and numbers[0] > 1 and not MONTH & set(said)
    if is_step or not all(own and days for own, days in parts):
        raise not_understood(whole)
    return tuple(dict.fromkeys(f"{number}{day}" for own, days in parts for day in days for number in own))


def not_understood(whole):
    """The error that tells whoever wrote `whole` how to write a time."""
    told = _("“%(text)s” is not a time we understand. Write it such as: every Tuesday 18:30-20:00.")
    return RecurrenceError(told % {"text": clean(whole, 60)})


def _step(words):
    """In how many weeks, and the words without that."""
    found = STEP.fullmatch(words)
    if not found:
        return 1, words
    days = found[3] or found["day"] or found[5]
    return (2 if found[1] or found["day"] or found["every"] else max(int(found[2]), 1)), days


def _spread(words):
    """`mon-fri` as all its days."""

    def days(found):
        first, last = (day_names().get(plain(name)) for name in found.groups())
        if not first or not last:
            return found[0]
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
        return " ".join(ENGLISH[place % 7] for place in range(begin, end + 1 + (7 if end < begin else 0))).lower()

    return RANGE.sub(days, words.replace("/", " ").replace("&", " "))


def day_names():
    """RFC letters by the names of days, long and short, in English and the languages of the site."""
    names = {}
    for language in dict.fromkeys([*dict(settings.LANGUAGES), "en"]):
        if language not in NAMES_BY_LANGUAGE:
            with translation.override(language):
                NAMES_BY_LANGUAGE[language] = dict(_names())
        names |= NAMES_BY_LANGUAGE[language]
    return names


NAMES_BY_LANGUAGE = {}


def _names():
    for number, letters in enumerate(WEEKDAYS):
        for name in (str(WEEKDAY_NAMES[number]), str(WEEKDAYS_ABBR[number]), ENGLISH[number], ENGLISH[number][:3]):
            yield plain(name), letters
            yield plain(name) + "s", letters
    yield from {"tues": "TU", "weds": "WE", "thur": "TH", "thurs": "TH"}.items()
