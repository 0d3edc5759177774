"""Many listings at once: a table that somebody hands over is understood, tried row by row, and brought in.

Every row goes the way of any other listing: what is new waits for a moderator, what is changed of a public listing is
a proposed change. `receiving` takes the table and its columns, `sections` makes of a row what `groups.content`
writes, `trying` finds the new rows that are sound all at once, `bringing` tries or writes one row, `working` goes
through all of them, `twins` finds rows that look like one another, and `own_data` gives out and erases.
"""

from groups.uploading.receiving import go_ahead, listed_columns, receive, take_columns, throw_away
from groups.uploading.working import bring_in, check

__all__ = [
    "bring_in",
    "check",
    "go_ahead",
    "listed_columns",
    "receive",
    "take_columns",
    "throw_away",
]
