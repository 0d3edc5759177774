"""The listings of a search, read with all that a booklet says of them."""

from groups import chosen
from groups.models import Listing
from groups.models.many import one_of
from groups.results import Results, read_card_parts

MOST = 500
"""So many listings are in one booklet at most: a thick one already, and about a second of work."""


class Found:
    """What `search` (a `ListingFilter`) finds, for paper: the first `MOST` in its order, confidential venues left out.

    `said` holds what more than its name is said of a word of a listing, by the pks of both.
    """

    def __init__(self, search, *, most=MOST):
        self.search = search
        self.ids = Results(search).first(most + 1)
        self.has_more = len(self.ids) > most
        self.ids = self.ids[:most]
        self.listings = _listings(self.ids, search.now)
        self.said = chosen.words_of(self.listings)


def at_places(search):
    """Leave out of `search`, before anybody asks it, what is joined online or by phone, from anywhere."""
    search.queryset = search.queryset.filter(place__isnull=False)


def _listings(ids, now):
    rows = Listing.objects.for_feeds().for_cards().with_texts().with_pause(now)
    by_id = {listing.pk: listing for listing in rows.filter(one_of("pk", ids))}
    listings = [by_id[pk] for pk in ids if pk in by_id]
    read_card_parts(listings)
    return listings
