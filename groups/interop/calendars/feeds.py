"""A whole calendar: the series of slots, single dates, and the clocks that both need."""

import logging
from collections import defaultdict
from contextlib import contextmanager

from django.db.models import Prefetch

from groups.closed_days import closures_of
from groups.interop.calendars import lines
from groups.interop.calendars.clocks import vtimezone
from groups.interop.calendars.events import events, single
from groups.models import Session

logger = logging.getLogger(__name__)

ASK_AGAIN = "PT6H"
YEARS_AHEAD = 20  # of clocks: calendars ask again
LISTING = ("public_id", "name", "updated_at", "closed_on", "place")
PLACE = ("name", "street", "district", "town")


def calendar(slots, wording, now, *, dates=()):
    """The bytes of an .ics file with the live ones of `slots` (a queryset) and single `dates`.

    `dates` are pairs of a `SessionDate` and whether it is sure; they stand for themselves, the series leaves them out.
    A listing or a date that cannot be written is left out, and the others stay. Three questions to the database,
    however many slots.
    """
    of_listing, apart = defaultdict(list), {date.id for date, _is_sure in dates}
    for slot in with_parts(slots):
        of_listing[slot.listing].append(slot)
    closures = closures_of(of_listing)
    found = []
    for date, is_sure in dates:
        with leaving_out(date.slot.listing):
            found.append(single(date, wording, (), is_sure=is_sure))
    for listing, own in of_listing.items():
        with leaving_out(listing):
            found += [event for slot in own for event in events(slot, closures[listing.pk], wording, now, apart)]
    return written(found, wording, now)


def with_parts(slots):
    """The live ones of `slots` with what an entry is made of, and only that: there may be hundreds."""
    wanted = [f"listing__{name}" for name in LISTING] + [f"listing__place__{name}" for name in PLACE]
    own = [field.attname for field in slots.model._meta.concrete_fields]
    told = Prefetch("sessions", Session.objects.telling())
    return slots.live().select_related("listing__place").only(*own, *wanted).prefetch_related(told).order_by("pk")


@contextmanager
def leaving_out(listing):
    """What fails within is left out, with a word in the log that holds nothing of the listing but its number."""
    try:
        yield
    except Exception as failure:  # whatever it is: the others must not miss their dates for it
        logger.error("A calendar goes without listing %s: %s", listing.pk, type(failure).__name__)


def written(found, wording, now):
    """An .ics file with the events `found`, as bytes; clocks are told for twenty years from `now` on."""
    since = {}
    for event in found:
        since[event.zone] = min(event.year, since.get(event.zone, event.year))
    zones = ((zone, year) for zone, year in sorted(since.items()) if zone not in lines.UTC_ZONES)
    clocks = [line for zone, year in zones for line in vtimezone(zone, year, max(now.year, year) + YEARS_AHEAD)]
    head = [
        "VERSION:2.0",
        f"PRODID:{wording.product}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{ASK_AGAIN}",
        f"X-PUBLISHED-TTL:{ASK_AGAIN}",
    ]
    body = [*head, *clocks, *(line for event in found for line in event.lines)]
    return lines.file(body)
