"""For who searches for someone they care about: what there is near the same place for themselves."""

from groups.choices import Facet, For
from groups.models import Listing, Term

WORDS = {
    Facet.CATEGORY: ["family"],
    Facet.TOPIC: ["caring-for-someone"],
    Facet.AUDIENCE: ["family-carers"],
}
"""Any of these words says that a listing is for those who care for somebody."""
LOOKED_AT, SHOWN = 12, 3


def is_for_someone(search):
    """Whether `search` (a `ListingFilter`) is made for somebody whom the person cares about."""
    return search.asked.get("for") == For.SOMEONE


def for_carers(search):
    """Of the nearest listings for family and carers within the distance searched, the three that fit best: those that
    share a topic with the search first, then by distance. One question, and none where no place was named or the
    search is not for somebody they care about.

    They have what `for_cards` gives, their next date and their distance.
    """
    if search.origin is None or not is_for_someone(search):
        return []
    point, now = search.origin.point, search.now
    lexicon = Term.objects.lexicon()
    ids = [pk for facet, slugs in WORDS.items() for pk in lexicon.ids(facet, slugs)]
    near = Listing.objects.searchable().tagged(ids).near(point, search.form.radius_km).nearest_first()
    cards = Listing.objects.for_cards().with_next(now).with_pause(now).from_point(point)
    found = cards.filter(pk__in=near.values("pk")[:LOOKED_AT]).nearest_first()
    topics = set(lexicon.ids(Facet.TOPIC, search.chosen(Facet.TOPIC)))
    return sorted(found, key=lambda listing: topics.isdisjoint(listing.tags))[:SHOWN]
