"""What a repeating pattern is: the parts of an RFC 5545 RRULE we can show, edit and export, and a season."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545 weekday letters; the place in the tuple is `date.weekday()`."""

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""A pattern lives between these two days, so that no rule can make us count for ever."""

MAX_INTERVAL = 99
MAX_COUNT = 1000
MAX_DURATION = timedelta(hours=24)

LEAP_YEAR = 2000
"""Any year that has a 29 February, to put a month and day into a `date`."""

DAY_TOKEN = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
SEASON_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


class Freq(StrEnum):
    """How often: once, or every n days, weeks or months."""

    ONCE = "ONCE"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """When something meets, in the wall-clock time of its place.

    `byday` holds `TU`, or for months `2TU` and `-1FR`; `bymonthday` 1 to 31, or -1 for the last day.
    `until` is the last local date on which it may start. `count` is the number of dates it really has.
    `season_from` and `season_until` are `MM-DD`, both included; the season may run over New Year, and both
    empty means all year. Dates outside it do not happen and are not counted by `count`.
    """

    starts_on: date
    start_time: time
    duration: timedelta
    timezone: str
    freq: str
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    season_from: str = ""
    season_until: str = ""


def split_token(token):
    """The parts of a day token: `("2", "TU")` for `2TU` gives `(2, "TU")`, `TU` gives `(0, "TU")`."""
    return int(token[:-2] or 0), token[-2:]


def season_day(text):
    """Month and day of an `MM-DD` text, or None where there is no such day in any year."""
    found = SEASON_DAY.fullmatch(text)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return None
    return month, day


def whole_months(rule):
    """First and last month of a season made of whole months (11, 3), or None for any other season."""
    (first, day), last = season_day(rule.season_from), season_day(rule.season_until)
    if day != 1 or season_day(f"{last[0]:02}-{last[1] + 1:02}"):
        return None
    return first, last[0]
