"""What an import did, in numbers that people are shown."""

from collections import Counter
from dataclasses import dataclass, field

from groups.models import ImportProblem

MISSING_SHOWN = 10


@dataclass(slots=True)
class Summary:
    """Counts of one run. `problems` are unsaved `ImportProblem`s; `missing` counts listings no longer in the source."""

    rows: int = 0
    listings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    slots: int = 0
    published: int = 0
    queued: int = 0
    unpublished: int = 0
    missing: int = 0
    missing_names: list[str] = field(default_factory=list)
    assumed: Counter = field(default_factory=Counter)
    problems: list[ImportProblem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rows_per_second(self):
        return self.rows / self.seconds if self.seconds else 0.0

    @property
    def problem_counts(self):
        """How many problems there are by field, most frequent first."""
        return Counter(problem.field for problem in self.problems).most_common()

    def read(self, record):
        """Count what a record brought along."""
        self.rows += record.row_count
        self.assumed.update(record.assumed)
        if record.is_listing:
            self.listings += 1
            self.slots += len(record.slots)

    def note(self, record, problems):
        """Remember the problems of a record."""
        self.problems += [
            ImportProblem(source_ref=record.source_ref, field=field, sentence=sentence, row=record.row)
            for field, sentence in problems
        ]

    def note_missing(self, names):
        self.missing = len(names)
        self.missing_names = sorted(names)[:MISSING_SHOWN]
