"""Meeting Guide lists (the JSON of code4recovery's spec): a bare array, a row for every meeting.

Rows of one group at one place become one listing with several slots. `dump` goes the other way.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from groups.interop import meeting_guide_rows
from groups.interop.meanings import common
from groups.interop.meeting_guide_dump import LeftOut, dump
from groups.interop.meeting_guide_rows import TYPES
from groups.interop.reading import UnreadableFileError, folded, one_line, read_json, storable
from groups.interop.record import OrganizationPart, Problem, Record

__all__ = ["LeftOut", "dump", "load"]


def load(file):
    """Yield a `Record` for every group of a binary `file`, and one for every row or type that could not be read.

    Raises UnreadableFileError where the file as a whole is no such list.
    """
    groups, unknown = defaultdict(list), {}
    for number, row in enumerate(map(storable, _rows(read_json(file))), start=1):
        if problem := _unusable(row):
            kept = meeting_guide_rows.without_people(row)
            yield Record(one_line(kept.get("slug"), 250) or f"row {number}", problems=[problem], row=kept)
        else:
            groups[_group_key(row)].append(row)
            unknown |= dict.fromkeys(code for code in _codes(row) if code not in TYPES.entries)
    for rows in groups.values():
        yield _record(sorted(rows, key=lambda row: one_line(row["slug"])))
    for code in unknown:
        sentence = _("We have no word of ours for the type %(code)s; it was left out.") % {"code": code}
        yield Record(f"type {code}"[:250], problems=[Problem("types", sentence)], row_count=0)


def _rows(data):
    if not isinstance(data, list):
        raise UnreadableFileError(_("This is not a Meeting Guide list: it is not an array of meetings."))
    if data and not any(isinstance(row, dict) and "slug" in row for row in data):
        raise UnreadableFileError(_("This is not a Meeting Guide list: its rows have no “slug”."))
    return data


def _unusable(row):
    if not isinstance(row, dict):
        return Problem("row", _("This row is not an object with fields; it was left out."))
    if not one_line(row.get("slug")):
        return Problem("slug", _("This row has no slug; it was left out."))
    if not one_line(row.get("name")):
        return Problem("name", _("This meeting has no name; it was left out."))
    return None


def _group_key(row):
    """Which rows are one listing: the same name and group at the same address, or at the same link or number."""
    fields = ("formatted_address", "address", "city", "location")
    where = folded(*(row.get(name) for name in fields)).strip("|")
    where = where or one_line(row.get("conference_url")) or one_line(row.get("conference_phone"))
    own = "" if where else row["slug"]
    return folded(row["name"], row.get("group"), where, own)


def _codes(row):
    codes = row.get("types")
    return list(filter(None, dict.fromkeys(map(one_line, codes)))) if isinstance(codes, list) else []


def _record(rows):
    first = rows[0]
    meanings = [[code for code in _codes(row) if code in TYPES.entries] for row in rows]
    notes = dict.fromkeys(meeting_guide_rows.text(row.get(name)) for row in rows for name in ("notes", "group_notes"))
    description = [TYPES.description(common(meanings)), *notes]
    record = Record(
        source_ref=one_line(first["slug"]),
        name=one_line(first["name"]),
        kind=TYPES.every["kind"],
        led_by=TYPES.every["led_by"],
        description="\n\n".join(filter(None, description)),
        organization=_organization(first),
        contacts=meeting_guide_rows.contacts(rows),
        terms=TYPES.terms(meanings),
        row_count=len(rows),
        row=meeting_guide_rows.without_people(first),
    )
    meeting_guide_rows.set_place(record, rows, meanings)
    for row, own in zip(rows, meanings, strict=True):
        meeting_guide_rows.add_slot(record, row, own, common(meanings))
    return record


def _organization(row):
    name = one_line(row.get("entity"), 200)
    if not name:
        return None
    website = one_line(row.get("entity_website_url")) or one_line(row.get("entity_url"))
    return OrganizationPart(ref=folded(name), name=name, website=website)
