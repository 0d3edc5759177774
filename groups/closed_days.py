"""On which days a listing is closed: for itself, because its place is, or for good."""

from collections import defaultdict

from django.db.models import Q

from groups.models import Closure
from groups.models.many import one_of


def closures_of(listings):
    """`{pk: [Closure]}` for `listings` (objects that know `place_id` and `closed_on`), in one question.

    One closed for good has a closure more, which is no row and has no end.
    """
    listings = list(listings)
    places = {listing.place_id for listing in listings} - {None}
    by_thing = defaultdict(list)
    of_these = Q(one_of("listing_id", (one.pk for one in listings))) | Q(one_of("place_id", places))
    for closure in Closure.objects.filter(of_these):
        by_thing["listing", closure.listing_id].append(closure)
        by_thing["place", closure.place_id].append(closure)
    return {
        one.pk: by_thing["listing", one.pk]
        + (by_thing["place", one.place_id] if one.place_id else [])
        + ([Closure(listing=one, starts_on=one.closed_on)] if one.closed_on else [])
        for one in listings
    }


def is_closed(closures, day):
    """Whether any of `closures` holds on `day` (a date, local to the place)."""
    return any(closure.holds(day) for closure in closures)
