"""Answers as text, piece by piece: JSON, the same as a script that calls a function, or a table."""

import csv
import re
from itertools import chain

from groups.interop.bmlt_file import pieces
from groups.interop.cells import harmless

NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)
"""West of Greenwich or south of the equator: programs count with it, and no spreadsheet reads a formula in it."""


class Line:
    """What `csv.writer` writes to: it hands back each line."""

    def write(self, text):
        return text


def as_json(parts):
    """A list, or an object with a list for each name."""
    name, rows = parts[0]
    if name is None:
        return chain(["["], pieces(rows), ["]"])
    lists = (chain([f'{", " * place}"{name}": ['], pieces(rows), ["]"]) for place, (name, rows) in enumerate(parts))
    return chain(["{"], chain.from_iterable(lists), ["}"])


def as_script(parts, callback):
    """The same handed to `callback` (a name that was checked). The comment keeps it from being read as another file."""
    return chain([f"/**/{callback}("], as_json(parts), [");"])


def as_table(parts):
    """The first list with a line for each row, the names of its fields first; no cell begins a formula."""
    writer = csv.writer(Line())
    for place, row in enumerate(parts[0][1]):
        if not place:
            yield writer.writerow(row)
        yield writer.writerow([cell if NUMBER.fullmatch(cell) else harmless(cell) for cell in row.values()])
