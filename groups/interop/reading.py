"""What every format needs: a file read safely to the end, text made fit to store, and the readable tables."""

import gzip
import io
import json
import re
import tomllib
import zlib
from functools import cache
from math import isfinite
from pathlib import Path

from django.utils.translation import gettext as _

from groups.interop.record import TermUse

DATA = Path(__file__).resolve().parent.parent / "data"
MAX_BYTES = 100 * 2**20
"""The text is held in memory: a directory of 100,000 rows fits well, a zip bomb does not."""

MAX_DEPTH = 5
GZIP_MAGIC = b"\x1f\x8b"
LINE_ENDS = re.compile(r"\r\n?|\n")
SPACES = re.compile(r"[^\S\n]+")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs, and what is no character: PostgreSQL refuses some, XML takes none of
them, nobody can read any."""


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read; its text is a sentence for people. Nothing was imported of it."""


def read_text(file, *, max_bytes=MAX_BYTES):
    """The text of a binary `file`, plain or gzip, in UTF-8 with or without a mark; line ends become `\\n`.

    Raises UnreadableFileError for what is larger than `max_bytes` unpacked, cut off, or in another encoding.
    """
    raw = _limited(file.read(max_bytes + 1), max_bytes)
    if raw.startswith(GZIP_MAGIC):
        raw = _limited(_unpacked(raw, max_bytes), max_bytes)
    try:
        return LINE_ENDS.sub("\n", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        place = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            _("The file is not UTF-8 text (line %(line)s). Save it as UTF-8 and try again.") % {"line": place}
        ) from error


def read_json(file, *, max_bytes=MAX_BYTES):
    """What a JSON file holds. Raises UnreadableFileError where it is none."""
    return parse_json(read_text(file, max_bytes=max_bytes))


def parse_json(text):
    """What JSON text holds. Raises UnreadableFileError where it is none."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        sentence = _("The file is not JSON, or it was cut off (line %(line)s, column %(column)s).")
        raise UnreadableFileError(sentence % {"line": error.lineno, "column": error.colno}) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(_("The file is JSON of a kind that no directory uses.")) from error


def clean(value, limit=None):
    """Text of any value: trimmed, single spaces, without what cannot be stored; None is empty.

    What is longer than `limit` characters ends in an ellipsis.
    """
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if not text.isprintable() or "  " in text:
        text = SPACES.sub(" ", UNSTORABLE.sub("", text))
    text = text.strip()
    return text if limit is None or len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(value, limit=None):
    """`clean` without line breaks."""
    return clean(value.replace("\n", " ") if isinstance(value, str) else value, limit)


def storable(value, depth=0):
    """A raw value of a row, fit for a JSON column; what is nested deeper than rows are becomes an ellipsis.

    A number without an end, as 1e999 is read, becomes None.
    """
    if depth > MAX_DEPTH:
        return "…"
    if isinstance(value, dict):
        return {clean(key): storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item, depth + 1) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return UNSTORABLE.sub("", value) if isinstance(value, str) and not value.isprintable() else value


def folded(*parts):
    """One key for spellings that differ in case and spacing only."""
    return "|".join(one_line(part).casefold() for part in parts)


@cache
def table(name):
    """The readable table `groups/data/<name>.toml`, as written."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def terms(entry):
    """The `TermUse`s of a table's entry: `terms = ["topic:grief", "audience:women:only"]`, with its `detail`."""
    detail = entry.get("detail", "")
    parts = (text.split(":") for text in entry.get("terms", ()))
    return [TermUse(facet, slug, *relation, detail=detail) for facet, slug, *relation in parts]


def merged(uses, limit=200):
    """Each word once: what more there is to say is joined, and the first relation that says something holds."""
    found = {}
    for use in uses:
        known = found.get((use.facet, use.slug))
        if known is None:
            found[use.facet, use.slug] = use
            continue
        details = dict.fromkeys(filter(None, [*known.detail.split(", "), use.detail]))
        found[use.facet, use.slug] = TermUse(
            use.facet, use.slug, known.relation or use.relation, clean(", ".join(details), limit)
        )
    return list(found.values())


def _limited(data, max_bytes):
    if len(data) > max_bytes:
        size = max_bytes // 2**20
        raise UnreadableFileError(_("The file is larger than %(size)s MB. Split it up.") % {"size": size})
    return data


def _unpacked(raw, max_bytes):
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(raw)).read(max_bytes + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableFileError(_("The file is cut off or damaged: it does not unpack to its end.")) from error


def _refuse_constant(name):
    raise ValueError(name)
