"""What every change at once has in common: it is kept, looked at afterwards, and shows that somebody is there."""

from accounts.permissions import reviews
from groups import booking, freshness, moderation
from groups.choices import Cause
from groups.models import Listing


def held(pk):
    """The listing as it is now, held until the end of the transaction, so that two at once take turns.

    Always before its slots, or two could wait for one another.
    """
    return Listing.objects.select_for_update(of=["self"], no_key=True).select_related("place").get(pk=pk)


def keep(listing, act, *, by, renews=True, **details):
    """Keep `act` in the history of `listing`, with `details` as `moderation.record` takes them; answers the event.

    Whoever booked or saved it is told what that does to its dates. Unless a moderator did it, the queue gets an entry
    for what the public sees already, and the listing counts as confirmed, if the act `renews`: whoever closes a house
    says nothing about each group in it.
    """
    event = moderation.record(listing, act, by=by, **details)
    booking.tell_savers(event, but=booking.follow_listing(listing))
    if by is None or not reviews(by, listing):
        if renews:
            freshness.renew(listing, by)
        if listing.is_published:
            moderation.open_review(listing, Cause.URGENT)
    return event
