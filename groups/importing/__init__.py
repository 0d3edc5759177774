"""From plain `Record`s to listings: matched to what is known, checked, written in whole batches, published.

`run` is the way through, `placing` finds position and zone, `drafting` makes checked rows of a record, `saving`
writes a batch of them, and `summary` counts what happened.
"""

from groups.importing.run import ImportBusyError, import_records
from groups.importing.summary import Summary

__all__ = ["ImportBusyError", "Summary", "import_records"]
