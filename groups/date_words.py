"""What stands in one line of dates: days, the weekdays and times beside them, as people type them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache

from django.utils import dates as names
from django.utils.translation import get_language, override

MONTH_SETS = (names.MONTHS, names.MONTHS_3, names.MONTHS_AP, names.MONTHS_ALT)
WEEKDAY_SETS = (names.WEEKDAYS, names.WEEKDAYS_ABBR)
ALSO_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
ORDERS = {"dmy": ("day", "month"), "mdy": ("month", "day")}
LEAP_YEAR = 2000

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*([ap])?")
_NUMBERING = re.compile(r"^\W*\d{1,2}[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Written:
    """One date as written: `numbers` in the `order` "dmy" or "mdy" (None: nobody knows), `year` or None.

    `weekday` (0 is Monday), `start` and `end` are what stands beside it, or None; `text` is the date itself.
    """

    numbers: tuple[int, int]
    order: str | None
    year: int | None
    text: str
    weekday: int | None = None
    start: time | None = None
    end: time | None = None

    def in_year(self, year, order):
        """The date in `year`, its numbers read in their own order or else in `order`; None where there is none."""
        parts = dict(zip(ORDERS[self.order or order], self.numbers, strict=True))
        try:
            return date(year, parts["month"], parts["day"])
        except ValueError:
            return None

    def works_as(self, order):
        """Whether it names a day that exists, read in `order`, and on the weekday that stands beside it."""
        day = self.in_year(self.year or LEAP_YEAR, order)
        return day is not None and (not self.year or self.weekday in (None, day.weekday()))


@dataclass(frozen=True, slots=True)
class _Days:
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class _Weekday:
    number: int


@dataclass(frozen=True, slots=True)
class _Span:
    start: time
    end: time | None


def read_line(line):
    """The dates of one line as a list of Written; empty where any word of it is not understood."""
    text = _plain(line)
    for candidate in (text, _NUMBERING.sub("", text)):
        found = _scan(candidate)
        if any(isinstance(one, _Days) for one in found):
            return _together(found)
    return []


def _plain(line):
    """`line` with one sort of letters, digits and dashes, all lower case."""
    text = unicodedata.normalize("NFKC", line).lower()
    text = re.sub("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]", "-", text)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _scan(text):
    """The days, weekdays and times of a plain line, in order; empty if anything else is in it."""
    grammar, found, at = _grammar(get_language() or "en"), [], 0
    while at < len(text):
        match, sort = next(((m, sort) for sort, p in grammar.items() if (m := p.match(text, at))), (None, ""))
        read = _READERS[sort](match) if match else None
        if match is None or (read is None and sort != "skip"):
            return []
        if read:
            found.append(read)
        at = match.end()
    return found


def _together(found):
    """Each date with the weekday and the times that belong to it.

    A weekday belongs to one neighbour only; times hold for all dates up to the next times.
    """
    days = [one for one in found if isinstance(one, _Days)]
    weekdays = _beside(found, _Weekday, holds_on=False)
    spans = _beside(found, _Span, holds_on=True)
    return [
        replace(
            written,
            weekday=weekday and weekday.number,
            start=span and span.start,
            end=span and span.end,
        )
        for group, weekday, span in zip(days, weekdays, spans, strict=True)
        for written in group.written
    ]


def _beside(found, sort, *, holds_on):
    """For each group of days the word of `sort` that belongs to it, or None.

    In a line that begins with such a word it stands before its days, otherwise behind them.
    """
    relevant = [one for one in found if isinstance(one, sort | _Days)]
    stands_before = isinstance(relevant[0], sort)
    belonging, word = [], None
    for one in relevant if stands_before else reversed(relevant):
        if isinstance(one, sort):
            word = one
        else:
            belonging.append(word)
            word = word if holds_on else None
    return belonging if stands_before else belonging[::-1]


def _iso(match):
    text, year, _, month, day = match.group(0, 1, 2, 3, 4)
    return _Days((Written((int(day), int(month)), "dmy", int(year), text),))


def _numbers(order):
    def read(match):
        text, first, second, year = match.group(0, "first", "second", "year")
        return _Days((Written((int(first), int(second)), order, _year(year), text.strip()),))

    return read


def _worded(match):
    month = _months(get_language() or "en")[match["month"]]
    days = [int(day) for day in re.findall(r"\d+", match["days"])]
    return _Days(tuple(Written((day, month), "dmy", _year(match["year"]), match[0]) for day in days))


def _year(text):
    """A year in full; two digits are of this century."""
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


def _weekday(match):
    return _Weekday(_weekdays(get_language() or "en")[match[1]])


def _span(match):
    """From when to when; None where that is no time. In "6-8pm" both are in the same half of the day if that works."""
    start, end = (_TIME.match(match[name]) if match[name] else None for name in ("begin", "finish"))
    if end and end[3] and not start[3]:
        finish = _clock(end, end[3])
        same, other = _clock(start, end[3]), _clock(start, "p" if end[3] == "a" else "a")
        begin = same if same and finish and same < finish else other
    elif start[2] or start[3]:
        begin, finish = _clock(start, start[3]), end and _clock(end, end[3])
    else:
        return None
    return None if begin is None or (end and finish is None) else _Span(begin, finish)


def _clock(match, half):
    """The time of day of an hour, minutes and `half` ("a", "p" or None); None for one that no clock shows."""
    hour, minute = int(match[1]), int(match[2] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_READERS = {
    "iso": _iso,
    "slashed": _numbers(None),
    "dashed": _numbers(None),
    "dotted": _numbers("dmy"),
    "day_month": _worded,
    "month_day": _worded,
    "range": _span,
    "time": _span,
    "weekday": _weekday,
    "skip": lambda match: None,
}


@cache
def _months(language):
    return _named(MONTH_SETS, language)


@cache
def _weekdays(language):
    return _named(WEEKDAY_SETS, language) | ALSO_WEEKDAYS


def _named(sets, language):
    """Names of the language, and English ones, to their numbers: plain, without a full stop."""
    found = {}
    for code in (language, "en"):
        with override(code):
            words = [(str(name), number) for names_of in sets for number, name in names_of.items()]
        found = {_plain(name).rstrip("."): number for name, number in words} | found
    return found


@cache
def _grammar(language):
    """What may come next in a line, in the order in which to try it."""
    month, weekday = (
        "|".join(map(re.escape, sorted(known(language), key=len, reverse=True))) for known in (_months, _weekdays)
    )
    half = r"\s*[ap]\.?m\b\.?"
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[:.]\d|{half})"
    days = rf"(?P<days>{day}(?:\s*(?:,\s*and|,|and|&|\+)\s*{day}(?!\s*-\s*\d))*)"
    year = r"(?:[\s,.\-/]*(?P<year>\d{4})(?!\d|[:.]\d))?"
    clock = r"\d{1,2}[:.h]\d{2}(?::00)?(?!\d)"
    timed = rf"(?:{clock}(?:{half})?|\d{{1,2}}{half})"
    patterns = {
        "iso": r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/]\d)(?:t(?=\d))?",
        "slashed": r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?!\d|[-/]\d)",
        "dashed": r"(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<year>\d{4}|\d{2})(?!\d|[-/]\d)",
        "dotted": r"(?P<first>\d{1,2})\.\s?(?P<second>\d{1,2})\.(?P<year>\s?\d{4}|\d{2})?(?!\d|[:.]\d)",
        "day_month": rf"(?:the\s+)?{days}[\s.\-/]*(?:of\s+)?(?P<month>{month})\b\.?{year}",
        "month_day": rf"(?P<month>{month})\b\.?\s*(?:the\s+)?{days}{year}",
        "range": rf"(?P<begin>{timed}|\d{{1,2}})\s*(?:-|to\b|until\b|till\b)\s*(?P<finish>{timed})",
        "time": rf"(?P<begin>{timed})(?P<finish>)",
        "weekday": rf"({weekday})s?\b",
        "skip": r"(?:\W|_)+|(?:and|at|from|on)\b",
    }
    return {sort: re.compile(pattern) for sort, pattern in patterns.items()}
