"""Which slots hold the formats that are asked for. However many formats these are, listings are looked for once."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from groups.interop.bmlt_words import CLOSED, OwnFormats
from groups.models import Listing
from groups.recurrence.rule import Freq

NO_SLOT = Q(pk__in=[])


@dataclass(frozen=True)
class Holding:
    """Of the slots on a weekday (RFC letters) those that hold some of `formats` at the aware moment `now`, as Qs."""

    formats: OwnFormats
    letters: str
    now: datetime

    def of(self, asked):
        """Those with the formats asked for (all of them, or with OR any), and none of those to leave out."""
        wanted, unwanted = asked["formats"]
        join = self.any if asked["formats_comparison_operator"] == "OR" else self.all
        chosen = join(wanted) if wanted else Q()
        return chosen & ~self.any(unwanted) if unwanted else chosen

    def all(self, numbers):
        """Those with all of these formats; none where we do not know one of them."""
        found = self.known(numbers)
        if len(found) < len(numbers):
            return NO_SLOT
        listings = Listing.objects.searchable().tagged_anywhere(*(one.tags for one in found if one.tags))
        listings = self.paused(listings) if CLOSED in found else listings
        nths = self.nths(found)
        some_weeks = Q(freq=Freq.MONTHLY, byday__contains=nths) if nths else Q()
        return some_weeks & Q(listing__in=listings.values("pk"))

    def any(self, numbers):
        """Those with any of these formats."""
        found, listings = self.known(numbers), Listing.objects.searchable()
        tags, nths = {tag for one in found for tag in one.tags}, self.nths(found)
        ways = [Q(listing__in=listings.tagged_anywhere(tags).values("pk"))] if tags else []
        ways += [Q(listing__in=self.paused(listings).values("pk"))] if CLOSED in found else []
        ways += [Q(freq=Freq.MONTHLY, byday__overlap=nths)] if nths else []
        return reduce(or_, ways, NO_SLOT)

    def known(self, numbers):
        return [self.formats.by_id[number] for number in numbers if number in self.formats.by_id]

    def nths(self, found):
        return [f"{one.nth}{self.letters}" for one in found if one.nth]

    def paused(self, listings):
        return listings.with_pause(self.now).filter(pause__isnull=False)
