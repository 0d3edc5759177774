"""Urdu dates, times and numbers as the CLDR writes them for `ur-PK`, but for the clock.

Weeks begin on Sunday there. The clock has 24 hours, as in every other language here: its half of the day is never in
doubt. Digits become Urdu ones where a page leaves the site, see `supportfinder.numerals`.
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
SHORT_WEEKDAY_FORMAT = "l j F"
WEEKDAY_FORMAT = "l، j F"
WEEKDAY_DATE_FORMAT = "l، j F Y"
WEEKDAY_TIME_FORMAT = "l، j F، H:i"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
FIRST_DAY_OF_WEEK = 0
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]  # the first is what date fields send
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
