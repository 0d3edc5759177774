"""The row that our templates show as an example. Who leaves it in their table does not mean it."""

from groups.interop.tabular.columns import COLUMNS, DAYS, DEGREES

EXAMPLE = {column.name: column.example for column in COLUMNS}
REWRITTEN = {*DAYS, *DEGREES}
"""Days and numbers, which a spreadsheet program may write in another way when it saves the table."""
FEWEST_CELLS = 8
"""So many cells must be there: a short row of somebody's own may well say what the example says."""


def is_example(cells):
    """Whether a row, texts by column, is the untouched example; columns may have been taken away or emptied."""
    said = {name: cell for name, cell in cells.items() if cell and name not in REWRITTEN}
    as_shown = all(cell == EXAMPLE.get(name) for name, cell in said.items())
    return as_shown and "name" in said and len(said) >= FEWEST_CELLS
