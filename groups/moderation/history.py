"""Acts in the history of a listing."""

from groups.content import public_part
from groups.models import ModerationEvent


def record(listing, act, *, by, reason="", before=None, after=None, via_link=False, undoes=None):
    """Keep that `by` did `act` (an `Act`) to `listing`; answers the event.

    `before` and `after` are the sections that changed, or for one date what is known of it; contacts and private
    addresses are taken out here, so that no caller can forget it.
    """
    return ModerationEvent.objects.create(
        listing=listing,
        act=act,
        by=by,
        via_link=via_link,
        reason=reason,
        before=public_part(before or {}),
        after=public_part(after or {}),
        undoes=undoes,
    )
