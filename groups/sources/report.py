"""What is kept of a run: numbers, and which listings they are of."""

from groups.provenance import label_of

COUNTS = (
    *("rows", "listings", "new", "changed", "proposed", "unchanged", "joined", "corrected", "missing", "withdrawn"),
    *("returned", "refused", "published", "queued", "unpublished"),
)
PROBLEMS = 50


def counts_of(summary):
    """The numbers of an import's `Summary` by name, without those that are 0."""
    return {name: number for name in COUNTS if (number := getattr(summary, name))}


def report_of(summary):
    """The listings of a run as JSON: names of `new`, `withdrawn` and `missing` ones; for `changed` and `corrected`
    (kept as they are here) `{name, ref, facts: [[label, before, after, name of the fact]]}`; and the first
    `problems`."""
    return {
        "new": summary.names["new"],
        "withdrawn": summary.names["withdrawn"],
        "missing": summary.missing_names,
        "changed": [_change(*change) for change in summary.changes],
        "corrected": [_change(*change) for change in summary.corrections],
        "problems": [[problem.source_ref, problem.sentence] for problem in summary.problems[:PROBLEMS]],
    }


def refs_kept(runs, fact):
    """What the source calls the listings whose `fact` (`place`, …) one of `runs` kept as it is here."""
    kept = [change for run in runs for change in run.report.get("corrected", ())]
    return {change["ref"] for change in kept if any(name == fact for *_told, name in change["facts"])}


def _change(name, ref, facts):
    return {"name": name, "ref": ref, "facts": [[str(label_of(fact)), *both, fact] for fact, both in facts.items()]}
