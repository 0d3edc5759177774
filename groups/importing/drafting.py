"""One record as unsaved, checked rows of our tables. No query is made here: the database's constraints come later."""

from dataclasses import dataclass, field, fields
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from groups import provenance
from groups.choices import Facet
from groups.interop.record import PlacePart, Problem, Record, digest
from groups.models import Contact, FirstVisit, Listing, Organization, Place, Schedule, SourceEntry

UNCHECKED = {"validate_unique": False, "validate_constraints": False}
PLACE_COLUMNS = tuple(part.name for part in fields(PlacePart))
LISTING_FACTS = (
    "training", "minimum_size", "maximum_size", "minimum_age", "maximum_age", "safeguarding_contact",
    "wait_weeks", "wait_checked_on", "accepting_new", "accepting_new_checked_on",
)  # fmt: skip
SLOT_COLUMNS = (
    "starts_on", "start_time", "duration", "timezone", "freq", "interval", "byday", "bymonthday", "until", "count",
    "season_from", "season_until",
)  # fmt: skip


class Known(NamedTuple):
    """What we have of a listing already: its key and status, and what the source said of it last (unsaved for one
    that it has never spoken of)."""

    pk: int
    status: str
    entry: SourceEntry


@dataclass(slots=True, eq=False)
class Draft:
    """Rows of one listing, as yet without keys. `problems` says what was left out; without `listing` it is all.

    `known` is what we have of the listing, None for a new one; `kept` are the facts (`groups.provenance`) of it that
    stay as they are here, whatever the source says; `facts` are what it says (see `state`). `terms` are plain
    `(term, relation, detail)`: there are dozens for each listing, and they are copied into the database as they are.
    """

    record: Record
    digest: str
    known: Known | None = None
    kept: frozenset[str] = frozenset()
    listing: Listing | None = None
    place: Place | None = None
    organization: Organization | None = None
    terms: list[tuple[int, str, str]] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    slots: list[Schedule] = field(default_factory=list)
    first_visits: list[FirstVisit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: dict = field(default_factory=dict)

    @property
    def pk(self):
        """The key of the listing, None while it is not stored."""
        return self.known.pk if self.known else self.listing.pk

    @property
    def differs(self):
        """Whether the source says something else than what is stored."""
        return self.known is None or self.known.entry.digest != self.digest

    def state(self):
        """Note what the source says, fact by fact, before anything of it is replaced by what is kept here."""
        self.facts = provenance.facts_of_rows(
            self.listing,
            place=self.place,
            organization=self.organization,
            terms=self.terms,
            contacts=self.contacts,
            slots=self.slots,
            first_visit=next(iter(self.first_visits), None),
        )


def draft(record, lexicon):
    """The `Draft` of a settled record; `lexicon` gives the terms by facet and slug."""
    made = Draft(record, digest(record))
    kind = lexicon.by_slug.get((Facet.KIND, record.kind))
    if kind is None:
        made.problems.append(
            Problem("kind", _("We have no kind of support called “%(kind)s”.") % {"kind": record.kind})
        )
        return made
    if record.place:
        made.place = Place(**{name: getattr(record.place, name) for name in PLACE_COLUMNS})
    made.organization = _organization(record, made)
    listing = _listing(record, kind, made.digest)
    rows = [row for row in (made.place, listing) if row]
    accepted = [_accepts(made, row, fatal=True) for row in rows]  # all are asked, so that every problem is said
    if all(accepted):
        made.listing = listing
        made.terms = list(_terms(record, lexicon, made))
        made.contacts = _accepted(made, _contacts(record))
        made.slots = _accepted(made, _slots(record))
        made.first_visits = [FirstVisit(**record.first_visit)] if record.first_visit else []
    return made


def _listing(record, kind, source_digest):
    return Listing(
        **{name: getattr(record, name) for name in LISTING_FACTS},
        name=record.name,
        kind=kind,
        formality=record.formality or kind.default_formality,
        description=record.description,
        attendance=record.attendance,
        led_by=record.led_by,
        how_to_join=record.how_to_join,
        source_ref=record.source_ref,
        source_digest=source_digest,
    )


def _organization(record, made):
    part = record.organization
    if part is None:
        return None
    organization = Organization(source_ref=part.ref, name=part.name, website=part.website, description=part.description)
    if part.website and not _accepts(made, organization):
        organization.website = ""
    return organization


def _terms(record, lexicon, made):
    for use in record.terms:
        term = lexicon.by_slug.get((use.facet, use.slug))
        if term:
            yield term.pk, use.relation, use.detail
        else:
            sentence = _("Our words have no “%(slug)s” under “%(facet)s”; it was left out.")
            made.problems.append(Problem("terms", sentence % {"slug": use.slug, "facet": use.facet}))


def _contacts(record):
    return [
        Contact(channel=part.channel, value=part.value, note=part.note, visibility=part.visibility, position=position)
        for position, part in enumerate(record.contacts)
    ]


def _slots(record):
    return [
        Schedule(
            **{name: getattr(part.rule, name) for name in SLOT_COLUMNS}
            | {"byday": list(part.rule.byday), "bymonthday": list(part.rule.bymonthday)},
            note=part.note,
            source_ref=part.source_ref,
            is_live=part.is_live,
        )
        for part in record.slots
    ]


def _accepted(made, rows):
    return [row for row in rows if _accepts(made, row)]


def _accepts(made, row, *, fatal=False):
    """Whether a row passes its own checks; what does not is said, with what follows from it."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.full_clean(exclude=relations, **UNCHECKED)
    except ValidationError as error:
        end = _("The listing was left out.") if fatal else _("It was left out.")
        made.problems += [
            Problem(_field(row, name), " ".join([_blamed(row, name), *messages, end]))
            for name, messages in error.message_dict.items()
        ]
        return False
    return True


def _field(row, name):
    return row._meta.model_name if name == "__all__" else name


def _blamed(row, name):
    """What a problem is about, in words: the field's own name and value."""
    if name == "__all__":
        return f"{row._meta.verbose_name}:"
    value = str(getattr(row, name))
    return f"{row._meta.get_field(name).verbose_name} “{value[:60]}”:"
