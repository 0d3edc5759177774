"""Directories of mental-health facilities as SAMHSA publishes them: a CSV file, one facility a row.

The columns `service_code_info` holds short codes; `groups/data/samhsa_codes.toml` says what each means in our words.
The rows have no number and no position: a facility is known by its names and address, its place by its postcode.
"""

import csv
import hashlib
import re
from collections import Counter
from functools import cache
from itertools import pairwise

from django.utils.translation import gettext as _

from groups.choices import Attendance, Channel, Precision, Relation
from groups.interop.reading import UnreadableFileError, folded, merged, one_line, read_text, storable, table, terms
from groups.interop.record import ContactPart, OrganizationPart, PlacePart, Problem, Record, TermUse
from groups.place_names import TERRITORIES

COLUMNS = ("name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "service_code_info")
CODE_COLUMNS = ("service_code", "service_name")
IDENTITY = ("name1", "name2", "street1", "street2", "city", "state", "zip")
INTAKE = ("intake1", "intake2", "intake1a", "intake2a")
EXTENSION = re.compile(r"(?<!\s)\s*+x\s*+(\d++)\Z")
"""Behind a number; takes no longer than the text is long, however many spaces there are."""


def load(file, *, codes=None):
    """Yield a `Record` for every facility of a binary `file`; `codes` is the directory's own list of codes, to name
    those we do not know. Raises UnreadableFileError where the file as a whole is none of these directories."""
    rows = _rows(file, COLUMNS)
    names = {row["service_code"]: row["service_name"] for row in _rows(codes, CODE_COLUMNS)} if codes else {}
    identities = Counter(map(_identity, rows))
    seen = set()
    for number, row in enumerate(rows, start=1):
        yield _record(number, row, identities, seen, names)


def _rows(file, columns):
    lines = read_text(file).split("\n")
    try:
        reader = csv.DictReader(lines, restkey="more", restval="")
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            sentence = _("This is not such a directory: the column “%(column)s” is missing.")
            raise UnreadableFileError(sentence % {"column": missing[0]})
        return list(reader)
    except csv.Error as error:
        raise UnreadableFileError(_("The file is not a table of comma-separated values.")) from error


def _identity(row):
    return folded(*(row[column] for column in IDENTITY))


def _record(number, row, identities, seen, names):
    row = {key: storable(value) for key, value in row.items()}
    if not one_line(row["name1"]):
        sentence = _("Row %(number)s has no name and was left out.") % {"number": number}
        return Record(f"row {number}", problems=[Problem("name1", sentence)], row=row)
    ref, problems = _reference(row, identities, seen)
    if ref is None:
        return Record(_identity(row)[:250], problems=problems, row=row)
    codes = row["service_code_info"].replace("*", " ").split()
    known = [code for code in codes if code in _known()]
    minimum_age, maximum_age, age_problems = _ages(known)
    return Record(
        source_ref=ref,
        name=one_line(f"{row['name1']}, {row['name2']}" if one_line(row["name2"]) else row["name1"]),
        kind=_first("kinds", known)["kind"],
        description=_description(known),
        attendance=_attendance(known),
        led_by=_table()["every"]["led_by"],
        organization=OrganizationPart(ref=folded(row["name1"])[:250], name=one_line(row["name1"])),
        place=_place(row),
        terms=_terms(known, maximum_age),
        contacts=_contacts(row),
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        how_to_join=_how_to_join(known),
        problems=[*problems, *age_problems, *_code_problems(codes, known, names)],
        row=row,
    )


def _reference(row, identities, seen):
    """What the row is known by, whatever its place in the file; None for one that repeats another to the letter."""
    identity = _identity(row)
    ref = identity[:200]
    if identities[identity] == 1:
        return ref, []
    content = hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:12]
    ref = f"{ref}|{content}"
    if ref in seen:
        return None, [Problem("name1", _("This row repeats another one word for word. It was taken once."))]
    seen.add(ref)
    sentence = _("Another row has the same names and address but other details. Both were taken.")
    return ref, [Problem("name1", sentence)]


@cache
def _table():
    return table("samhsa_codes")


@cache
def _known():
    return frozenset(_table()["codes"]) | _left_out()


@cache
def _left_out():
    return frozenset(code for group in _table()["left_out"] for code in group["codes"])


def _entries(known):
    return [_table()["codes"][code] for code in known if code not in _left_out()]


@cache
def _code_terms(code):
    """The words of one code; none for one that is left out."""
    return terms(_table()["codes"].get(code, {}))


def _first(choice, known):
    return next(option for option in _table()[choice] if set(option["codes"]) <= set(known))


def _terms(known, maximum_age):
    uses = [*terms(_table()["every"]), *(use for code in known for use in _code_terms(code))]
    if not any(use.facet == "cost" for use in uses):
        uses += terms(_table()["no_payment_code"])
    if set(known) & set(_table()["never_walk_in"]["codes"]):
        uses = [use for use in uses if use[:2] != ("setting", "walk-in")]
    uses.append(TermUse("joining", _first("joining", known)["term"]))
    return merged(_only_for_age_group(known, uses))


def _only_for_age_group(known, uses):
    """A facility that takes one group of ages is only for that group."""
    groups = [code for code in known if "ages" in _table()["codes"].get(code, ())]
    if len(groups) != 1:
        return uses
    own = {use[:2] for use in _code_terms(groups[0])}
    return [use._replace(relation=Relation.ONLY) if use[:2] in own else use for use in uses]


def _ages(known):
    """Youngest age, oldest age, and a problem where the groups between are not taken."""
    spans = sorted(entry["ages"] for entry in _entries(known) if "ages" in entry)
    if not spans:
        return None, None, [Problem("ages", _("No age group is named. It is shown for all ages."))]
    youngest, oldest = spans[0][0] or None, spans[-1][1] if len(spans[-1]) > 1 else None
    gaps = [before[1] + 1 for before, after in pairwise(spans) if before[1] + 1 < after[0]]
    if not gaps:
        return youngest, oldest, []
    sentence = _("Not all ages between the youngest and the oldest are taken: those from %(age)s on are missing.")
    return youngest, oldest, [Problem("ages", sentence % {"age": gaps[0]})]


def _attendance(known):
    given = (entry["attendance"] for entry in _entries(known) if "attendance" in entry)
    return Attendance(next(given, Attendance.IN_PERSON))


def _description(known):
    words = dict.fromkeys(entry["words"] for entry in _entries(known) if "words" in entry)
    return _("What is offered: %(list)s.") % {"list": "; ".join(words)} if words else ""


def _how_to_join(known):
    if _first("joining", known)["term"] == "referral":
        return _("Ask a doctor or another professional to refer you, or call and ask how to get in.")
    return _("Call first to make an appointment.")


def _place(row):
    state = one_line(row["state"]).upper()
    return PlacePart(
        street=one_line(", ".join(filter(None, [one_line(row["street1"]), one_line(row["street2"])]))),
        town=one_line(row["city"]),
        region=state,
        postal_code=one_line(row["zip"]),
        country=state if state in TERRITORIES["US"] else "US",
        precision=Precision.POSTCODE,
    )


def _contacts(row):
    numbers = {}
    for column in ("phone", *INTAKE):
        text = one_line(row.get(column))
        if text:
            numbers.setdefault(text, "" if column == "phone" else _("For appointments"))
    return [_phone(text, note) for text, note in numbers.items()]


def _phone(text, note):
    split = EXTENSION.search(text)
    if not split or not split.start():
        return ContactPart(Channel.PHONE, text, note)
    extension = _("extension %(number)s") % {"number": split[1]}
    return ContactPart(Channel.PHONE, text[: split.start()], ", ".join(filter(None, [note, extension])))


def _code_problems(codes, known, names):
    for code in dict.fromkeys(codes):
        if code not in _known():
            named = f"{code} ({names[code]})" if code in names else code
            sentence = _("We have no word of ours for the service code %(code)s; it was left out.")
            yield Problem("service_code_info", sentence % {"code": named})
    for code in known:
        names_with = _table()["codes"].get(code, {}).get("names_with")
        if names_with and not set(names_with) & set(known):
            yield Problem("languages", _("It offers other languages but does not say which."))
    if not _first("kinds", known)["codes"]:
        yield Problem(
            "service_code_info", _("Neither the sort of facility nor its setting is given; it is shown as a clinic.")
        )
