"""The questions that are measured: Q1 to Q7 for places and filters, T for words, each from many places."""

from dataclasses import dataclass

from groups import spelling
from groups.bench import origins
from groups.choices import Facet
from groups.geo import Point
from groups.models import Listing

NEAR_KM = 25
RARE = (Facet.TOPIC, Facet.AUDIENCE, Facet.ACCESS, Facet.COST)
THIRD = 1 / 3

# Words as `filling` writes them into descriptions, the first of its list and the last, and into names.
COMMON_WORD, RARE_WORD, TWO_WORDS, BEGINNING = "listening", "falconry", "quiet gardening", "swim"


@dataclass(frozen=True)
class Question:
    """The nearest 20 that have a word of every group of `groups` (ids of terms) and every word of `text`.

    `km` is the farthest they may be from each of the `places` that are asked from; None for no limit.
    """

    name: str
    says: str
    places: tuple[Point, ...]
    km: float | None = None
    groups: tuple[tuple[int, ...], ...] = ()
    text: str = ""

    def listings(self, place):
        """The same as the product's own queryset, nearest first; words are read first, which is a query of its own."""
        found = Listing.objects.searchable().near(place, self.km).tagged(*self.groups)
        if not self.text:
            return found.nearest_first()
        reading = spelling.read(self.text)
        return found.about(self.text, also=reading.near, is_rare=reading.is_rare).nearest_first()


@dataclass(frozen=True)
class Count:
    """How many there are within `NEAR_KM` with `term`, and how many each other choice would leave."""

    name: str
    says: str
    places: tuple[Point, ...]
    facet: str
    slug: str
    term: int


def searches(words, many=origins.MANY):
    """Q1 to Q4b, Q6 and Q7 from `many` places, with the common and rare words that `words` (`Commonness`) counted."""
    people, city, sea = (tuple(places(many)) for places in (origins.populated, origins.metropolis, origins.ocean))
    common = ids(words.commonest(3))
    topic = ids([words.rare(Facet.TOPIC)])
    rare = ids([words.rare(facet) for facet in RARE])
    return [
        Question("Q1", "nearest 20", people),
        Question("Q2", "25 km, 3 common filters", people, NEAR_KM, common),
        Question("Q3", "25 km, rare topic", people, NEAR_KM, topic),
        Question("Q4a", "metropolis, 25 km, rare topic", city, NEAR_KM, topic),
        Question("Q4b", "metropolis, 25 km, 4 rare filters", city, NEAR_KM, rare),
        Question("Q6", "ocean, any distance", sea),
        Question("Q7", "rare topic, any distance", people, None, topic),
    ]


def texts(words, many=origins.MANY):
    """T: words within 25 km."""
    people, city = tuple(origins.populated(many)), tuple(origins.metropolis(many))
    topic = words.common(Facet.TOPIC).label
    return [
        Question("T1", "common word", people, NEAR_KM, text=COMMON_WORD),
        Question("T2", "rare word", people, NEAR_KM, text=RARE_WORD),
        Question("T3", "two words", people, NEAR_KM, text=TWO_WORDS),
        Question("T4", "beginning of a word", people, NEAR_KM, text=BEGINNING),
        Question("T5", "name of a topic", people, NEAR_KM, text=topic),
        Question("T6", "metropolis, common word", city, NEAR_KM, text=COMMON_WORD),
        Question("T7", "metropolis, rare word", city, NEAR_KM, text=RARE_WORD),
        Question("T8", "metropolis, two words, one of them rare", city, NEAR_KM, text=f"{COMMON_WORD} {RARE_WORD}"),
    ]


def counts(words, many=origins.MANY, few=origins.FEW):
    """Q5 with a common filter where people live, Q5n with one that a third of the listings of a metropolis pass."""
    (common,), third = words.commonest(1), words.nearest_to(THIRD)
    return [
        Count("Q5", "total and facets, filtered", tuple(origins.populated(many)), common.facet, common.slug, common.pk),
        Count(
            "Q5n",
            "the same, metropolis, a third of it",
            tuple(origins.metropolis(few)),
            third.facet,
            third.slug,
            third.pk,
        ),
    ]


def ids(terms):
    """Groups of one term each: all of them are wanted."""
    return tuple((term.pk,) for term in terms)
