"""What stands in one line of dates: days, the weekdays and times beside them, as people type them."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from django.utils.translation import get_language, pgettext

from groups.date_grammar import grammar, months, plain, small_words, weekdays

ORDERS = {"dmy": ("day", "month"), "mdy": ("month", "day")}
LEAP_YEAR = 2000

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*([ap])?")
_BETWEEN_DAYS = re.compile("[\\s,;+&\N{ARABIC SEMICOLON}]+")
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
    text = plain(line)
    for candidate in (text, _NUMBERING.sub("", text)):
        found = _scan(candidate)
        if any(isinstance(one, _Days) for one in found):
            return _together(found)
    return []


def read_monthdays(text):
    """Days of the month from a line such as "1, 15 and last": 1 to 31, -1 for the last; None for any other
    word, and for words without a day."""
    language = get_language() or "en"
    last = {"last", plain(pgettext("day of the month", "last"))}
    passed_over = {"", *small_words("and", language), *small_words("the", language)}
    endings = "|".join(map(re.escape, small_words("nth", language)))
    words = [word for word in _BETWEEN_DAYS.split(plain(text)) if word not in passed_over]
    days = [-1 if word in last else _monthday(word, endings) for word in words]
    return days if all(days) and (days or not text.strip()) else None


def _monthday(word, endings):
    number = re.fullmatch(rf"(\d{{1,2}})\.?(?:{endings})?", word)
    return int(number[1]) if number and int(number[1]) <= 31 else None


def _scan(text):
    """The days, weekdays and times of a plain line, in order; empty if anything else is in it."""
    patterns, found, at = grammar(get_language() or "en"), [], 0
    while at < len(text):
        match, sort = next(((m, sort) for sort, p in patterns.items() if (m := p.match(text, at))), (None, ""))
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
    month = months(get_language() or "en")[match["month"]]
    days = [int(day) for day in re.findall(r"\d+", match["days"])]
    return _Days(tuple(Written((day, month), "dmy", _year(match["year"]), match[0]) for day in days))


def _year(text):
    """A year in full; two digits are of this century."""
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


def _weekday(match):
    return _Weekday(weekdays(get_language() or "en")[match[1]])


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
