"""How many places there are and how many are left: all that the public is told of who comes."""

from dataclasses import dataclass

from django.db.models import Count, Q

from groups.booking.rules import capacity_of, rules_of
from groups.choices import BookingState, BookingWay
from groups.models import Booking, BookingRules
from groups.models.booking import HOLDS_A_PLACE

HOLDING = Count("pk", filter=Q(state__in=HOLDS_A_PLACE))
WAITING = Count("pk", filter=Q(state=BookingState.WAITING))


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one date or course; `capacity` None: no limit, and then nothing is `left` or full."""

    capacity: int | None
    taken: int = 0
    waiting: int = 0

    @property
    def left(self):
        """Places that nobody has, None without a limit; 0 also where there were more once."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self):
        """Whether whoever comes now has to wait: no place is left, or somebody is in line already."""
        return self.capacity is not None and (self.left == 0 or self.waiting > 0)


def places_of(dates):
    """`{date.id: Places}` for `dates` (`SessionDate`s); two questions, however many."""
    dates = list(dates)
    limits = _limits({date.slot.listing_id for date in dates})
    here = Booking.objects.filter(
        session__schedule__in={date.slot.pk for date in dates},
        session__original_on__in={date.original_on for date in dates},
    )
    rows = here.order_by().values_list("session__schedule", "session__original_on")
    counts = {(slot, day): found for slot, day, *found in rows.annotate(taken=HOLDING, waiting=WAITING)}
    return {
        date.id: Places(limits.get(date.slot.listing_id), *counts.get((date.slot.pk, date.original_on), (0, 0)))
        for date in dates
    }


def places_of_course(slot):
    """The `Places` of the course that `slot` (a `Schedule`) is."""
    return places(slot, rules_of(slot.listing))


def places(thing, rules):
    """The `Places` of one `thing` (a `Session` or `Schedule`) under the `rules` of its listing; one question."""
    counts = thing.bookings.aggregate(taken=HOLDING, waiting=WAITING)
    return Places(capacity_of(rules, thing), **counts)


def _limits(listings):
    rules = BookingRules.objects.filter(listing__in=listings, way=BookingWay.PLACES)
    return dict(rules.values_list("listing", "capacity"))
