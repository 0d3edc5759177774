"""Write a batch of drafts: places and organizations once each, new listings together, changed ones in their place."""

from collections import defaultdict
from operator import attrgetter

from django.db import connection

from groups import provenance
from groups.choices import Precision, Visibility
from groups.importing.drafting import LISTING_FACTS, PLACE_COLUMNS, SLOT_COLUMNS
from groups.models import Contact, FirstVisit, Listing, ListingTerm, Organization, Place, Schedule, Term

LISTING_COLUMNS = (
    "name", "kind", "formality", "description", "attendance", "led_by", "how_to_join",
    "source_ref", "source_digest", "organization_id", "place_id", *LISTING_FACTS,
)  # fmt: skip
COLUMNS_OF = {
    **provenance.OF_LISTING,
    "kind": ("kind", "formality"),
    "place": ("attendance", "place_id"),
    "organization": ("organization_id",),
}
"""Columns of a listing by the fact they belong to."""
KEPT_SLOT_COLUMNS = (*SLOT_COLUMNS, "note", "is_live")
address_of = attrgetter(*PLACE_COLUMNS)
slot_of = attrgetter(*KEPT_SLOT_COLUMNS)


class Shelf:
    """The places and organizations a source already has, so that each is stored once.

    `keep` what a batch added once it is safely written; `forget` it where the batch was rolled back.
    """

    def __init__(self, source):
        self.source = source
        places = Place.objects.filter(listings__source=source).order_by("-pk")
        rows = places.values_list("pk", "listings__source_ref", *PLACE_COLUMNS)
        self.places = {shelf_mark(address, ref): pk for pk, ref, *address in rows}
        self.organizations = dict(source.organizations.values_list("source_ref", "pk"))
        self.names = dict(source.organizations.values_list("source_ref", "name"))
        self.forget()

    def put(self, drafts):
        """Give the listings of `drafts` the keys of their place and organization, stored now if need be."""
        self._put_places([draft for draft in drafts if draft.place and "place" not in draft.kept])
        self._put_organizations([draft for draft in drafts if draft.organization and "organization" not in draft.kept])

    def drop_unused(self, left):
        """Delete the places `left` by a batch, or put there for nothing, at which no listing is."""
        unused = Place.objects.filter(pk__in={*left, *self.new_places.values()}, listings=None)
        self.gone = set(unused.values_list("pk", flat=True))
        unused.delete()

    def keep(self):
        self.places |= self.new_places
        if self.gone:
            self.places = {address: pk for address, pk in self.places.items() if pk not in self.gone}
        self.organizations |= self.new_organizations
        self.forget()

    def forget(self):
        self.new_places, self.new_organizations, self.gone = {}, {}, set()

    def _put_places(self, drafts):
        marks = {draft: shelf_mark(address_of(draft.place), draft.record.source_ref) for draft in drafts}
        missing = {mark: draft.place for draft, mark in marks.items() if mark not in self.places}
        Place.objects.bulk_create(missing.values())
        self.new_places = {mark: place.pk for mark, place in missing.items()}
        for draft, mark in marks.items():
            draft.listing.place_id = self.new_places.get(mark) or self.places[mark]

    def _put_organizations(self, drafts):
        missing = {draft.organization.source_ref: draft.organization for draft in drafts}
        missing = {ref: row for ref, row in missing.items() if ref not in self.organizations}
        for organization in missing.values():
            organization.source = self.source
        Organization.objects.bulk_create(missing.values())
        self.new_organizations = {ref: row.pk for ref, row in missing.items()}
        self._rename([draft.organization for draft in drafts])
        for draft in drafts:
            ref = draft.organization.source_ref
            draft.listing.organization_id = self.new_organizations.get(ref) or self.organizations[ref]

    def _rename(self, organizations):
        """Follow the source in what it calls its own organizations; who wants another name here makes another one."""
        for one in organizations:
            if self.names.get(one.source_ref, one.name) != one.name:
                self.source.organizations.filter(source_ref=one.source_ref).update(name=one.name)
                self.names[one.source_ref] = one.name


def shelf_mark(address, ref):
    """What a place is known by: its columns, and of a home also the listing, which the source calls `ref`. Two homes of
    one cell look the same, and each may have a private address behind it."""
    is_home = address[PLACE_COLUMNS.index("precision")] == Precision.CELL
    return (*address, ref if is_home else "")


def write(drafts, shelf):
    """Store `drafts`: those with something `known` in its place, the others as new listings.

    Raises IntegrityError or DataError where the database refuses one of them; the caller rolls back.
    """
    shelf.put(drafts)
    _add([draft for draft in drafts if not draft.known], shelf.source)
    _rewrite([draft for draft in drafts if draft.known], shelf)


def _add(drafts, source):
    """New listings. What hangs on them is written first, under keys taken for them, so that the trigger which derives
    a listing's tags and words finds everything there and has to do it only once."""
    for draft, pk in zip(drafts, _new_keys(len(drafts)), strict=True):
        draft.listing.pk, draft.listing.source = pk, source
    _write_words(drafts)
    Schedule.objects.bulk_create(_belonging(drafts, "slots"))
    Listing.objects.bulk_create([draft.listing for draft in drafts])


def _new_keys(number):
    with connection.cursor() as cursor:
        query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(query, [Listing._meta.db_table, number])
        return [pk for (pk,) in cursor.fetchall()]


def _write_words(drafts):
    _copy_terms(drafts)
    Contact.objects.bulk_create(_belonging(drafts, "contacts"))
    FirstVisit.objects.bulk_create(_belonging(drafts, "first_visits"))


def _copy_terms(drafts):
    columns = "listing_id, term_id, relation, detail"
    command = f"COPY {ListingTerm._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for draft in drafts:
            for term in draft.terms:
                copy.write_row((draft.pk, *term))


def _belonging(drafts, name):
    """The rows of that name of all drafts, each pointing at its listing."""
    rows = []
    for draft in drafts:
        for row in getattr(draft, name):
            row.listing_id = draft.pk
            rows.append(row)
    return rows


def _rewrite(drafts, shelf):
    """Bring listings we have to what their source says now, but for what is `kept`; they keep their key, and so do
    their slots.

    A contact that somebody here made private stays so.
    """
    if not drafts:
        return
    pks = [draft.pk for draft in drafts]
    stored = Listing.objects.select_for_update().defer("document", "pos").in_bulk(pks)
    private = _private_contacts(pks)
    left_places = {listing.place_id for listing in stored.values()} - {None}
    for draft in drafts:
        listing = stored[draft.pk]
        for contact in draft.contacts:
            contact.visibility = private.get((draft.pk, contact.channel, contact.value), contact.visibility)
        _save_columns(listing, draft)
    _rewrite_words(drafts)
    _rewrite_slots([draft for draft in drafts if "times" not in draft.kept])
    shelf.drop_unused(left_places)


def _save_columns(listing, draft):
    """The columns of the listing itself. Its name at the source is that of the source it was first brought from."""
    kept = {column for fact in draft.kept for column in COLUMNS_OF.get(fact, ())}
    if listing.source_id != draft.known.entry.source_id:
        kept |= {"source_ref", "source_digest"}
    columns = [column for column in LISTING_COLUMNS if column not in kept]
    for column in columns:
        setattr(listing, column, getattr(draft.listing, column))
    listing.save(update_fields=[*columns, "updated_at"])


def _rewrite_words(drafts):
    """Terms, contacts and answers about the first visit anew; what is kept of them stays in its rows."""
    for name, model, rows in (("contacts", Contact, "contacts"), ("first_visit", FirstVisit, "first_visits")):
        model.objects.filter(listing__in=[draft.pk for draft in drafts if name not in draft.kept]).delete()
        for draft in drafts:
            if name in draft.kept:
                setattr(draft, rows, [])
    terms = ListingTerm.objects.filter(listing__in=[draft.pk for draft in drafts]).order_by("pk")
    kept = {draft.pk: draft.kept for draft in drafts}
    stays = defaultdict(list)
    for pk, facet, *term in terms.values_list("listing", "term__facet", "term", "relation", "detail"):
        if provenance.word_fact(facet) in kept[pk]:
            stays[pk].append(tuple(term))
    facet_of = Term.objects.lexicon().by_id
    for draft in drafts:
        theirs = [term for term in draft.terms if provenance.word_fact(facet_of[term[0]].facet) not in draft.kept]
        draft.terms = stays[draft.pk] + theirs
    terms.delete()
    _write_words(drafts)


def _private_contacts(pks):
    """Visibility of the contacts that not everybody is shown, by listing, channel and value."""
    contacts = Contact.objects.filter(listing__in=pks).exclude(visibility=Visibility.PUBLIC)
    return {(contact.listing_id, contact.channel, contact.value): contact.visibility for contact in contacts}


def _rewrite_slots(drafts):
    """Slots are known by their name at the source. One that is gone there is switched off: dates may hang on it."""
    slots = Schedule.objects.filter(listing__in=[draft.pk for draft in drafts])
    stored = {(slot.listing_id, slot.source_ref): slot for slot in slots}
    new = []
    for slot in _belonging(drafts, "slots"):
        known = stored.pop((slot.listing_id, slot.source_ref), None)
        if known is None:
            new.append(slot)
        elif slot_of(known) != slot_of(slot):
            slot.pk, slot.is_over = known.pk, known.is_over
            slot.save(force_update=True)
    Schedule.objects.bulk_create(new)
    Schedule.objects.filter(pk__in=[slot.pk for slot in stored.values()], is_live=True).update(is_live=False)
