"""On which days, in words: "every other Tuesday", "1st and 3rd Monday", "Mon-Fri"."""

import re

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
    numbers, days, is_daily = [], [], False
    for word in _spread(words).split():
        word = word.strip(".&+/;")
        if day := day_names().get(plain(word)):
            days.append(day)
        elif word in NTH:
            numbers.append(NTH[word])
        elif word in EVERY_DAY:
            is_daily = True
        elif word and word not in FILLERS:
            raise not_understood(whole)
    if is_daily and not days:
        return {"freq": Freq.DAILY}
    if not days:
        return None
    if numbers:
        return {"freq": Freq.MONTHLY, "byday": tuple(f"{number}{day}" for day in days for number in numbers)}
    days = tuple(sorted(set(days), key=WEEKDAYS.index))
    return {"freq": Freq.WEEKLY, "interval": interval, "byday": days}


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
