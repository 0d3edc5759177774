"""What an import did, in numbers that people are shown."""

from collections import Counter
from dataclasses import dataclass, field

from groups.models import ImportProblem

MISSING_SHOWN = 10
NAMED = 200


@dataclass(slots=True)
class Summary:
    """Counts of one run. `problems` are unsaved `ImportProblem`s; `missing` counts listings no longer in the source.

    `proposed` of the `changed` wait for a moderator, `joined` were known from another source, `returned` had been
    withdrawn while they were missing. `names` are those of new and withdrawn listings, `changes` what was taken of a
    listing and `corrections` what was kept as it is here although the source changed its word: both
    `[name, ref, {fact: [before, after]}]`. Of each at most NAMED.
    """

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
    proposed: int = 0
    joined: int = 0
    returned: int = 0
    withdrawn: int = 0
    corrected: int = 0
    missing: int = 0
    missing_names: list[str] = field(default_factory=list)
    assumed: Counter = field(default_factory=Counter)
    problems: list[ImportProblem] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=lambda: {"new": [], "withdrawn": []})
    changes: list = field(default_factory=list)
    corrections: list = field(default_factory=list)
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

    def note_withdrawn(self, names):
        self.withdrawn += len(names)
        self.note_names("withdrawn", names)

    def note_names(self, kind, names):
        known = self.names[kind]
        known += names[: NAMED - len(known)]

    def note_changes(self, listing, taken, told):
        """Remember what was taken of a listing, and what was kept against its source: `{fact: [before, after]}`."""
        self.corrected += bool(told)
        for facts, noted in ((taken, self.changes), (told, self.corrections)):
            if facts and len(noted) < NAMED:
                noted.append([*listing, facts])
