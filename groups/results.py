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
        by name. Within each of these, what is unsure comes after what is sure. Each lot can be read in its order
        without sorting the others: as one more column to sort by, `is_unsure` would keep the indexes out.
        """
        now = self.search.now
        if self.is_by_distance:
            near, rest = self.search.parts()
            ordered = [near.with_next(now).nearest_first(), rest.soonest_then_undated(now)]
        else:
            found = self.search.united()
            ordered = [found.soonest_first(now), found.undated_by_name(now)]
        counted = lengths(ordered)
        return [
            (listings.filter(is_unsure=is_unsure), counted.get((number, is_unsure), 0))
            for number, listings in enumerate(ordered)
            for is_unsure in (False, True)
        ]

    @property
    def is_nothing_near(self):
        """A place was named and all that was found can only be joined from afar."""
        return self.is_by_distance and bool(self.total) and not self.lots[0][1] + self.lots[1][1]

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
                cards = listings.for_cards().with_pause(self.search.now)
                found += cards[begin : begin + PAGE_SIZE - len(found)]
            begin = max(0, begin - length)
        prefetch_related_objects(found, *Listing.objects.card_parts())
        return found


def lengths(ordered):
    """How many listings each of some querysets has, as `{(number of the queryset, is_unsure): n}`, in one question."""
    counted = [
        listings.order_by().values("is_unsure", lot=Value(number)).annotate(n=Count("*"))
        for number, listings in enumerate(ordered)
    ]
    first, *others = counted
    return {(row["lot"], row["is_unsure"]): row["n"] for row in first.union(*others, all=True)}
