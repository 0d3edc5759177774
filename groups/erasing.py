"""What people erase or revoke by themselves, and how it goes again when a restored backup brings it back."""

from django.db.models import Q

from accounts import erasures
from groups import answering, booking, check_ins, circle, posting, stories
from groups.choices import Purpose, Status
from groups.models import Booking

TAKE_BACK = {
    Purpose.BOOKING: booking.take_back,
    Purpose.ANSWERS: answering.take_back,
    Purpose.CHECK_INS: check_ins.take_back,
    Purpose.CIRCLE: circle.take_back,
}
WHOLE = {
    "groups.Answer": "given_on",
    "groups.SavedListing": "created_at",
    "groups.SavedSearch": "created_at",
    "groups.CalendarFeed": "created_at",
    "groups.CircleEntry": "created_at",
    "groups.CircleGoal": "created_at",
    "groups.Facilitator": "joined_on",
    "groups.Invitation": "created_at",
    "groups.ManageLink": "created_at",
}
"""Rows that just go, and the field that says when each was made: what was kept, and what lets somebody in."""


def register():
    """Tell the journal of erasures how rows of this app are told apart, and erased; called when the app is ready."""
    erasures.register("groups.Booking", moment="created_at", erase=erase_booking)
    holds = Q(withdrawn_at=None)
    erasures.register("groups.Consent", moment="given_at", erase=take_back_consent, still=holds)
    erasures.register("groups.Story", moment="consented_at", erase=stories.erase)
    is_draft = Q(status=Status.DRAFT)
    erasures.register("groups.Listing", moment="created_at", erase=posting.discard, still=is_draft)
    for model, moment in WHOLE.items():
        erasures.register(model, moment=moment, erase=lambda row: row.delete())


def erase_booking(one):
    """Cancel and erase one `Booking`; the next in line moves up."""
    booking.erase(Booking.objects.filter(pk=one.pk))


def take_back_consent(consent):
    """What it allowed to keep is erased."""
    TAKE_BACK[consent.purpose](consent.user)
