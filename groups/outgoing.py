"""Our own listings as plain `Record`s, for every format that leaves the site: only what the public may know."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from groups.interop.record import (
    Attribution,
    ClosedPart,
    ContactPart,
    OrganizationPart,
    PlacePart,
    Record,
    SlotPart,
    TermUse,
)
from groups.models import Closure, FirstVisit, Listing, ListingTerm, PracticalHelp, Term

BATCH = 500
A_DAY = timedelta(days=1)  # so far may the calendar of a place be behind ours
SAME = (
    "name", "description", "attendance", "formality", "led_by", "training", "minimum_size", "maximum_size",
    "minimum_age", "maximum_age", "safeguarding_contact", "how_to_join", "wait_weeks", "wait_checked_on",
    "accepting_new", "accepting_new_checked_on", "updated_at", "confirmed_at",
)  # fmt: skip
"""Fields of a record that are columns of a listing."""
DETAIL = ListingTerm._meta.get_field("detail").max_length
ADDRESS = (
    "name", "street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision", "timezone",
    "directions",
)  # fmt: skip
ANSWERS = (*FirstVisit.QUESTIONS, "greeter", "what_to_expect")


def records(listings, *, site="", now=None):
    """Yield a `Record` for each of `listings` (a queryset) that may leave the site, in the order of their keys.

    They are read in batches, so that memory stays flat. `site` is put before the path of each listing's page. Closures
    are those under way at `now` (an aware moment, this one by default) or to come. Slots that are over are left out.
    """
    now = now or timezone.now()
    for batch in batches(with_parts(listings.for_feeds(), now)):
        yield from (record(listing, site=site, now=now) for listing in batch)


def batches(listings):
    """Lists of at most `BATCH` rows each, by key: no cursor is kept open while somebody reads slowly."""
    rows = list(listings.order_by("pk")[:BATCH])
    while rows:
        yield rows
        rows = list(listings.filter(pk__gt=rows[-1].pk).order_by("pk")[:BATCH]) if len(rows) == BATCH else []


def with_parts(listings, now):
    """`listings` with all that `record` needs, in a literal number of questions for each batch."""
    closures = Closure.objects.to_come(now.astimezone(UTC).date() - A_DAY).order_by("starts_on", "pk")
    return (
        listings.select_related("kind", "organization", "place", "source", "first_visit")
        .defer("document", "pos")
        .prefetch_related(
            *Listing.objects.card_parts(),
            Prefetch("listing_terms", ListingTerm.objects.order_by("pk"), to_attr="uses"),
            Prefetch("practical_help", PracticalHelp.objects.order_by("position", "pk"), to_attr="promised"),
            Prefetch("closures", closures, to_attr="own_closures"),
            Prefetch("place__closures", closures, to_attr="closures_to_come"),
        )
    )


def record(listing, *, site="", now):
    """The `Record` of one listing that was read by `with_parts`; its names are those the public knows.

    `now` tells which closures are over by the calendar of the place.
    """
    return Record(
        **{name: getattr(listing, name) for name in SAME},
        source_ref=listing.public_id,
        kind=listing.kind.slug,
        organization=organization(listing.organization),
        place=listing.place and PlacePart(**{name: getattr(listing.place, name) for name in ADDRESS}),
        terms=list(terms(listing)),
        contacts=[ContactPart(one.channel, one.value, one.note) for one in listing.public_contacts],
        slots=[SlotPart(f"{listing.public_id}-{slot.pk}", slot.rule, slot.note) for slot in ordered_slots(listing)],
        first_visit=first_visit(listing),
        url=site + reverse("listing-detail", args=[listing.public_id]),
        closures=closures(listing, now),
        attribution=attribution(listing.source),
    )


def organization(row):
    return row and OrganizationPart(row.public_id, row.name, row.website, row.description)


def terms(listing):
    """What the listing says of itself in our words, in their order in the lists people pick from.

    Practical help counts as the word it is, with how to ask for it, where an organization answers for it.
    """
    known = Term.objects.lexicon().by_id
    uses = {use.term_id: (use.relation, use.detail) for use in listing.uses}
    uses |= {one.term_id: ("", one.how_to_ask[:DETAIL]) for one in promised(listing)}
    named = sorted((known[pk] for pk in uses if pk in known), key=lambda term: (term.facet, term.position, term.pk))
    for term in named:
        yield TermUse(term.facet, term.slug, *uses[term.pk])


def promised(listing):
    """The practical help of a listing that was read by `with_parts`, as its organization promises it."""
    return listing.promised if listing.organization_id else []


def ordered_slots(listing):
    return sorted(listing.live_schedules, key=lambda slot: (slot.starts_on, slot.start_time, slot.pk))


def first_visit(listing):
    visit = getattr(listing, "first_visit", None)
    return {name: getattr(visit, name) for name in ANSWERS if getattr(visit, name)} if visit else {}


def closures(listing, now):
    """Days closed from today on, of the listing or of its place, by the calendar there (without a place: of a slot)."""
    slot = min(listing.live_schedules, key=lambda slot: slot.pk, default=None)
    known = listing.place or slot
    today = now.astimezone(ZoneInfo(known.timezone if known else "UTC")).date()
    rows = [*listing.own_closures, *(listing.place.closures_to_come if listing.place else ())]
    parts = [ClosedPart(row.starts_on, row.ends_on, row.note) for row in rows]
    return sorted((part for part in parts if part.ends_on is None or part.ends_on >= today), key=lambda part: part[0])


def attribution(source):
    return source and Attribution(source.name, source.url, source.licence, source.as_of)
