"""From plain `Record`s to listings: matched to what is known, checked, written in whole batches, published.

`run` is the way through, `placing` finds position and zone, `drafting` makes checked rows of a record, `matching` and
`joining` find what is known of it, `weighing` decides what is taken of a change, `saving` writes a batch and
`proposing` has one change wait; `entries` keeps what the source said, `describing` stores the source itself,
`guarding` keeps imports apart, and `summary` counts what happened.
"""

from groups.importing.entries import TooMuchMissingError
from groups.importing.guarding import ImportBusyError
from groups.importing.run import Missing, import_records
from groups.importing.summary import Summary

__all__ = ["ImportBusyError", "Missing", "Summary", "TooMuchMissingError", "import_records"]
