"""The same listing from two sources that are known to mirror each other: found without asking anybody.

The rule is strict: the same times, within PINNED_KM of each other or both without a place, and a very like name. What
misses it is compared every night (`groups.duplicates`), and a moderator decides.
"""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from groups import recurrence
from groups.choices import PLACELESS
from groups.duplicates import PINNED_KM, likeness
from groups.geo import Point, distance_km
from groups.importing.drafting import Known
from groups.models import ImportSource, Listing, Schedule, SourceEntry

MOST_ALIKE = 0.75
SAME_NAME = 1.0


class Joiner:
    """Finds listings of the mirrors of one source for what is new there. Each is found once."""

    def __init__(self, source):
        self.source = source
        self.by_times = None

    def find(self, made):
        """The `Known` of the one listing that a new draft surely is, or None."""
        if self.by_times is None:
            self.by_times = _by_times(self.source)
        alike = self.by_times.get(_times(made.slots), [])
        least = MOST_ALIKE if made.slots else SAME_NAME
        ranked = sorted(
            ((score, one) for one in alike if (score := _alike(made, one)) >= least),
            key=lambda pair: (-pair[0], pair[1].pk),
        )
        if not ranked:
            return None
        listing = ranked[0][1]
        alike.remove(listing)
        entry = SourceEntry(source=self.source, listing_id=listing.pk, is_withdrawn=listing.was_missing)
        return Known(listing.pk, listing.status, entry)


def mirrors_of(source):
    """The sources that have the same listings as `source`: what it mirrors, and what mirrors either."""
    first = source.mirrors_id or source.pk
    return ImportSource.objects.filter(Q(pk=first) | Q(mirrors=first)).exclude(pk=source.pk)


def _by_times(source):
    mirrors = list(mirrors_of(source))
    if not mirrors:
        return {}
    own = Listing.objects.filter(source_entries__source=source)
    listings = Listing.objects.filter(source_entries__source__in=mirrors).exclude(pk__in=own).distinct()
    slots = defaultdict(list)
    for slot in Schedule.objects.filter(listing__in=listings, is_live=True).order_by("pk"):
        slots[slot.listing_id].append(slot)
    found = defaultdict(list)
    was_missing = Exists(SourceEntry.objects.filter(listing=OuterRef("pk"), is_withdrawn=True))
    listings = listings.annotate(was_missing=was_missing)
    for listing in listings.only("name", "lat", "lon", "attendance", "status").order_by("pk"):
        found[_times(slots[listing.pk])].append(listing)
    return found


def _times(slots):
    """What is the same for two listings that meet at the same times."""
    return frozenset(
        (slot.freq, recurrence.weekdays(slot.rule), tuple(slot.bymonthday), slot.start_time)
        for slot in slots
        if slot.is_live
    )


def _alike(made, listing):
    """How like the names are, 0 where it meets elsewhere."""
    return likeness(made.listing.name, listing.name) if _meet_together(made, listing) else 0.0


def _meet_together(made, listing):
    if made.place is None or listing.point is None:
        return made.listing.attendance == listing.attendance and listing.attendance in PLACELESS
    return distance_km(Point(made.place.lat, made.place.lon), listing.point) <= PINNED_KM
