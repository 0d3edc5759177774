"""What the public may see, decided by somebody and never by a form: the only writers of `status`.

Every verb is one transaction, takes who did it as `by` (None: nobody with an account), keeps an act in the history
and writes its mails into the outbox.
"""

from groups.moderation.deciding import (
    AlreadyDecided,
    approve,
    approve_all,
    ask,
    hide,
    leave,
    merge,
    reject,
    restore,
    withdraw_one,
)
from groups.moderation.editing import Undecided
from groups.moderation.history import record
from groups.moderation.publishing import publish, queue, refresh_searchable, withdraw
from groups.moderation.queue import LOOKED_AT, close_reviews, open_review, raise_soon
from groups.moderation.submitting import propose, submit, take_back

__all__ = [
    "LOOKED_AT",
    "AlreadyDecided",
    "Undecided",
    "approve",
    "approve_all",
    "ask",
    "close_reviews",
    "hide",
    "leave",
    "merge",
    "open_review",
    "propose",
    "publish",
    "queue",
    "raise_soon",
    "record",
    "refresh_searchable",
    "reject",
    "restore",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_one",
]
