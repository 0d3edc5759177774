"""How many listings a search finds, and each facet without its own choice: exactly as far as anybody needs to know."""

from functools import cached_property

from groups.choices import Facet
from groups.keeping import kept_for
from groups.models import Listing
from groups.models.counting import count_up_to

SMALL_DIRECTORY = 20_000
"""In a directory of so many listings every total is exact."""
TOTAL_UP_TO = 3_000
"""How far each part of an answer is counted in a larger one; beyond, its size is estimated and called so."""
FACETS_UP_TO = 2_000
"""How many listings of each part facets are counted over one by one; of more, the sample is counted."""
DATED_UP_TO = 1_000
"""How far both go where a day is asked for: the dates of each listing are looked up, at several times the price."""
COUNTED = (
    Facet.FORMALITY,
    Facet.KIND,
    Facet.SUPPORT,
    Facet.TOPIC,
    Facet.ATTENDANCE,
    Facet.WEEKDAY,
    Facet.TIME,
    Facet.AUDIENCE,
    Facet.OPENNESS,
    Facet.COST,
    Facet.LANGUAGE,
    Facet.ACCESS,
    Facet.JOINING,
    Facet.ACTIVITY,
    Facet.SETTING,
)
"""The facets with a count beside each choice, in the order of the page."""
DEEPEST = 40_000
"""No page reaches further than this many listings, so that no address makes us count them all."""
SECONDS_KEPT = 60


def is_small_directory():
    """Whether all searchable listings are few enough to be counted at every search; as of a minute ago at most."""
    return size_of_directory() <= SMALL_DIRECTORY


@kept_for(SECONDS_KEPT)
def size_of_directory():
    """How many searchable listings there are, as of a minute ago at most, or a few too many."""
    (size,) = count_up_to([(Listing.objects.searchable(), SMALL_DIRECTORY + 1)])
    return size


class Tally:
    """The sizes behind `search` (a `ListingFilter`), all in one question; `at_least` so many are counted if there."""

    def __init__(self, search, at_least=0):
        self.search = search
        furthest = DATED_UP_TO if search.asked.get("when") else DEEPEST
        self.facets_up_to = min(FACETS_UP_TO, furthest)
        total_up_to = SMALL_DIRECTORY if is_small_directory() else min(TOTAL_UP_TO, furthest)
        self.enough = max(1 + total_up_to, min(at_least, DEEPEST))

    @cached_property
    def parts(self):
        """The parts of the answer, as `ListingFilter.parts` says."""
        return self.search.parts(by="tags")

    @cached_property
    def chosen(self):
        """The facets of which something is chosen."""
        return [facet.value for facet in COUNTED if self.search.chosen(facet)]

    @cached_property
    def branches(self):
        """Under each chosen facet, the parts of the matches without its own choice.

        Where that is the whole directory there is nothing to count.
        """
        return {
            own: self.search.parts(own, by="tags") for own in self.chosen if not self.search.is_for_everything_but(own)
        }

    @cached_property
    def counts(self):
        """Sizes under "" of `parts`, up to `enough`, and under each facet of its `branches`, up to `facets_up_to`."""
        lots = [("", part, self.enough) for part in self.parts]
        lots += [(own, part, self.facets_up_to + 1) for own, parts in self.branches.items() for part in parts]
        counts = {own: [] for own, _part, _enough in lots}
        for (own, *_), size in zip(lots, count_up_to([lot[1:] for lot in lots]), strict=True):
            counts[own].append(size)
        return counts

    @property
    def sizes(self):
        """How many listings each part has; `enough` where there are so many or more."""
        return self.counts[""]

    @property
    def is_exact(self):
        return all(size < self.enough for size in self.sizes)

    def sized(self, own=""):
        """`(part, size)` for the answer, or for the branch of a facet."""
        return list(zip(self.branches[own] if own else self.parts, self.counts[own], strict=True))
