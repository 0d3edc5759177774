"""How a listing wants to know who comes."""

from groups.choices import BookingWay, Precision
from groups.models import BookingRules, Session


def rules_of(listing):
    """The `BookingRules` of `listing`; unsaved ones that say “just turn up” where it has none. One question at most.

    At a private home the facilitator accepts each person, whatever the row says.
    """
    # By its key: to hang a listing on something new, Django asks for the database that is written to.
    rules = getattr(listing, "booking_rules", None) or BookingRules(listing_id=listing.pk)
    rules.asks_first = rules.asks_first or is_home(listing)
    return rules


def is_home(listing):
    """Whether it meets at a private home."""
    return listing.place is not None and listing.place.precision == Precision.CELL


def capacity_of(rules, thing):
    """How many may come to `thing` (a `Session`, or the `Schedule` of a course); None where there is no limit."""
    return rules.capacity if rules.way == way_of(type(thing)) else None


def way_of(model):
    """The way in which places are counted by date (`Session`) or by course (`Schedule`)."""
    return BookingWay.PLACES if model is Session else BookingWay.SERIES
