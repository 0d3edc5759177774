"""Which figures may be seen, and which are held back so that nobody can be told from them. No database in here.

A cell is shown from 10 people on, a mean from 20; numbers of people are rounded to 5. Of cells that add up, more are
held back until no hidden one follows from the others, neither of this month nor together with the last. A cell that
fewer than 10 people came to or left since it was last shown says the same again, or is hidden if it was meanwhile; its
mean is worked out afresh only when 20 came or left, as subtraction would tell the mean of those.
"""

from dataclasses import dataclass, field

from groups.insights.auditing import FEW, HALF, STALE, narrow, rounded

LEAST = FEW
"""People in a cell that is shown."""
LEAST_FOR_MEAN = 20
"""People behind a mean, a share or a correlation."""
STALE_MEAN = LEAST_FOR_MEAN + HALF
"""A mean stays until the number of people is this far from that of its time; then at least 20 came or went."""


@dataclass(frozen=True)
class Cell:
    """One cell before anything is held back: `people` in it, and the `figure` that would be shown beside them.

    `least` is how many people it takes, `counted` how many of them its family's whole counts too (None: all).
    `figure` must hold nothing from which the people could be counted.
    """

    people: int
    figure: dict = field(default_factory=dict)
    least: int = LEAST
    counted: int | None = None


def safe(cells, families, last, gone=None):
    """The cells that may be seen, as `{key: {"n": people, **figure}}`; where the figure is older than `n`, `of` is how
    many people were there then.

    `cells` is `{key: Cell}`; each of `families` says which of them add up, no cell being part of two. `last` is what
    this answered for the month before, None for the first; `gone` is what cells said last that were hidden since.
    """
    before, gone = last or {}, gone or {}
    seen = {}
    for key, cell in cells.items():
        if key in gone and key not in before and (is_near(cell, gone[key]) or is_near_mean(cell, gone[key])):
            continue  # nobody is to tell a newcomer from what it said months ago
        if record := shown_alone(cell, before.get(key), is_first=last is None):
            seen[key] = record
    for family in families:
        keep_apart(family, cells, seen, before)
    return seen


def shown_alone(cell, before, *, is_first):
    """What is shown of a cell by its own number of people, or None; `before` is what was shown of it last."""
    if cell.people < cell.least:
        return None
    if before is None and not is_first and cell.people < cell.least + FEW:
        return None  # it was hidden: fewer than ten more would tell how few they were
    if before and is_near(cell, before):
        return before
    if before and is_near_mean(cell, before):
        return before | {"n": rounded(cell.people), "of": of_mean(before)} if cell.figure else None
    return {"n": rounded(cell.people), **cell.figure}


def is_near(cell, record):
    """Whether fewer than ten people may have come or left since `record` was said of it."""
    return abs(cell.people - record["n"]) < STALE


def is_near_mean(cell, record):
    """Whether `record` says more than a number of people, and fewer than 20 may have come or left since that time."""
    return set(record) > {"n"} and abs(cell.people - of_mean(record)) < STALE_MEAN


def of_mean(record):
    """How many people the figure of `record` is of."""
    return record.get("of", record["n"])


def keep_apart(family, cells, seen, last):
    """Hold back parts of a family in `seen` until its hidden ones are safe: first those that were not shown last, the
    smallest first. Where that is not enough, the whole goes too, and nothing adds up to anything any more."""
    shown = [key for key in family.parts if key in seen]
    for key in [*sorted(shown, key=lambda key: (key in last, cells[key].people, key)), family.whole]:
        if is_safe(family, cells, seen, last):
            return
        seen.pop(key, None)


def is_safe(family, cells, seen, last):
    """Whether nothing can be worked out of the hidden parts of a family, as far as `seen` and `last` tell."""
    shown = [key for key in family.parts if key in seen]
    if family.has_means and family.whole in seen and 0 < len(shown) < len(family.parts):
        rest = cells[family.whole].people - sum(share_of(cells[key]) for key in shown)
        if rest < LEAST_FOR_MEAN:
            return False
    return not narrow([family], numbers(family, cells, seen), numbers(family, cells, last))


def share_of(cell):
    """How many people of a part its family's whole counts too."""
    return cell.people if cell.counted is None else cell.counted


def numbers(family, cells, records):
    """How many people the shown cells of a family say, of those that its whole counts too."""
    said = {key: records[key]["n"] for key in (family.whole, *family.parts) if key in records}
    return {key: min(n, rounded(share_of(cells[key]))) if key in cells else n for key, n in said.items()}
