"""Why somebody looks at a listing, and what they do to it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    """Why a listing lies in the queue; one open entry per listing and cause."""

    UNSAFE = "unsafe", _("Reported as unsafe")
    URGENT = "urgent", _("Changed at once, to be looked at")
    CHANGE = "change", _("A change waits")
    NEW = "new", _("New")
    CLAIM = "claim", _("Somebody asks to take it over")
    REPORT = "report", _("Visitors report a fault")
    DUPLICATE = "duplicate", _("Perhaps listed twice")
    STALE = "stale", _("Not confirmed for long")


class Harm(IntegerChoices):
    """The order of the queue: what could hurt somebody soonest comes first."""

    UNSAFE = 0, _("Could hurt somebody")
    SOON = 1, _("Meets within 48 hours")
    CHANGE = 2, _("A change waits")
    NEW = 3, _("New")
    DUPLICATE = 4, _("Perhaps listed twice")
    STALE = 5, _("Not confirmed for long")


HARM_OF = {
    Cause.UNSAFE: Harm.UNSAFE,
    Cause.URGENT: Harm.CHANGE,
    Cause.CHANGE: Harm.CHANGE,
    Cause.REPORT: Harm.CHANGE,
    Cause.NEW: Harm.NEW,
    Cause.CLAIM: Harm.NEW,
    Cause.DUPLICATE: Harm.DUPLICATE,
    Cause.STALE: Harm.STALE,
}


MAY_BE_SOON = (Cause.URGENT, Cause.CHANGE, Cause.REPORT, Cause.NEW)


class Decision(TextChoices):
    """What became of a proposed change or a claim."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    TAKEN_BACK = "taken_back", _("Taken back")


class Act(TextChoices):
    """What somebody did to a listing, for its history."""

    SUBMITTED = "submitted", _("Sent in for review")
    PROPOSED = "proposed", _("Proposed a change")
    TOOK_BACK = "took_back", _("Took the change back")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    ASKED = "asked", _("Asked a question")
    EDITED = "edited", _("Edited")
    HID = "hid", _("Hid for now")
    WITHDREW = "withdrew", _("Withdrew")
    PUBLISHED = "published", _("Published")
    MERGED = "merged", _("Merged with another listing")
    RESTORED = "restored", _("Restored an earlier version")
    CONFIRMED = "confirmed", _("Confirmed")
    PHONED = "phoned", _("Checked by phone")
    CANCELLED = "cancelled", _("Cancelled a date")
    MOVED = "moved", _("Moved a date")
    ANNOTATED = "annotated", _("Wrote a note to a date")
    STOOD_IN = "stood_in", _("Said who stands in")
    COUNTED = "counted", _("Counted who came")
    ANNOUNCED = "announced", _("Wrote to those who come")
    PAUSED = "paused", _("Paused")
    REOPENED = "reopened", _("Opened again")
    CLOSED = "closed", _("Closed for good")
    UNDID = "undid", _("Undid a change")
    HANDED_OVER = "handed_over", _("Handed over")
    JOINED = "joined", _("Joined as facilitator")
    LEFT = "left", _("Left as facilitator")
    LOOKED = "looked", _("Looked at and left as it is")
    PAIRED = "paired", _("Said that another listing goes well with it")
    PARTED = "parted", _("Took back that another listing goes well with it")


CHANGES = (Act.EDITED, Act.PROPOSED)
"""The acts that change what a listing says, or ask for that."""


class Fault(TextChoices):
    """What a visitor says of a listing."""

    WRONG_TIME = "wrong_time", _("The time or place is wrong")
    CLOSED = "closed", _("It does not exist any more")
    UNSAFE = "unsafe", _("Something there is not safe")
    OTHER = "other", _("Something else")
    WAS_ON = "was_on", _("I went, and it was on")


class PhoneResult(TextChoices):
    """How a phone check ended."""

    STILL_ON = "still_on", _("Still on, nothing changed")
    CHANGED = "changed", _("Still on, something changed")
    CLOSED = "closed", _("Closed for good")
    NO_ANSWER = "no_answer", _("Nobody answered")
