"""What an entry of a calendar says: what the page says, or nothing that anybody could read over a shoulder."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from groups.choices import SessionStatus

PRODUCT = "-//Support Finder//EN"
NEUTRAL_PRODUCT = "-//Calendar//EN"
UID_LENGTH = 32


@dataclass(frozen=True)
class Wording:
    """`address_of` gives the full address of the page of a listing. Without `shows_names` every entry is a meeting.

    Such an entry leads nowhere and has a name of its own for each `owner` (a text): nobody can compare it with the
    entries of their own calendar.
    """

    address_of: Callable
    shows_names: bool = True
    owner: str = ""

    @property
    def product(self):
        """Who wrote the calendar, as calendars tell it."""
        return PRODUCT if self.shows_names else NEUTRAL_PRODUCT

    def uid(self, slot, name=""):
        """What an entry is known by for good: the series of a slot, or one date of it by its name."""
        known = f"{name or slot.pk}.{slot.listing.public_id}"
        if self.shows_names:
            return f"{known}@support-finder"
        digest = salted_hmac("groups.calendars", f"{self.owner} {known}", algorithm="sha256").hexdigest()
        return f"{digest[:UID_LENGTH]}@calendar"

    def link(self, listing):
        """The address of the page of a listing, or ""."""
        return self.address_of(listing) if self.shows_names else ""

    def summary(self, listing, *, is_cancelled=False):
        """The title; cancelled says so in words too, as many programs keep the status to themselves."""
        title = listing.name if self.shows_names else _("Meeting")
        return _("Cancelled: %(title)s") % {"title": title} if is_cancelled else title

    def location(self, listing):
        """Where it is, as far as the public knows; without names the town alone, as a street can tell as much."""
        place = listing.place
        if place is None:
            return ""
        return place.line if self.shows_names else place.town

    def about(self, slot):
        """What holds for all dates of a slot, as sentences."""
        return [slot.note] if self.shows_names else []

    def details(self, date):
        """What is said of one `SessionDate`, as sentences."""
        sentences = []
        if date.status == SessionStatus.MOVED:
            sentences.append(_("This date was moved."))
        if self.shows_names:
            closed = [date.closure.note or _("Closed on that day.")] if date.closure else []
            stand_in = [_("%(name)s stands in.") % {"name": date.stand_in}] if date.stand_in else []
            sentences += [*closed, date.note, *stand_in, date.slot.note]
        return sentences
