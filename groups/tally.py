"""How many listings a search finds, and each facet without its own choice: exactly as far as anybody needs to know."""

from functools import cached_property

from groups.choices import Facet
from groups.keeping import kept_for
from groups.models import Listing
from groups.models.counting import ToCount, count_up_to

SMALL_DIRECTORY = 20_000
"""In a directory of so many listings every total is exact."""
TOTAL_UP_TO = 1_000
"""How far each part of an answer is counted in a larger one; beyond, its size is estimated and called so."""
FACETS_UP_TO = 2_000
"""How many listings of each part facets are counted over one by one, at most; of more, the sample is counted."""
LOOKED_UP = ("q", "pairs_with")
"""What is asked for by these is found by an index of its own, which knows nothing of the sample."""
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
    (size,) = count_up_to([ToCount(Listing.objects.searchable(), SMALL_DIRECTORY + 1)])
    return size


class Tally:
    """The sizes behind `search` (a `ListingFilter`), all in one question; `at_least` so many are counted if there."""

    def __init__(self, search, at_least=0):
        self.search = search
        total_up_to = SMALL_DIRECTORY if is_small_directory() else TOTAL_UP_TO
        self.facets_up_to = min(FACETS_UP_TO, total_up_to)
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
        branches = {"": (self.parts, self.enough)}
        branches |= {own: (parts, self.facets_up_to + 1) for own, parts in self.branches.items()}
        lots = [
            (own, ToCount(part, at_most, sample))
            for own, (parts, at_most) in branches.items()
            for part, sample in zip(parts, self.samples(parts), strict=True)
        ]
        counts = {own: [] for own in branches}
        for (own, _lot), size in zip(lots, count_up_to([lot for _own, lot in lots]), strict=True):
            counts[own].append(size)
        return counts

    def samples(self, parts):
        """Of each of `parts` its sample, at a glance at which a large one is known; None where there is none that an
        index leads to, or where everything is counted."""
        if is_small_directory() or any(self.search.asked.get(name) for name in LOOKED_UP):
            return [None for _part in parts]
        located = [part.sampled(by=self.search.index()) for part in parts[:2]]
        return located + [None for _unlocated in parts[2:]]

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
