"""What somebody who looks after a listing does to it at once: dates, pauses, who else gets in, a copy.

Every verb is one transaction and takes who did it as `by` (None for the holder of the secret link, whoever it is).
What changes a public listing at once is looked at afterwards, unless a moderator did it. Whether somebody may is
asked before, by the page.
"""

from groups.facilitating.closures import (
    answers_for,
    close_for_good,
    close_place,
    open_again,
    pause,
    reopen,
    today_at,
    today_of,
)
from groups.facilitating.copying import copy
from groups.facilitating.counting import COUNTED_FOR, count, may_count
from groups.facilitating.dates import annotate, cancel, may_undo, move, reinstate, stand_in, undo
from groups.facilitating.team import (
    accept,
    close_invitations,
    hand_over,
    invite,
    leave,
    new_link,
    remove,
    revoke_link,
    revoke_links,
)

__all__ = [
    "COUNTED_FOR",
    "accept",
    "annotate",
    "answers_for",
    "cancel",
    "close_for_good",
    "close_invitations",
    "close_place",
    "copy",
    "count",
    "hand_over",
    "invite",
    "leave",
    "may_count",
    "may_undo",
    "move",
    "new_link",
    "open_again",
    "pause",
    "reinstate",
    "remove",
    "reopen",
    "revoke_link",
    "revoke_links",
    "stand_in",
    "today_at",
    "today_of",
    "undo",
]
