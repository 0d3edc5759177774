"""One table of what is kept about people: what, why, how long, and what removes it. People read it; code applies it.

Each app adds its rows when it is ready. The page about privacy shows them, `manage.py retention` prints them, and one
job a night applies them.
"""

import logging
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)
_rows = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of personal data.

    `what`, `why` and `until` are words for everybody; `until` may be a function, where a setting says how long.
    `where` are models, or fields, as "groups.Booking" or "groups.Report.text". `forget(now)` removes what is older
    than its period and answers how many; None where it goes by itself or with its person. `setting` changes the period.
    """

    name: str
    what: str
    why: str
    until: object
    where: tuple = field(default=())
    forget: object = None
    setting: str = ""
    is_told: object = lambda: True  # whether the page about privacy shows it: a function without arguments

    @property
    def kept(self):
        """How long it is kept, in words of the language active now."""
        return str(self.until() if callable(self.until) else self.until)


def register(*rows):
    """Add rows to the table."""
    _rows.update({row.name: row for row in rows})


def table():
    """All rows, in the order in which they were added."""
    return list(_rows.values())


def told():
    """The rows that people read of: those of what this site does."""
    return [row for row in table() if row.is_told()]


def apply(now):
    """Remove what is older than its period at the aware moment `now`; answers `{name: how many}`.

    A row that fails keeps no other from being applied; the first failure is raised at the end.
    """
    removed, failure = {}, None
    for row in table():
        if row.forget is None:
            continue
        try:
            removed[row.name] = row.forget(now) or 0
        except Exception as error:  # the others are owed to people too
            logger.error("Not removed: %s", row.name)
            failure = failure or error
    if failure:
        raise failure
    return removed
