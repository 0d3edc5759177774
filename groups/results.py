"""The answer to a search: pages of listings, nearest or soonest first."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from groups.choices import Sort
from groups.models import Listing
from groups.models.counting import ToCount, count_up_to
from groups.models.listing_queries import ListingQuerySet
from groups.tally import Tally

PAGE_SIZE = 20
NEAREST_SORTED_UP_TO = 500
SOONEST_SORTED_UP_TO = 2_000
"""So many listings are sorted as they come; of more, an index is walked lot by lot, in an order that it holds.

Among a million, sorting 2,000 by date and walking over all first dates until 20 of them fit cost about the same.
"""


@dataclass(frozen=True)
class Lot:
    """Listings that follow each other in an answer: parts that share none, with what `order` sorts by, and to count.

    `rank` is what they have in common and are placed by in the whole answer, before `order` says more. A rank with
    what `order` sorts by is the same for a listing however many others there are.
    """

    parts: list[QuerySet]
    order: Callable[[QuerySet], QuerySet]
    to_count: list[QuerySet]
    rank: tuple = ()

    def length(self, at_most):
        """How many listings there are, or `at_most`."""
        return min(at_most, sum(count_up_to([ToCount(part, at_most) for part in self.to_count])))

    def read(self, begin, end, cards):
        """Of `cards` (a queryset of all listings) those from `begin` to before `end`, in order.

        Of several parts only the heads are compared; what a card shows is looked up for the chosen ones alone.
        """
        heads = [self.order(part).values("pk") for part in self.parts]
        if len(heads) == 1:
            return self.order(cards.filter(pk__in=heads[0][begin:end]))
        first, *others = (head[:end] for head in heads)
        return self.order(cards.filter(pk__in=first.union(*others, all=True)))[begin:end]


def by_distance_sure_first(listings):
    return listings.order_by("is_unsure", "chord", "pk")


def by_date(listings):
    """What has no date comes last, by name."""
    return listings.order_by("next_at", "name", "pk")


def by_date_sure_and_here_first(listings):
    """Needs `beside`: what meets by the clocks of the country comes before what meets elsewhere, or has no date."""
    return listings.order_by("is_unsure", "is_elsewhere", "next_at", "name", "pk")


def by_date_sure_first_in_each(listings):
    """What is sure first among what has a date, and again among what has none."""
    return listings.alias(has_no_date=Q(next_at__isnull=True)).order_by(
        "has_no_date", "is_unsure", "next_at", "name", "pk"
    )


def by_name(listings):
    return listings.order_by("name", "pk")


def read_card_parts(listings):
    """Give all `listings` their `card_parts`, in one question each.

    Django's own prefetching does the same at twice the price: it makes a manager for each listing and part.
    """
    for part in Listing.objects.card_parts():
        rows = defaultdict(list)
        for row in part.queryset.filter(listing__in=[listing.pk for listing in listings]):
            rows[row.listing_id].append(row)
        for listing in listings:
            setattr(listing, part.to_attr, rows[listing.pk])


class Results:
    """What `search` (a `ListingFilter`) finds, in pages of 20."""

    def __init__(self, search):
        self.search = search

    @property
    def is_by_distance(self):
        return self.search.origin is not None and self.search.asked.get("sort") != Sort.SOONEST

    @cached_property
    def tally(self):
        return Tally(self.search, at_least=self.begin + PAGE_SIZE + 1)

    @cached_property
    def parts(self):
        """The matches in lots that share no listing, as `ListingFilter.parts` says."""
        return self.search.parts()

    def lots(self):
        """The matches as `Lot`s whose concatenation is the whole answer, each made when it is its turn.

        By distance, what has one comes first, nearest first; the rest comes soonest first, what meets by the clocks of
        the country before what meets elsewhere, and what has no date last, by name. What is unsure comes after what is
        sure: within each part, or by date within what has one, and within what has none.
        """
        sized = list(zip(self.parts, self.search.parts(by="date"), self.tally.sizes, strict=True))
        if not self.is_by_distance:
            yield from self.soonest([part for part in sized if part[-1]])
            return
        (near, _near, how_many), *rest = sized
        if how_many:
            yield from self.nearest(near, how_many)
        for rank, part in enumerate(rest, 1):
            if part[-1]:
                yield from self.from_anywhere(rank, *part)

    def nearest(self, near, size):
        """What has a distance, nearest first."""
        if size <= NEAREST_SORTED_UP_TO:
            yield Lot([near], by_distance_sure_first, [near], (0,))
            return
        for is_unsure in (False, True):
            lot = [near.filter(is_unsure=is_unsure)]
            yield Lot(lot, ListingQuerySet.nearest_first, lot, (0, is_unsure))

    def from_anywhere(self, rank, part, in_order, size):
        """One part of the rest, the `rank`th, soonest first."""
        if self.is_sorted(size):
            beside = part.with_next_to_sort(self.search.now).beside(self.search.country)
            yield Lot([beside], by_date_sure_and_here_first, [part], (rank,))
            return
        dated = self.by_next(part, in_order, size)
        for is_unsure in (False, True):
            for is_elsewhere in (False, True):
                way = [one.filter(is_unsure=is_unsure).going_by(self.search.country, not is_elsewhere) for one in dated]
                yield Lot(way, by_date, way, (rank, is_unsure, is_elsewhere, False))
            yield self.undated([(part, in_order, size)], is_unsure, (rank, is_unsure, True, True))

    def soonest(self, sized):
        """All parts together, soonest first."""
        if self.is_total_known and self.total <= SOONEST_SORTED_UP_TO:
            parts = [part for part, _in_order, _size in sized]
            yield Lot([part.with_next_to_sort(self.search.now) for part in parts], by_date_sure_first_in_each, parts)
            return
        for has_none, way in ((False, self.dated), (True, self.undated)):
            for is_unsure in (False, True):
                yield way(sized, is_unsure, (has_none, is_unsure))

    def is_sorted(self, size):
        """Whether so many are few enough to be sorted by date; what was not counted to its end may be any number."""
        return size <= SOONEST_SORTED_UP_TO and size < self.tally.enough

    def dated(self, sized, is_unsure, rank):
        """Those of the `(part, the same in order, size)` that have a date to come, by that."""
        now = self.search.now
        dated = [one for part in sized for one in self.by_next(*part)]
        to_count = [part.filter(is_unsure=is_unsure).dated(now) for part, _in_order, _size in sized]
        return Lot([one.filter(is_unsure=is_unsure) for one in dated], by_date, to_count, rank)

    def by_next(self, part, in_order, size):
        """What of a part has a date to come: to be sorted, or walked by first dates, with those that are over apart."""
        now = self.search.now
        if self.is_sorted(size):
            return [part.with_next_to_sort(now).filter(next_at__isnull=False)]
        return [in_order.with_first_as_next(now), in_order.with_later_as_next(now)]

    def undated(self, sized, is_unsure, rank):
        """Those of them that have none, by name."""
        undated = [part.filter(is_unsure=is_unsure).undated(self.search.now) for part, _in_order, _size in sized]
        return Lot(undated, by_name, undated, (*rank, None))

    @cached_property
    def cards(self):
        """All listings, with what a card shows: their next date too, and how far they are from where somebody asks."""
        now, origin = self.search.now, self.search.origin
        cards = Listing.objects.for_cards().with_next(now).with_pause(now)
        if self.is_by_distance:
            cards = cards.beside(self.search.country)
        return cards.from_point(origin.point) if origin else cards

    @property
    def total(self):
        """How many listings there are; where `is_total_known` is false, so many or more."""
        return sum(self.tally.sizes)

    @property
    def is_total_known(self):
        return self.tally.is_exact

    @property
    def shares(self):
        """How many have a place to go to, how many are joined from anywhere; None unless there are both, and known."""
        if self.search.origin is None or not self.is_total_known:
            return None
        near, anywhere, *unlocated = self.tally.sizes
        return (near + sum(unlocated), anywhere) if near and anywhere else None

    @property
    def is_nothing_near(self):
        """A place was named and all that was found can only be joined from afar."""
        return self.is_by_distance and bool(self.total) and not self.tally.sizes[0]

    @property
    def has_map(self):
        """Whether a place was named and something that was found is near it: a map without a mark tells nothing."""
        return self.search.origin is not None and bool(self.tally.sizes[0])

    @property
    def pages(self):
        """Number of pages (so many or more, where the total is); an empty answer still has one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page_number(self):
        return self.search.asked.get("page") or 1

    @property
    def begin(self):
        return (self.page_number - 1) * PAGE_SIZE

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
        found = list(self.page()) if self.begin < self.total else []
        read_card_parts(found)
        return found

    def first(self, how_many):
        """The ids of the first listings, in their order, whatever page is asked for."""
        found = []
        for lot in self.lots() if self.total else ():
            found += lot.read(0, how_many - len(found), self.cards).values_list("pk", flat=True)
            if len(found) == how_many:
                break
        return found

    def page(self):
        """Reads lot after lot; only those before the page are counted, and no further than to the page."""
        skipped, wanted = self.begin, PAGE_SIZE
        for lot in self.lots():
            before = lot.length(skipped) if skipped else 0
            skipped -= before
            if skipped:
                continue
            cards = list(lot.read(before, before + wanted, self.cards))
            yield from cards
            wanted -= len(cards)
            if not wanted:
                return
