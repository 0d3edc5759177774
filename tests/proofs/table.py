"""What was heard of tests, gathered into rows: which hold, and whether their twins show the harm."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.proofs import SUITES
from tests.proofs.without_twin import WITHOUT_TWIN

HEAD = ["| held | what | tests | twin red | seconds | seen |", "|---|---|---:|---|---:|---|"]


@dataclass
class Heard:
    """One test: how its phases ended ("passed", "failed", "skipped"), and what they told."""

    phases: set[str] = field(default_factory=set)
    seconds: float = 0.0
    told: list = field(default_factory=list)

    def figures(self):
        """What it measured, in words: `record_property("figure", …)`."""
        return [figure for name, figure in self.told if name == "figure"]

    def ended(self):
        """How the test ended as a whole."""
        return next(how for how in ("failed", "skipped", "passed") if how in self.phases)


class Results:
    """The reports of a run."""

    def __init__(self):
        self.tests = defaultdict(Heard)

    def hear(self, report):
        """Take in one phase of a test; the last one has all that it told."""
        test = self.tests[report.nodeid]
        test.phases.add(report.outcome)
        test.seconds += report.duration
        test.told = report.user_properties or test.told

    def rows(self):
        """The tests of each row and kind, as {(suite, row): {kind: [Heard]}}."""
        rows = defaultdict(lambda: defaultdict(list))
        for test in self.tests.values():
            for _name, (kind, suite, row) in self._told(test, "shows"):
                rows[suite, row][kind].append(test)
        return rows

    def lines(self):
        """The whole table, as lines of Markdown."""
        rows = self.rows()
        lines = []
        for suite in SUITES:
            of_suite = {row: kinds for (its, row), kinds in rows.items() if its == suite}
            if of_suite:
                lines += [
                    f"### {suite.capitalize()}",
                    "",
                    *HEAD,
                    *(line(suite, *each) for each in of_suite.items()),
                    "",
                ]
        return lines + self.broken_off() + self.sums(rows)

    def broken_off(self):
        """Tests whose process ended under them: nobody knows what they would have shown."""
        names = [name for name, test in self.tests.items() if not test.told and test.ended() == "failed"]
        return [*(f"BROKEN OFF OR FAILED WITHOUT A MARK: {name}" for name in names), ""] if names else []

    def sums(self, rows):
        """The last lines: how many rows of each suite held, and what was tried in all."""
        lines = []
        for suite, words in SUITES.items():
            held = Counter(verdict(kinds["proof"]) for (its, _row), kinds in rows.items() if its == suite)
            red = Counter(verdict(kinds["twin"]) for (its, _row), kinds in rows.items() if its == suite)
            lines.append(f"- {words}: {held['yes']}/{held.total()}, twins red: {red['yes']}/{red.total()}")
        tried = [numbers for test in self.tests.values() for _name, numbers in self._told(test, "tried")]
        count, failed, lost = (sum(numbers) for numbers in zip(*tried, strict=True)) if tried else (0, 0, 0)
        return [*lines, f"- bad inputs tried: {count:,}, 5xx: {failed}, lost writes: {lost}"]

    @staticmethod
    def _told(test, name):
        return [each for each in test.told if each[0] == name]


def verdict(tests):
    """Of tests taken together: "yes" when all passed, "NO" when one failed, else "not run"; "none" without any."""
    how = {test.ended() for test in tests}
    if not how:
        return "none"
    if "failed" in how:
        return "NO"
    return "not run" if "skipped" in how else "yes"


def line(suite, row, kinds):
    """One row of the table."""
    twin = verdict(kinds["twin"])
    if twin == "none":
        twin = WITHOUT_TWIN.get((suite, row), "NONE")
    tests = [*kinds["proof"], *kinds["twin"]]
    seconds = sum(test.seconds for test in tests)
    seen = "; ".join(figure for test in tests for figure in test.figures())
    return f"| {verdict(kinds['proof'])} | {row} | {len(tests)} | {twin} | {seconds:.1f} | {seen} |"
