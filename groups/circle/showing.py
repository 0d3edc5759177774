"""What the page of a circle shows: who gives what, what nobody gives yet, and the week."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

from groups import sessions
from groups.choices import Formality, Support
from groups.circle.document import Circle, Goal, Helper
from groups.circle.drawing import Mark, Ring, marks, ring_of
from groups.models import Listing
from groups.sessions import SessionDate

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shown:
    """One `helper` with its number on the page, its `listing` where that is public, and its `mark` in the drawing."""

    helper: Helper
    listing: Listing | None = None
    number: int = 0
    mark: Mark = field(default_factory=lambda: marks(Ring.PEOPLE, 1)[0])

    @property
    def name(self):
        return self.listing.name if self.listing else self.helper.name

    @property
    def is_gone(self):
        """Whether it was a listing that is no longer public."""
        return bool(self.helper.listing) and self.listing is None

    @property
    def ring(self):
        return ring_of(self.helper.formality, is_listing=bool(self.helper.listing))

    @property
    def is_formal(self):
        return self.helper.formality == Formality.FORMAL


@dataclass(frozen=True, slots=True)
class View:
    """A circle as its page shows it: `rings` as (`Ring`, [`Shown`]), `supports` as (`Support`, [`Shown`]), the dates of
    the `week`, soonest first, what is there in `own_words`, and the `lacking` formalities."""

    circle: Circle
    rings: list[tuple[Ring, list[Shown]]]
    supports: list[tuple[Support, list[Shown]]]
    week: list[SessionDate]
    lacking: list[Formality]

    @property
    def shown(self):
        return [one for _ring, ones in self.rings for one in ones]

    @property
    def own_words(self):
        return [one for one in self.shown if one.helper.when]

    @property
    def listed(self):
        """The public ids of the listings that are still public."""
        return [listing.public_id for listing in self.listings]

    @property
    def listings(self):
        """The listings that are still public, from the middle on."""
        return [one.listing for one in self.shown if one.listing]

    @property
    def blank(self):
        """One of nobody, from which a script makes those of a device."""
        return Shown(Helper(""))

    @property
    def blank_goal(self):
        return Goal("")


def view_of(circle, now):
    """The `View` of a `Circle` for the week from `now` (an aware moment) on; four questions where it has listings."""
    listings = listings_of(circle)
    rings = numbered(in_rings(circle, listings))
    shown = [one for _ring, ones in rings for one in ones]
    there = {one.helper.formality for one in shown}
    return View(
        circle,
        rings,
        [(support, [one for one in shown if support in one.helper.supports]) for support in Support],
        week_of(listings.values(), now),
        [formality for formality in Formality if formality not in there],
    )


def listings_of(circle):
    """The public ones of the listings of a circle, `{public_id: Listing}`; no question where it has none."""
    ids = [helper.listing for helper in circle.helpers if helper.listing]
    public = Listing.objects.published().select_related("kind", "place").filter(public_id__in=ids)
    return {one.public_id: one for one in public} if ids else {}


def in_rings(circle, listings):
    """`{Ring: [Shown]}`; whether a listing is formal, it says itself."""
    found = defaultdict(list)
    for helper in circle.helpers:
        listing = listings.get(helper.listing)
        one = Shown(replace(helper, formality=Formality(listing.formality)) if listing else helper, listing)
        found[one.ring].append(one)
    return found


def numbered(found):
    """Each ring with its people, who are counted through from the middle on and have their mark."""
    rings, number = [], 0
    for ring in Ring:
        ones = found[ring]
        places = marks(ring, len(ones))
        rings.append((ring, [replace(one, number=number + nth + 1, mark=places[nth]) for nth, one in enumerate(ones)]))
        number += len(ones)
    return rings


def week_of(listings, now):
    """The dates of `listings` that are not over at `now` and begin within seven days, cancelled ones among them."""
    dates = sessions.dates_of(listings, now, now + A_WEEK) if listings else {}
    found = [one for own in dates.values() for one in own]
    return sorted(found, key=lambda one: (one.starts_at.astimezone(UTC), one.slot.pk))
