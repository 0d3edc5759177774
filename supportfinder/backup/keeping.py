"""Which backups stay: the last of each of some days, of some weeks, and of some months."""

from datetime import UTC, datetime
from pathlib import Path

PATTERN = "support-finder-%Y%m%d-%H%M%S.backup"
SPANS = ("%Y-%m-%d", "%G-%V", "%Y-%m")
"""A day, a week and a month, as the moment of a backup is sorted into them."""


def name_at(moment):
    """The file name of a backup of an aware moment."""
    return moment.astimezone(UTC).strftime(PATTERN)


def made(path):
    """The moment of a backup by its name, or None for any other file."""
    try:
        return datetime.strptime(Path(path).name, PATTERN).replace(tzinfo=UTC)
    except ValueError:
        return None


def spared(moments, keep):
    """Of these moments those whose backups stay. `keep` is how many days, weeks and months; the newest always stays."""
    ordered = sorted(moments, reverse=True)
    stay = set(ordered[:1])
    for number, span in zip(keep, SPANS, strict=True):
        last = {}
        for moment in ordered:
            last.setdefault(moment.strftime(span), moment)
        stay |= set(list(last.values())[:number])
    return stay


def prune(folder, keep):
    """Remove the backups in `folder` that need not stay; answers their paths. No other file is touched."""
    found = {moment: path for path in Path(folder).iterdir() if (moment := made(path))}
    stay = spared(found, keep)
    old = sorted(path for moment, path in found.items() if moment not in stay)
    for path in old:
        path.unlink()
    return old
