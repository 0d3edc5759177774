"""The answer to a search from any listing on: pages that neither skip nor repeat one when others come or go.

A page number counts listings, so what is added before it moves all that follows. A key says behind which listing a
page begins: what that is sorted by, down to its number. It goes on from there even where that listing is gone.
"""

from dataclasses import replace

from django.db.models import Q

from groups import results
from groups.choices import PLACELESS
from groups.models.listing_queries import ListingQuerySet
from groups.results import Results

NEXT = ("next_at", "name", "pk")
COLUMNS = {
    results.by_distance_sure_first: ("is_unsure", "chord", "pk"),
    ListingQuerySet.nearest_first: ("chord", "pk"),
    results.by_date: NEXT,
    results.by_date_sure_and_here_first: ("is_unsure", "is_elsewhere", "has_no_date", *NEXT),
    results.by_date_sure_first_in_each: ("has_no_date", "is_unsure", *NEXT),
    results.by_name: ("name", "pk"),
}
"""What each order of a `Lot` sorts by."""


class Following(Results):
    """What `search` finds after the listing that `key` stands for (from the first on, without one), `limit` at a time.

    While somebody reads, a listing whose next date passes moves back by its date, so it may come a second time.
    """

    def __init__(self, search, key=None, limit=results.PAGE_SIZE):
        super().__init__(search)
        self.key, self.limit, self.is_last = key, limit, True

    def lots(self):
        for lot in super().lots():
            if part := lot if self.key is None else after(self.key, lot):
                yield part

    @property
    def begin(self):
        return 0

    def page(self):
        """One more than the page is read, to know whether another one follows."""
        found = []
        for lot in self.lots():
            found += lot.read(0, self.limit + 1 - len(found), self.cards)
            if len(found) > self.limit:
                break
        self.is_last = len(found) <= self.limit
        return found[: self.limit]

    @property
    def next_key(self):
        """The key of the last listing of the page, where others follow; else None."""
        return self.key_of(self.listings[-1]) if self.listings and not self.is_last else None

    def key_of(self, card):
        """What places `card` in the whole answer: the rank of its lot, then what that lot is sorted by."""
        last = (card.next_at is None, card.next_at, card.name, card.pk)
        if not self.is_by_distance:
            return last[0], card.is_unsure, *last[1:]
        if card.chord is not None:
            return 0, card.is_unsure, card.chord, card.pk
        return 1 if card.attendance in PLACELESS else 2, card.is_unsure, card.is_elsewhere, *last


def after(key, lot):
    """What of `lot` comes after `key`: nothing (None), all of it, or what is sorted behind it."""
    head, tail = key[: len(lot.rank)], key[len(lot.rank) :]
    if head != lot.rank:
        return lot if lot.rank > head else None
    return replace(lot, parts=[part.filter(behind(COLUMNS[lot.order], tail)) for part in lot.parts])


def behind(columns, values):
    """The condition that a listing is sorted behind `values`; what has no date has no `next_at` either."""
    same, beyond = Q(), Q()
    for column, value in zip(columns, values, strict=True):
        if value is None or value is True:
            same &= is_so(column, value=value)
            continue
        more = is_so(column, value=True) if value is False else Q(**{f"{column}__gt": value})
        beyond |= same & more
        same &= is_so(column, value=value)
    return beyond & from_here_on(columns[0], values[0])


def is_so(column, *, value):
    if column == "has_no_date":
        return Q(next_at__isnull=value)
    return Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})


def from_here_on(column, value):
    """Says the first part of the condition once more, plainly, for an index to begin there."""
    return Q() if value is None or isinstance(value, bool) else Q(**{f"{column}__gte": value})
