"""The rows that were not taken, as a table to mend and bring again: the file's own columns, and why."""

from django.utils.translation import gettext as _

from groups.choices import RowFate
from groups.interop.tabular import csv_files

REASON = "why_not_taken"
"""The last column; no column of ours, so that bringing the mended table reads past it."""


def lines(upload):
    """Yield the lines of a CSV file."""
    rows = upload.rows.filter(fate=RowFate.REFUSED).order_by("number", "pk")
    width = len(upload.header)
    cells = (
        [
            *(row.cells + [""] * width)[:width],
            " ".join([_("Row %(row)d:") % {"row": row.number}, *(told["says"] for told in row.sentences)]),
        ]
        for row in rows.iterator(chunk_size=500)
    )
    return csv_files.written([csv_files.harmless(name) for name in upload.header] + [REASON], cells)
