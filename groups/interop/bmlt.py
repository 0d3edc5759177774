"""Meeting lists of a BMLT server (its semantic API, JSON): a row for every weekday on which a group meets.

Rows of one group at one place become one listing with several slots. Accepts `{"meetings", "formats",
"service_bodies"}`, `{"meetings", "formats"}` and the bare array of meetings. `dump` goes the other way.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groups.interop import bmlt_back, bmlt_rows
from groups.interop.bmlt_file import dump
from groups.interop.bmlt_formats import FORMATS, Formats
from groups.interop.meanings import common
from groups.interop.reading import UnreadableFileError, clean, folded, merged, one_line, read_json, storable
from groups.interop.record import OrganizationPart, Problem, Record, TermUse

__all__ = ["dump", "load"]

OPEN_TO_ALL = "open to all"


@dataclass(slots=True)
class Meeting:
    """One row, the names of what its formats mean, and whether the source shows it.

    `uses` are our own words and `nths` weeks of the month, where the list is one of ours.
    """

    number: str
    row: dict
    meanings: list[str]
    is_shown: bool
    uses: list[TermUse] = field(default_factory=list)
    nths: list[int] = field(default_factory=list)


def load(file):
    """Yield a `Record` for every group of a binary `file`, and one for what could not be read of formats and rows.

    Raises UnreadableFileError where the file as a whole is no such list.
    """
    rows, format_rows, bodies = _parts(read_json(file))
    formats = Formats(format_rows)
    organizations = {
        one_line(body.get("id")): _organization(body) for body in bodies if body.get("sort") not in bmlt_back.SITE
    }
    groups = defaultdict(list)
    for number, row in enumerate(map(storable, rows), start=1):
        if problem := _unusable(row):
            kept = bmlt_rows.without_people(row)
            yield Record(one_line(kept.get("id_bigint"), 250) or f"row {number}", problems=[problem], row=kept)
        else:
            groups[_group_key(row)].append(_meeting(row, formats))
    for meetings in groups.values():
        yield _record(meetings, organizations)
    yield from formats.problems()


def _meeting(row, formats):
    known = formats.meanings(row), bmlt_rows.is_shown(row), formats.uses(row), formats.nths(row)
    return Meeting(one_line(row["id_bigint"]), row, *known)


def _parts(data):
    if isinstance(data, list):
        data = {"meetings": data}
    rows = data.get("meetings") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise UnreadableFileError(_("This is not a BMLT meeting list: it has no array of meetings."))
    if rows and not any(isinstance(row, dict) and "id_bigint" in row for row in rows):
        raise UnreadableFileError(_("This is not a BMLT meeting list: its rows have no “id_bigint”."))
    rest = (data.get(name) for name in ("formats", "service_bodies"))
    lists = (part if isinstance(part, list) else () for part in rest)
    return rows, *([row for row in part if isinstance(row, dict)] for part in lists)


def _unusable(row):
    if not isinstance(row, dict):
        return Problem("row", _("This row is not an object with fields; it was left out."))
    if not one_line(row.get("id_bigint")):
        return Problem("id_bigint", _("This row has no number; it was left out."))
    if not one_line(row.get("meeting_name")):
        return Problem("meeting_name", _("This meeting has no name; it was left out."))
    return None


def _organization(body):
    """The service body. In some exports the columns are shifted by one, so its address is sought, not assumed."""
    addresses = (one_line(body.get(name)) for name in ("url", "type"))
    website = next((address for address in addresses if address.startswith("http")), "")
    ours = one_line(body.get("organization_id"), 250)
    ref = ours or one_line(body.get("id"), 250)
    description = clean(body.get("description")) if ours else ""
    return OrganizationPart(ref, one_line(body.get("name"), 200) or ref, website, description)


def _group_key(row):
    """Which rows are one listing: the same name at the same street (or named place) of the same town.

    A list of our own says it.
    """
    if row.get("listing_id"):
        return f"|{one_line(row['listing_id'])}"
    where = row.get("location_street") or row.get("location_text") or row.get("virtual_meeting_link")
    own = "" if where else row["id_bigint"]
    return folded(row["meeting_name"], where, row.get("location_municipality"), own)


def _record(meetings, organizations):
    """One listing. What the source shows decides; a group of which it shows nothing stays a draft."""
    meetings.sort(key=lambda meeting: (not meeting.is_shown, len(meeting.number), meeting.number))
    kept, problems = _without_repeats(meetings)
    telling = [meeting for meeting in kept if meeting.is_shown] or kept
    first, rows = telling[0].row, [meeting.row for meeting in telling]
    meanings = [meeting.meanings for meeting in telling]
    record = Record(
        source_ref=min((meeting.number for meeting in kept), key=lambda number: (len(number), number)),
        name=one_line(first["meeting_name"]),
        kind=FORMATS.every["kind"],
        led_by=FORMATS.every["led_by"],
        description=FORMATS.description(common(meanings)),
        organization=organizations.get(one_line(first.get("service_body_bigint"))),
        contacts=bmlt_rows.contacts(rows),
        is_published=telling[0].is_shown,
        problems=problems,
        row_count=len(meetings),
        row=bmlt_rows.without_people(first),
    )
    bmlt_rows.set_place(record, rows, meanings)
    open_to_all = any(OPEN_TO_ALL in one_line(row.get("comments")).casefold() for row in rows)
    record.terms = merged([*FORMATS.terms(meanings, open_to_all=open_to_all), *bmlt_rows.terms(rows, meanings)])
    for meeting in kept:
        bmlt_rows.add_slot(record, meeting, first, common(meanings))
    if bmlt_back.is_ours(telling[0]):
        bmlt_back.retell(record, telling)
    return record


def _without_repeats(meetings):
    """The meetings of a group, each day and time once, and a problem that names both rows of a repetition."""
    kept, problems = {}, []
    for meeting in meetings:
        row = meeting.row
        key = one_line(row.get("weekday_tinyint")), one_line(row.get("start_time"))
        first = kept.setdefault(key, meeting)
        if first is not meeting:
            sentence = _("Row %(second)s has the same name, place, day and time as row %(first)s; it was left out.")
            problems.append(Problem("id_bigint", sentence % {"second": meeting.number, "first": first.number}))
    return list(kept.values()), problems
