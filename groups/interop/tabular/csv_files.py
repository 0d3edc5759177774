"""A table of listings as CSV (RFC 4180): UTF-8 with a mark, so that spreadsheet programs read its letters rightly."""

import csv

from groups.interop.cells import harmless
from groups.interop.tabular.columns import HEADER, NAMES
from groups.interop.tabular.example import EXAMPLE
from groups.interop.tabular.loading import load
from groups.interop.tabular.rows import row, text

__all__ = ["dump", "load", "template", "written"]
MARK = "\ufeff"


class Line:
    """What `csv.writer` writes to: answers the line instead of storing it."""

    def write(self, line):
        return line


def dump(records):
    """Yield the lines of a file with a row for each of `records`, the names of the columns first."""
    lines = (row(record) for record in records)
    return written(HEADER, ([cells.get(name) for name in HEADER] for cells in lines))


def written(header, rows):
    """Yield the lines of a table; no cell begins a formula."""
    writer = csv.writer(Line())
    yield MARK + writer.writerow(header)
    for cells in rows:
        yield writer.writerow([cell(value) for value in cells])


def cell(value):
    """One cell; before a number below nought a space, which every program skips and none takes for a formula."""
    if isinstance(value, float | int) and value < 0:
        return f" {value}"
    return harmless(text(value))


def template():
    """The lines of an empty table with one row that shows how it is meant."""
    return written(NAMES, [EXAMPLE.values()])
