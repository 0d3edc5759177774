"""What came into the directory last."""

from groups.feeds.listings import records
from groups.models import Listing, Review
from groups.models.many import one_of

SHOWN = 50
LATEST_APPROVED = 500
"""Approved listings among which the newest are looked for; an import is told by its ids, which rise with time."""


def newest(search, *, site=""):
    """The newest listings of `search` (a `ListingFilter`) as `(moment, Record)`, 50 at most, newest first.

    A listing is new when it became public: made by an import, or approved for the first time.
    """
    approved = approvals()
    ids = set()
    for part in search.parts():
        keys = part.for_feeds().values_list("pk", flat=True)
        ids.update(keys.order_by("-pk")[:SHOWN])
        ids.update(keys.filter(one_of("id", approved)).order_by("-pk"))
    rows = Listing.objects.filter(one_of("id", ids)).values_list("pk", "public_id", "created_at")
    moments = {public_id: (approved.get(pk, made), pk) for pk, public_id, made in rows}
    latest = sorted(moments, key=moments.get, reverse=True)[:SHOWN]
    found = {record.source_ref: record for record in records([moments[name][1] for name in latest], search.now, site)}
    return [(moments[name][0], found[name]) for name in latest if name in found]


def approvals():
    """`{listing id: moment}` of those approved last for the first time."""
    decided = Review.objects.first_approvals().order_by("-closed_at", "-pk")
    return dict(reversed(decided.values_list("listing_id", "closed_at")[:LATEST_APPROVED]))
