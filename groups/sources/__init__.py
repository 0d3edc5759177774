"""Other directories, asked on a schedule: what is due is fetched, brought in, and told in a report.

`running` does one run, `breaking` says when a source is asked again, `report` what is kept of a run, `telling` writes
to the admins, and `keeping` is what a moderator does to a source.
"""

from groups.sources.keeping import ask_now, concealed_here, let_through, switch, take_word
from groups.sources.report import counts_of, refs_kept, report_of
from groups.sources.running import due, forget, run

__all__ = [
    "ask_now",
    "concealed_here",
    "counts_of",
    "due",
    "forget",
    "let_through",
    "refs_kept",
    "report_of",
    "run",
    "switch",
    "take_word",
]
