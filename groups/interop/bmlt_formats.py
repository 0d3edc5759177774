"""What the formats of a BMLT server mean, by the readable table `groups/data/bmlt_formats.toml`."""

from functools import cache

from django.utils.translation import gettext as _

from groups.interop.bmlt_back import nth_of, term_of
from groups.interop.meanings import Meanings
from groups.interop.reading import one_line
from groups.interop.record import Problem, Record

FORMATS = Meanings("bmlt_formats", "formats")


class Formats:
    """The formats of one file. `meanings(row)` gives the names of the table's entries that hold for a meeting."""

    def __init__(self, rows):
        by_id = {}
        for row in rows:
            known = by_id.get(str(row.get("id")))
            if known is None or row.get("lang") == "en":
                by_id[str(row.get("id"))] = row
        self.by_id = by_id
        self.by_key = {row.get("key_string"): row for row in by_id.values()}
        self.unknown = {}

    def meanings(self, row):
        """Entries of the table by name, in the order of the meeting's formats."""
        found = (
            self._meaning(key, format_row)
            for key, format_row in self._formats_of(row)
            if not (term_of(format_row) or nth_of(format_row))
        )
        return list(dict.fromkeys(filter(None, found)))

    def uses(self, row):
        """Our words that the meeting's formats name themselves, where the list is one of ours."""
        return list(filter(None, (term_of(format_row) for _key, format_row in self._formats_of(row))))

    def nths(self, row):
        """The weeks of the month that its formats say, where the list is one of ours; empty for every week."""
        return list(filter(None, (nth_of(format_row) for _key, format_row in self._formats_of(row))))

    def problems(self):
        """A record with one problem for every format that no entry was found for."""
        for key, name in self.unknown.items():
            named = f"{key} ({name})" if name else key
            sentence = _("We have no word of ours for the format %(format)s; it was left out.") % {"format": named}
            yield Record(f"format {key}", problems=[Problem("formats", sentence)], row_count=0)

    def _formats_of(self, row):
        ids = [one_line(number) for number in one_line(row.get("format_shared_id_list")).split(",")]
        listed = [self.by_id[number] for number in ids if number in self.by_id]
        if listed:
            return [(one_line(format_row.get("key_string")), format_row) for format_row in listed]
        keys = [one_line(key) for key in one_line(row.get("formats")).split(",")]
        return [(key, self.by_key.get(key, {})) for key in keys if key]

    def _meaning(self, key, row):
        name = one_line(row.get("name_string"))
        meaning = _by_world_id().get(one_line(row.get("world_id"))) or _by_name(name.casefold())
        if meaning is None and not row:
            meaning = _by_key().get(key)
        if meaning is None:
            self.unknown[key] = name
        return meaning


@cache
def _by_world_id():
    return {code: meaning for meaning, entry in FORMATS.entries.items() for code in entry.get("world_ids", ())}


@cache
def _by_key():
    return {key: meaning for meaning, entry in FORMATS.entries.items() for key in entry.get("keys", ())}


@cache
def _by_name(name):
    for meaning, entry in FORMATS.entries.items():
        if name in entry.get("names", ()):
            return meaning
    held = ((meaning, word) for meaning, entry in FORMATS.entries.items() for word in entry.get("holds", ()))
    return next((meaning for meaning, word in held if word in name), None) if name else None
