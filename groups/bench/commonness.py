"""How many listings carry each word, and so which words are common and which are rare: counted, never assumed."""

from collections import Counter
from functools import cached_property

from django.db.models import Count

from groups.choices import Facet
from groups.models import Listing, Term
from groups.models.fields import Unnest

FILTERS = (
    *(Facet.KIND, Facet.SUPPORT, Facet.TOPIC, Facet.AUDIENCE, Facet.LANGUAGE, Facet.COST, Facet.ACCESS, Facet.JOINING),
    *(Facet.WEEKDAY, Facet.TIME),
)
"""What people filter by; formality and attendance, which split everything in two, are no filter to measure with."""
HALF = 0.5


class Commonness:
    """The words of all searchable listings by how often they occur; among equals the older word goes first."""

    @cached_property
    def counts(self):
        """Listings by id of a term."""
        rows = Listing.objects.searchable().order_by().values(tag=Unnest("tags")).annotate(n=Count("*"))
        return Counter({row["tag"]: row["n"] for row in rows})

    @cached_property
    def everything(self):
        """How many listings there are to find."""
        return Listing.objects.searchable().count()

    def ranked(self, facet):
        """The terms of a facet that some listing has, commonest first."""
        used = [term for term in Term.objects.lexicon().offered(facet) if self.counts[term.pk]]
        return sorted(used, key=lambda term: (-self.counts[term.pk], term.pk))

    def common(self, facet):
        return self.ranked(facet)[0]

    def rare(self, facet):
        return self.ranked(facet)[-1]

    def share(self, term):
        """The part of all listings that has the term, 0 to 1."""
        return self.counts[term.pk] / self.everything

    def commonest(self, many):
        """The commonest words of `many` different facets, none of them on more than half of the listings."""
        tops = [ranked[0] for facet in FILTERS if (ranked := self.ranked(facet))]
        tops = [term for term in tops if self.share(term) <= HALF]
        return sorted(tops, key=lambda term: (-self.counts[term.pk], term.pk))[:many]

    def nearest_to(self, share):
        """The word that comes nearest to being on this part of all listings."""
        used = [term for facet in FILTERS for term in self.ranked(facet)]
        return min(used, key=lambda term: (abs(self.share(term) - share), term.pk))
