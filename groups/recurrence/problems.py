"""What stops a pattern, as values: the field, and a sentence for the person who typed it."""

import zoneinfo
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.utils.translation import gettext as _

from groups.recurrence.dates import dates
from groups.recurrence.rule import (
    DAY_TOKEN,
    FIRST_DAY,
    LAST_DAY,
    MAX_COUNT,
    MAX_DURATION,
    MAX_INTERVAL,
    Freq,
    season_day,
    split_token,
)

LONGEST_WAIT = timedelta(days=3660)
"""A pattern that has no date within ten years never meets. (29 February comes back within eight.)"""

_MACHINE_ZONES = {"Factory", "localtime", "posixrules"}
"""Names beside the IANA ones whose meaning differs from machine to machine."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why a rule is not accepted: the name of the field of `Rule`, and a sentence about it."""

    field: str
    sentence: str


def problems(rule):
    """Everything that stops `rule`, as a list of Problem; empty means that it is sound.

    Dates, times and numbers must already be of their types: a form or a model field sees to that.
    """
    if rule.freq not in list(Freq):
        sentence = _("“%(freq)s” is not a pattern we can show. Choose once, daily, weekly or monthly.")
        return [Problem("freq", sentence % {"freq": rule.freq})]
    found = [Problem(field, sentence) for check in _CHECKS for field, sentence in check(rule)]
    if not found and next(dates(rule, rule.starts_on, rule.starts_on + LONGEST_WAIT), None) is None:
        found.append(Problem("starts_on", _("This pattern has no date on which it could happen.")))
    return found


def is_known_zone(name):
    """Whether `name` is an IANA time zone that means the same on every machine."""
    return name in _zone_names()


@cache
def _zone_names():
    return zoneinfo.available_timezones() - _MACHINE_ZONES


def _check_start(rule):
    limits = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
    if not FIRST_DAY <= rule.starts_on <= LAST_DAY:
        yield "starts_on", _("The first date must lie in the years %(first)s to %(last)s.") % limits
    if rule.start_time.tzinfo or rule.start_time.second or rule.start_time.microsecond:
        yield "start_time", _("Give the start in hours and minutes, as the clock there shows it.")
    if not timedelta(0) < rule.duration <= MAX_DURATION:
        yield "duration", _("It must last longer than nothing and at most 24 hours.")
    if not is_known_zone(rule.timezone):
        yield "timezone", _("“%(zone)s” is not a time zone we know.") % {"zone": rule.timezone}


def _check_once(rule):
    extras = ("byday", "bymonthday", "until", "count", "season_from", "season_until")
    if rule.freq == Freq.ONCE:
        for field in extras:
            if getattr(rule, field):
                yield field, _("Something that happens once cannot repeat. Leave this empty.")


def _check_interval(rule):
    highest = 1 if rule.freq == Freq.ONCE else MAX_INTERVAL
    if not 1 <= rule.interval <= highest:
        yield "interval", _("The step must be a whole number from 1 to %(highest)s.") % {"highest": highest}


def _check_byday(rule):
    bad = [token for token in rule.byday if not DAY_TOKEN.fullmatch(token)]
    if bad:
        yield "byday", _("“%(day)s” is not a day we know.") % {"day": bad[0]}
        return
    if len(set(rule.byday)) < len(rule.byday):
        yield "byday", _("The same day is given twice.")
    numbered = [token for token in rule.byday if split_token(token)[0]]
    if numbered and rule.freq != Freq.MONTHLY:
        yield "byday", _("“%(day)s” only works for a monthly pattern.") % {"day": numbered[0]}
    elif numbered and len(numbered) < len(rule.byday):
        yield "byday", _("Choose either every such day of the month or certain ones, not both.")
    elif numbered and rule.bymonthday:
        yield "byday", _("Choose days by weekday or by their number in the month, not both.")


def _check_bymonthday(rule):
    bad = [day for day in rule.bymonthday if not 1 <= abs(day) <= 31]
    if bad:
        yield "bymonthday", _("There is no day %(day)s in a month.") % {"day": bad[0]}
    if len(set(rule.bymonthday)) < len(rule.bymonthday):
        yield "bymonthday", _("The same day is given twice.")
    if rule.bymonthday and rule.freq == Freq.WEEKLY:
        yield "bymonthday", _("A weekly pattern cannot name days of the month.")


def _check_end(rule):
    if rule.until and rule.count is not None:
        yield "until", _("Give either a last date or a number of dates, not both.")
    if rule.until and rule.until < rule.starts_on:
        yield "until", _("The last date is before the first.")
    if rule.until and rule.until > LAST_DAY:
        yield "until", _("The last date is too far away. Leave it empty if there is no end.")
    if rule.count is not None and not 1 <= rule.count <= MAX_COUNT:
        yield "count", _("The number of dates must be from 1 to %(highest)s.") % {"highest": MAX_COUNT}


def _check_season(rule):
    if bool(rule.season_from) != bool(rule.season_until):
        missing = "season_until" if rule.season_from else "season_from"
        yield missing, _("A season needs both a first and a last day.")
    for field in ("season_from", "season_until"):
        text = getattr(rule, field)
        if text and not season_day(text):
            yield field, _("“%(day)s” is not a day of the year.") % {"day": text}


_CHECKS = (
    _check_start,
    _check_once,
    _check_interval,
    _check_byday,
    _check_bymonthday,
    _check_end,
    _check_season,
)
