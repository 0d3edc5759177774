"""The week as the reader's language begins it: on Monday, or on Sunday as in Pakistan (CLDR, `weekData`)."""

from django.utils.formats import get_format

from groups.recurrence.rule import WEEKDAYS


def in_order(days, letters=lambda day: day):
    """`days` from the first day of the week on; `letters` answers the two letters ("MO") of one of them."""
    return sorted(days, key=lambda day: nth(WEEKDAYS.index(letters(day))))


def nth(number):
    """Where a weekday (0 is Monday) stands in the week of the active language, from 0."""
    first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    return (number - first) % 7
