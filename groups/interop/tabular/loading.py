"""A file with a table of listings, to `Record`s: the columns are known by their headers."""

from groups.interop.tabular import tables
from groups.interop.tabular.columns import guess
from groups.interop.tabular.rows import RowReader
from groups.interop.tabular.words import Words
from groups.models import Term

MANY_ROWS = 100_000
MANY_BYTES = 100 * 2**20
"""What an operator may bring in; whoever uploads a table has `tables.MAX_ROWS`."""


def load(file):
    """Yield a `Record` for each row of a binary `file`: CSV, .xlsx or GeoJSON with the columns of `columns`.

    Raises UnreadableFileError where the file as a whole cannot be read.
    """
    table = tables.read(file, max_bytes=MANY_BYTES, max_rows=MANY_ROWS)
    mapping = guess(table.header)
    reader = RowReader(Words(Term.objects.lexicon()))
    for number, cells in table.rows:
        yield reader.record(named(cells, mapping), number)


def named(cells, mapping):
    """Cells by column; `mapping` has the names by the number of the cell."""
    return {name: cells[number] for number, name in mapping.items() if number < len(cells)}
