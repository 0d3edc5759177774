"""Times of meeting lists: a weekday and a clock time, and what comments hide about them."""

import re
from dataclasses import replace
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from groups.interop.record import Problem
from groups.recurrence import WEEKDAYS, Freq, Rule
from groups.recurrence.dates import dates

FIRST_WEEK = date(2020, 1, 6)
"""Lists say "every Tuesday" and not since when: such a slot begins in this week, whenever it is imported, so that a
second import finds nothing changed."""

A_YEAR = timedelta(days=366)
USUAL_LENGTH = timedelta(hours=1)
LONG = timedelta(hours=4)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)

NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "5th": 5, "fifth": 5}
NTH |= {"last": -1}
DAYS = r"mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun"
ORDINAL = "|".join(NTH)
NTH_DAY = rf"\b(?:{ORDINAL}|thrid)\s+(?:\d\s+)?(?:wk|weeks?|(?:{DAYS})(?:day)?s?)\b"
HIDDEN_IN_NAME = re.compile(rf"{NTH_DAY}|\bevery other\b|\bno (?:mtg|meeting)\b", re.IGNORECASE)
HIDDEN = re.compile(
    rf"{HIDDEN_IN_NAME.pattern}|\b\d(?:st|nd|rd|th) (?:wk|week|is)\b|\balternat(?:e|es|ing)\b|\bmonths?\b|\bweeks\b"
    r"|\b(?:summer|winter|holidays?|school breaks?|weather|memorial day|labor day)\b|\bcloses\b|\btwo meetings\b"
    r"|\b(?:starts|starting|begins|ends)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    rf"(?:meets )?(?:on )?(?:the )?({ORDINAL}) ({DAYS})(?:day)?s?"
    r"(?: (?:of|in) (?:the|each|every) month(?: only)?| only)[.!]?",
    re.IGNORECASE,
)


def clock(text):
    """A `time` of "HH:MM" or "HH:MM:SS", or None. Seconds are dropped."""
    match = CLOCK.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def lasting(text):
    """How long it lasts ("HH:MM" or "HH:MM:SS"; a day at most), and the problems with that.

    What cannot be read is an hour. What is very long is believed, and said.
    """
    match = CLOCK.fullmatch(text)
    found = timedelta(hours=int(match[1]), minutes=int(match[2])) if match and int(match[2]) < 60 else timedelta(0)
    if not timedelta(0) < found <= timedelta(hours=24):
        told = _("“%(length)s” is not a length of time; an hour was taken.")
        return USUAL_LENGTH, [Problem("duration", told % {"length": text})]
    if found > LONG:
        told = _("It is said to last %(hours)s hours. It is shown so; please check.")
        return found, [Problem("duration", told % {"hours": f"{found / timedelta(hours=1):g}"})]
    return found, []


def weekly(days, start, duration, zone=""):
    """The rule "every week on `days`" (`TU`, `TH`) from `FIRST_WEEK` on."""
    days = tuple(sorted(set(days), key=WEEKDAYS.index))
    starts_on = FIRST_WEEK + timedelta(days=WEEKDAYS.index(days[0]))
    return Rule(starts_on, start, duration, zone, Freq.WEEKLY, byday=days)


def corrected(rule, name, comment):
    """The rule as a comment corrects it, and the problems to tell.

    A comment that is nothing but "1st Thursday of the month only" makes a weekly slot of a Thursday monthly. Any
    other hint at dates, there or in the name, is not guessed at: the slot stays weekly, and it is said.
    """
    whole = WHOLE.fullmatch(comment)
    if whole and (whole[2][:2].upper(),) == rule.byday:
        told = _("The comment says “%(text)s”. The meeting is shown on that day of the month only.")
        return monthly(rule, [NTH[whole[1].lower()]]), [Problem("comments", told % {"text": quoted(comment)})]
    problems = []
    if HIDDEN.search(comment):
        told = _("The comment says “%(text)s”. That may mean other dates or changes; it is shown as every week.")
        problems.append(Problem("comments", told % {"text": quoted(comment)}))
    if HIDDEN_IN_NAME.search(name):
        told = _("The name says “%(text)s”. That may mean other dates or changes; it is shown as every week.")
        problems.append(Problem("meeting_name", told % {"text": quoted(name)}))
    return rule, problems


def quoted(text):
    """`text` as it is quoted at the end of a sentence that brings its own full stop."""
    return text.rstrip(". ")


def monthly(rule, nths):
    """The weekly rule of one weekday, only on the `nths` (1 to 5, or -1 for the last) of each month."""
    byday = tuple(f"{nth}{rule.byday[0]}" for nth in nths)
    found = replace(rule, starts_on=FIRST_WEEK, freq=Freq.MONTHLY, byday=byday)
    return replace(found, starts_on=next(dates(found, FIRST_WEEK, FIRST_WEEK + A_YEAR)))
