"""One listing as plain values: what every format loads into and `importing` takes from, and what `outgoing` makes of
our own listings and every format dumps.

No database and no query in here: slugs instead of rows, so that a loader can be read and tested by itself.
"""

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import NamedTuple

from groups.choices import Attendance, Visibility
from groups.recurrence import Rule


class Problem(NamedTuple):
    """What was not understood of a row: the field of the source it is about, and a sentence for people."""

    field: str
    sentence: str


class TermUse(NamedTuple):
    """A word from the taxonomy, how it holds (`choices.Relation`), and what more there is to say (at most 200)."""

    facet: str
    slug: str
    relation: str = ""
    detail: str = ""


@dataclass(slots=True)
class OrganizationPart:
    """Who answers for the listing; `ref` is what the source knows it by."""

    ref: str
    name: str
    website: str = ""
    description: str = ""


@dataclass(slots=True)
class PlacePart:
    """Where it is, as far as the source says. Without `lat` and `lon` the importer looks up postcode, then town.

    `country` has two letters (ISO 3166-1); `timezone` is an IANA name or empty. No format says `cell_km`: the importer
    chooses the cell that hides a home.
    """

    name: str = ""
    street: str = ""
    district: str = ""
    town: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    timezone: str = ""
    directions: str = ""
    cell_km: int | None = None


@dataclass(slots=True)
class ContactPart:
    """One way to make contact, and who may be shown it."""

    channel: str
    value: str
    note: str = ""
    visibility: str = Visibility.PUBLIC


@dataclass(slots=True)
class SlotPart:
    """One slot. A `rule` without a zone gets that of the place; `is_live` is False where it does not meet now."""

    source_ref: str
    rule: Rule
    note: str = ""
    is_live: bool = True


class ClosedPart(NamedTuple):
    """Days on which it does not take place, both included; without a last day until further notice."""

    starts_on: date
    ends_on: date | None
    note: str = ""


class Attribution(NamedTuple):
    """The directory that a listing of ours was copied from, and the date of its data."""

    name: str
    url: str
    licence: str
    as_of: date | None


@dataclass(slots=True)
class Record:
    """One listing of a source, or, without a `kind`, only the problems of rows that give none.

    `source_ref` names it at the source and must stay the same from file to file. `is_published` is False where
    the source itself does not show it. `row_count` is the number of rows of the file it was made of, `assumed`
    what they left open and the format's rule decided (such as "attendance"), `row` the first of them as read.

    `former_ref` is another name that it may be known by from an earlier file.

    An empty `formality` is that of the kind. `url`, the moments, closures and attribution are for readers of our own
    listings: no import stores them.
    """

    source_ref: str
    name: str = ""
    kind: str = ""
    description: str = ""
    attendance: str = Attendance.IN_PERSON
    led_by: str = ""
    organization: OrganizationPart | None = None
    place: PlacePart | None = None
    terms: list[TermUse] = field(default_factory=list)
    contacts: list[ContactPart] = field(default_factory=list)
    slots: list[SlotPart] = field(default_factory=list)
    minimum_age: int | None = None
    maximum_age: int | None = None
    how_to_join: str = ""
    first_visit: dict[str, str] = field(default_factory=dict)
    is_published: bool = True
    formality: str = ""
    training: str = ""
    minimum_size: int | None = None
    maximum_size: int | None = None
    safeguarding_contact: str = ""
    wait_weeks: int | None = None
    wait_checked_on: date | None = None
    accepting_new: bool | None = None
    accepting_new_checked_on: date | None = None
    url: str = ""
    updated_at: datetime | None = None
    confirmed_at: datetime | None = None
    closures: list[ClosedPart] = field(default_factory=list)
    attribution: Attribution | None = None
    problems: list[Problem] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    row_count: int = 1
    row: dict = field(default_factory=dict)
    former_ref: str = ""

    @property
    def is_listing(self):
        return bool(self.kind)


NOT_STORED = {"problems", "assumed", "row", "row_count", "url", "updated_at", "confirmed_at", "closures", "attribution"}
NOT_STORED |= {"former_ref"}


def digest(record):
    """64 hex digits that change when anything changes that would be stored of the listing."""
    content = [getattr(record, part.name) for part in fields(record) if part.name not in NOT_STORED]
    return hashlib.sha256(repr(content).encode()).hexdigest()
