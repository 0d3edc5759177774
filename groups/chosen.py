"""Some listings that somebody picked by hand, read with all that is told of them side by side or on paper."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from groups import freshness, sessions
from groups.models import Listing, ListingTerm, PracticalHelp, Revision
from groups.results import read_card_parts

DATES_SHOWN = 3


@dataclass(frozen=True)
class Chosen:
    """The `listings` that were found, in the order asked for; how many are `missing`, and how many were `left` out
    because there is no room for them. `dates` are the next `SessionDate`s by listing pk, cancelled ones too; a pause
    is said by itself."""

    listings: list
    missing: int
    left: int
    dates: dict

    @property
    def ids(self):
        """Their public ids, in order."""
        return [listing.public_id for listing in self.listings]


def read(ids, now, *, most, point=None):
    """The published listings that have one of these public `ids`, as `Chosen`, at most `most` of them.

    Six questions: the listings, with their `chord` from `point` where there is one, their contacts and slots, and
    the dates that are near (three).
    """
    found = {listing.public_id: listing for listing in _listings(now, point).filter(public_id__in=ids)}
    known = [found[one] for one in ids if one in found]
    listings = known[:most]
    read_card_parts(listings)
    year = sessions.dates_of(listings, now, now + sessions.A_YEAR)
    dates = {pk: sessions.near(theirs, now, DATES_SHOWN) for pk, theirs in year.items()}
    return Chosen(listings, len(ids) - len(known), len(known) - len(listings), dates)


def _listings(now, point):
    waiting = Revision.objects.waiting().filter(listing=OuterRef("pk"))
    listings = Listing.objects.published().for_cards().with_texts().select_related("first_visit", "booking_rules")
    listings = freshness.with_visits(listings.with_pause(now), now).annotate(has_change=Exists(waiting))
    return listings.from_point(point) if point else listings


def words_of(listings):
    """What more than its name is said of a word of one of `listings` (only for, with an interpreter, …), as
    `{(listing pk, term pk): ListingTerm}`; one question."""
    said = ListingTerm.objects.filter(listing__in=[listing.pk for listing in listings])
    return {(word.listing_id, word.term_id): word for word in said}


def help_of(listings):
    """The practical help that the organizations behind `listings` promise, as lists by listing pk; one question."""
    promised, found = PracticalHelp.objects.filter(listing__in=[one.pk for one in listings]), defaultdict(list)
    for one in promised.filter(listing__organization__isnull=False).select_related("term").order_by("position", "pk"):
        found[one.listing_id].append(one)
    return found
