"""Listings as a table for other programs: what is public of them, and nothing a program could take for a formula."""

import csv

from django.http import StreamingHttpResponse
from django.utils import timezone

from groups.in_words import slot_in_words
from groups.interop.cells import harmless
from groups.models import Listing

COLUMNS = (
    *("id", "name", "kind", "formality", "status", "attendance", "organization", "place", "street", "district"),
    *("town", "region", "postal_code", "country", "position", "precision", "times", "contacts", "description"),
    *("confirmed_on", "source"),
)
CHUNK = 500


class Line:
    """What `csv.writer` writes to: answers the line instead of storing it."""

    def write(self, line):
        return line


def csv_response(listings):
    """A download with one line for each of `listings` (a queryset), sent as it is read."""
    name = f"listings-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines(listings), content_type="text/csv; charset=utf-8", headers=headers)


def lines(listings):
    """The lines of the file, the names of the columns first."""
    writer = csv.writer(Line())
    yield writer.writerow(COLUMNS)
    for listing in with_parts(listings).iterator(chunk_size=CHUNK):
        yield writer.writerow([harmless(cell) for cell in row(listing)])


def with_parts(listings):
    found = listings.select_related("kind", "organization", "place", "source").defer("document", "pos")
    return found.prefetch_related(*Listing.objects.card_parts())


def row(listing):
    """The cells of one listing, in the order of `COLUMNS`; of a place what the public may know."""
    place = listing.place
    point = listing.shown_point
    where = ("name", "street", "district", "town", "region", "postal_code", "country")
    return [
        listing.public_id,
        listing.name,
        listing.kind.slug,
        listing.formality,
        listing.status,
        listing.attendance,
        listing.organization.name if listing.organization else "",
        *(getattr(place, name) if place else "" for name in where),
        f"geo:{point.lat},{point.lon}" if point else "",
        place.precision if place else "",
        "; ".join(f"{slot_in_words(slot)} ({slot.timezone})" for slot in listing.live_schedules),
        "; ".join(f"{contact.channel}: {contact.value}" for contact in listing.public_contacts),
        listing.description,
        f"{listing.confirmed_at:%Y-%m-%d}" if listing.confirmed_at else "",
        listing.source.slug if listing.source else "",
    ]
