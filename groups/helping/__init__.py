"""Company among members, where the operator allows it (`settings.MEMBER_OFFERS`): offered, wished, and matched.

Adults only, never childcare, money or a visit at home; not where minors are. Only the facilitators of a listing see
what was said and put two people together; these meet at the door of the venue first, and can say how it was.
"""

from groups.helping.checking_in import opened_by, say
from groups.helping.matching import KEPT_FOR, follow, forget, match
from groups.helping.offering import booking_of, is_open_to, offer, offers_of, take_back
from groups.helping.reading import Together, together_at

__all__ = [
    "KEPT_FOR",
    "Together",
    "booking_of",
    "follow",
    "forget",
    "is_open_to",
    "match",
    "offer",
    "offers_of",
    "opened_by",
    "say",
    "take_back",
    "together_at",
]
