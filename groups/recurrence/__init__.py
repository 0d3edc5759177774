"""From a repeating pattern to dates, to words and to RRULE text. Pure: no database, no network, no clock.

`rule` says what a pattern is, `problems` what stops one, `dates` on which days it falls, `occurrences` at
which instants, `rrule` how calendars write it and `words` how people say it.
"""

from groups.recurrence.dates import weekdays
from groups.recurrence.occurrences import MAX_OCCURRENCES, Occurrence, occurrences
from groups.recurrence.problems import Problem, problems
from groups.recurrence.rrule import RecurrenceError, fits_rrule, parse_rrule, to_rrule
from groups.recurrence.rule import MAX_COUNT, MAX_DURATION, MAX_INTERVAL, WEEKDAYS, Freq, Rule
from groups.recurrence.words import describe, describe_times, doubt

__all__ = [
    "MAX_COUNT",
    "MAX_DURATION",
    "MAX_INTERVAL",
    "MAX_OCCURRENCES",
    "WEEKDAYS",
    "Freq",
    "Occurrence",
    "Problem",
    "RecurrenceError",
    "Rule",
    "describe",
    "describe_times",
    "doubt",
    "fits_rrule",
    "occurrences",
    "parse_rrule",
    "problems",
    "to_rrule",
    "weekdays",
]
