"""The answer to a search: pages of listings, nearest or soonest first."""

from functools import cached_property

from django.db.models import Count, Value, prefetch_related_objects

from groups.choices import Sort
from groups.models import Listing

PAGE_SIZE = 20


class Results:
    """What `search` (a `ListingFilter`) finds, in pages of 20."""

    def __init__(self, search):
        self.search = search

    @property
    def is_by_distance(self):
        return self.search.origin is not None and self.search.asked.get("sort") != Sort.SOONEST

    @cached_property
    def lots(self):
        """The matches as ordered querysets whose concatenation is the whole answer, each with its length.

        By distance, what has one comes first, nearest first; the rest comes soonest first, and what has no date last,
        by name. Each lot can be read in its order without sorting the others.
        """
        now = self.search.now
        if self.is_by_distance:
            near, rest = self.search.parts()
            lots = [near.with_next(now).nearest_first(), rest.soonest_then_undated(now)]
        else:
            found = self.search.united()
            lots = [found.soonest_first(now), found.undated_by_name(now)]
        return list(zip(lots, lengths(lots), strict=True))

    @property
    def is_nothing_near(self):
        """A place was named and all that was found can only be joined from afar."""
        return self.is_by_distance and bool(self.total) and not self.lots[0][1]

    @property
    def total(self):
        return sum(length for _, length in self.lots)

    @property
    def pages(self):
        """Number of pages; an empty answer still has one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page_number(self):
        return self.search.asked.get("page") or 1

    @property
    def previous(self):
        """The page before, if there is one; from past the end, the last."""
        return min(self.page_number - 1, self.pages) or None

    @property
    def next(self):
        return self.page_number + 1 if self.page_number < self.pages else None

    @cached_property
    def listings(self):
        """The listings of the page asked for; empty past the end."""
        begin = (self.page_number - 1) * PAGE_SIZE
        found = []
        for listings, length in self.lots:
            if begin < length and len(found) < PAGE_SIZE:
                found += listings.for_cards()[begin : begin + PAGE_SIZE - len(found)]
            begin = max(0, begin - length)
        prefetch_related_objects(found, *Listing.objects.card_parts())
        return found


def lengths(lots):
    """How many listings each of some querysets has, in one question."""
    counted = [lot.order_by().values(lot=Value(number)).annotate(n=Count("*")) for number, lot in enumerate(lots)]
    first, *others = counted
    found = {row["lot"]: row["n"] for row in first.union(*others, all=True)}
    return [found.get(number, 0) for number in range(len(lots))]
