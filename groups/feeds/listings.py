"""All listings of a search, as records."""

from groups import outgoing
from groups.models import Listing
from groups.models.many import one_of

LOT = 10_000
"""So many listings are looked for at once: each look at a large search costs, and ids are small."""


def found(search, *, site=""):
    """Yield a `Record` for each listing of `search` (a `ListingFilter`) that may leave the site, whatever its page.

    They come by key, part after part of the search. `site` is put before the path of each page. Memory stays flat, and
    no cursor is kept open while somebody reads slowly.
    """
    for part in search.parts():
        for ids in lots(part):
            for some in (ids[begin : begin + outgoing.BATCH] for begin in range(0, len(ids), outgoing.BATCH)):
                yield from records(some, search.now, site)


def lots(listings):
    """The ids of `listings` (a queryset) in order, in lists of `LOT` at most."""
    keys = listings.order_by("pk").values_list("pk", flat=True)
    ids = list(keys[:LOT])
    while ids:
        yield ids
        ids = list(keys.filter(pk__gt=ids[-1])[:LOT]) if len(ids) == LOT else []


def records(ids, now, site):
    """The records of the listings with these `ids`, a batch at most, by key."""
    listings = outgoing.with_parts(Listing.objects.filter(one_of("id", ids)).for_feeds(), now)
    return [outgoing.record(listing, site=site, now=now) for listing in listings.order_by("pk")]
