"""What goes well with a listing: the listings next to many places, each asked what stands beside it."""

from groups import pairing
from groups.bench import origins
from groups.bench.measuring import Run, metered
from groups.models import Listing

LISTINGS = 100
AROUND_KM = 500
QUESTIONS = (
    ("B1", "what goes well with a listing where people live", origins.populated),
    ("B2", "what goes well with a listing in the metropolis", origins.metropolis),
)


def measure(size):
    """Time the suggestions of many listings, once before the clock counts; yields one `Run` after the other."""
    for name, says, places in QUESTIONS:
        run = Run(size, name)
        chosen = list(filter(None, (nearest(place) for place in places(LISTINGS))))
        for is_warm in (False, True):
            found = [suggest(listing, run if is_warm else Run(size, "")) for listing in chosen]
        run.facts = {"says": says, "found": round(sum(found) / max(len(found), 1), 1)}
        yield run


def nearest(place):
    """The listing next to a place, as its page reads it; None where there is none for a day's journey."""
    listings = Listing.objects.searchable().select_related("kind", "place")
    return listings.near(place, AROUND_KM).nearest_first().first()


def suggest(listing, run):
    """Add the suggestions of one listing to `run`; how many there are."""
    wall_ms, meter, found = metered(lambda: pairing.suggestions(listing))
    run.add(wall_ms, meter.seconds * 1000)
    run.queries = meter.queries
    return len(found)
