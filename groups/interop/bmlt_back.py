"""What a list of our own says beyond the usual fields, read back: our words, weeks of the month, and more of the text.

A list of this sort is known by rows that have a `listing_id` and `words`; no other has both.
"""

from dataclasses import replace

from groups.choices import Attendance, Facet, Formality, LedBy, Precision, Relation
from groups.interop.reading import clean, merged, one_line
from groups.interop.record import TermUse
from groups.recurrence import WEEKDAYS

WORDS = ("kind", "formality", "led_by", "attendance")
"""Facets that are a column of a record, not among its terms."""
SITE = ("site", "source")
"""Sorts of service bodies that are no organization."""
AGE = range(131)
LONGEST = 60
DERIVED = {Facet.CATEGORY, Facet.TOPIC_GROUP, Facet.WEEKDAY, Facet.TIME, Facet.SLOT}
"""What follows from the rest and is not for a list to say."""
FIXED = {"formality": Formality.values, "led_by": LedBy.values, "attendance": Attendance.values}


def term_of(row):
    """Our word that a format names, or None."""
    return _use(one_line(row.get("term")))


def nth_of(row):
    """The week of the month that a format says, 0 for none."""
    text = one_line(row.get("nth"))
    return int(text) if text in ("1", "2", "3", "4", "5", "-1") else 0


def is_ours(meeting):
    return bool(meeting.row.get("listing_id") and meeting.row.get("words"))


def retell(record, meetings):
    """Set the record right by what only a list of our own says."""
    row = meetings[0].row
    uses = merged([*_words(row), *(use for meeting in meetings for use in meeting.uses)])
    said = {use.facet: use.slug for use in uses}
    record.kind = said.get("kind", record.kind)
    record.formality, record.led_by = said.get("formality", ""), said.get("led_by", "")
    record.attendance = said.get("attendance", Attendance.IN_PERSON)
    record.assumed = [name for name in record.assumed if name != "attendance"]
    record.source_ref = one_line(row["listing_id"], 250)
    transit = [use for use in record.terms if (use.facet, use.slug) == ("access", "near-transit")]
    record.terms = merged([*(use for use in uses if use.facet not in WORDS), *transit])
    record.description, record.how_to_join = clean(row.get("description")), clean(row.get("how_to_join"))
    record.minimum_age, record.maximum_age = (_age(row.get(name)) for name in ("minimum_age", "maximum_age"))
    if record.attendance in (Attendance.ONLINE, Attendance.PHONE):
        record.place = None
    elif row.get("precision") in Precision.values:
        record.place.precision = _precision(row["precision"])
    record.slots = _as_they_were(record.slots)


def _words(row):
    """The words that a row names beside its formats, with how they hold."""
    return list(filter(None, map(_use, one_line(row.get("words")).split(","))))


def _use(text):
    """The `TermUse` of "topic:grief" or "audience:men:only"; None where it cannot be one."""
    facet, slug, relation, *_more = [*text.split(":"), "", ""]
    is_word = facet in Facet.values and facet not in DERIVED and 0 < len(slug) <= LONGEST
    is_known = facet not in FIXED or slug in FIXED[facet]
    return TermUse(facet, slug, relation) if is_word and is_known and relation in Relation.values else None


def _precision(word):
    """A home comes back as its town: its cell is nobody's to say again."""
    return Precision.TOWN if word in (Precision.CELL, Precision.AREA) else word


def _age(value):
    text = one_line(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and int(text) in AGE else None


def _as_they_were(slots):
    """Rows of one slot on several weekdays are one slot again: their numbers differ in the last digit."""
    found = {}
    for slot in slots:
        key = slot.source_ref[:-1], slot.rule.freq, slot.rule.start_time, slot.rule.duration, slot.note, slot.is_live
        found.setdefault(key, []).append(slot)
    return [_joined(same) for same in found.values()]


def _joined(slots):
    tokens = {token for slot in slots for token in slot.rule.byday}
    byday = tuple(sorted(tokens, key=lambda token: (WEEKDAYS.index(token[-2:]), token.startswith("-"), token)))
    first = min(slots, key=lambda slot: slot.rule.starts_on)
    return replace(first, source_ref=first.source_ref[:-1] or first.source_ref, rule=replace(first.rule, byday=byday))
