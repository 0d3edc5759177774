"""Spanish dates, times and numbers as the CLDR writes them for `es`: 24-hour clock, weeks from Monday."""

DATE_FORMAT = r"j \d\e F \d\e Y"
SHORT_DATE_FORMAT = "j b Y"
MONTH_DAY_FORMAT = r"j \d\e F"
SHORT_WEEKDAY_FORMAT = "D j b"
WEEKDAY_FORMAT = r"l j \d\e F"
WEEKDAY_DATE_FORMAT = r"l j \d\e F \d\e Y"
WEEKDAY_TIME_FORMAT = r"l j \d\e F, H:i"
YEAR_MONTH_FORMAT = r"F \d\e Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"  # not a full stop: half of those who speak Spanish read that as a comma
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]  # the first is what date fields send
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
