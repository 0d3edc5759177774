"""Dates as people write them in a list: which days they are, a sentence for every line that names none, and the
pattern that a list follows. Pure: the caller says which day is today."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups.date_words import ORDERS, read_line
from groups.recurrence import WEEKDAYS, Freq, problems
from groups.recurrence.dates import dates
from groups.recurrence.problems import LONGEST_WAIT

MAX_DATES = 60
MAX_CHARACTERS = 4_000
FEWEST_FOR_A_PATTERN = 3
"""Two dates can follow anything."""

_LINE_ENDS = re.compile("[\n\r;\N{ARABIC SEMICOLON}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]+")
_SHOWN_CHARACTERS = 60
_SHOWN_SENTENCES = 8
_YEARS_TO_A_LEAP_DAY = 9


@dataclass(frozen=True, slots=True)
class ListedDate:
    """One date of a list; `start` and `end` by the local clock, None where the list names none.

    An end that is not after the start is on the next day.
    """

    day: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class DateList:
    """What was understood, in the order of time, and a sentence for everything that was not.

    `asks_order` tells that the dates with slashes could be read either way round.
    """

    dates: tuple[ListedDate, ...] = ()
    sentences: tuple[str, ...] = ()
    asks_order: bool = False


class _Refused(ValueError):
    """A line that is not taken; its text is the sentence that says why, with room for the `line`."""


def read_dates(text, *, today, order="auto"):
    """Read a typed or pasted list of dates. Never raises, whatever `text` is.

    A date without a year is the next such day from `today` on. `order` says what comes first in 03/04/2026: "dmy",
    "mdy", or "auto", which takes the one order that works for the whole list and asks where both do.
    """
    if len(text) > MAX_CHARACTERS:
        return DateList(sentences=(_("That is too long for a list of dates."),))
    lines = [(line.strip(), read_line(line)) for line in _LINE_ENDS.split(text) if re.search(r"\w", line)]
    order, doubt, asks = _decide_order([one for _line, found in lines for one in found], order)
    listed, sentences = set(), [doubt] if doubt else []
    for line, found in lines:
        if doubt and not all(one.order for one in found):
            continue
        try:
            listed.update([_listed(one, order, today) for one in _known(found)])
        except _Refused as refusal:
            sentences.append(str(refusal) % {"line": _shorten(line)})
    if len(listed) > MAX_DATES:
        sentences.append(_("Those are more than %(most)s dates. Leave the last ones for later.") % {"most": MAX_DATES})
    found = sorted(listed, key=lambda one: (one.day, one.start or time(), one.end or time()))
    return DateList(tuple(found[:MAX_DATES]), tuple(_first_of(sentences)), asks_order=asks)


def rule_through(days, like):
    """The repeating rule that falls on exactly `days` (dates) from the first to the last, or None.

    Times and zone are those of the rule `like`; it ends with the last day.
    """
    days = sorted(set(days))
    if len(days) < FEWEST_FOR_A_PATTERN:
        return None
    for pattern in _patterns(days):
        rule = replace(like, starts_on=days[0], until=days[-1], **pattern)
        if not problems(rule) and list(dates(rule, days[0], days[-1])) == days:
            return rule
    return None


def _decide_order(found, order):
    """The order in which to read days with slashes; a sentence where that fails; whether asking would help."""
    open_ones = [one for one in found if not one.order]
    if order in ORDERS or not open_ones:
        return order, "", False
    working = [known for known in ORDERS if all(one.works_as(known) for one in open_ones)]
    if not working:
        return order, _("Day and month are not clear here. Write the month as a word, such as 3 March 2026."), False
    telling = next((one.text for one in open_ones if one.numbers[0] != one.numbers[1]), None)
    if len(working) == 1 or telling is None:
        return working[0], "", False
    sentence = _("“%(date)s” can be read in two ways. Say whether day or month comes first.")
    return order, sentence % {"date": telling}, True


def _known(found):
    if not found:
        raise _Refused(_("“%(line)s” is not a date we understand. Write it like 3 March 2026, 18:30 to 20:00."))
    return found


def _listed(written, order, today):
    """The date that was written, or _Refused."""
    years = [written.year] if written.year else range(today.year, today.year + _YEARS_TO_A_LEAP_DAY)
    found = [day for year in years if (day := written.in_year(year, order))]
    coming = [day for day in found if day >= today]
    if not found:
        raise _Refused(_("“%(line)s” has a day that is in no calendar."))
    if not coming:
        raise _Refused(_("“%(line)s” is over. List only dates that are still to come."))
    if coming[0] - today > LONGEST_WAIT:
        raise _Refused(_("“%(line)s” is too far away. Is the year right?"))
    _check_weekday(written.weekday, coming[0])
    return ListedDate(coming[0], written.start, written.end)


def _check_weekday(weekday, day):
    if weekday not in (None, day.weekday()):
        values = {"date": date_format(day), "weekday": WEEKDAY_NAMES[day.weekday()], "line": "%(line)s"}
        raise _Refused(_("“%(line)s”: %(date)s is a %(weekday)s. Which of the two is right?") % values)


def _patterns(days):
    """Parts of rules that `days` might follow, those that people would say first."""
    letters = sorted({WEEKDAYS[day.weekday()] for day in days}, key=WEEKDAYS.index)
    weekly = partial(dict, freq=Freq.WEEKLY, byday=tuple(letters))
    yield from (weekly(interval=weeks) for weeks in (1, 2, 3))
    months = sorted({day.year * 12 + day.month for day in days})
    if len(months) > 1:
        monthly = partial(dict, freq=Freq.MONTHLY, interval=months[1] - months[0])
        nths = dict.fromkeys(f"{(day.day + 6) // 7}{WEEKDAYS[day.weekday()]}" for day in days)
        yield monthly(byday=tuple(nths)[:2])
        yield monthly(byday=(f"-1{letters[0]}",))
        yield monthly(bymonthday=(days[0].day,))
        yield monthly(bymonthday=(-1,))
    step = (days[1] - days[0]).days
    yield weekly(interval=step // 7)
    yield {"freq": Freq.DAILY, "interval": step}


def _shorten(line):
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[: _SHOWN_CHARACTERS - 1]}…"


def _first_of(sentences):
    rest = len(sentences) - _SHOWN_SENTENCES
    if rest <= 0:
        return sentences
    return [*sentences[:_SHOWN_SENTENCES], _("There are %(number)s more such lines.") % {"number": rest}]
