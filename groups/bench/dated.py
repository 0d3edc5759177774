"""What meets today, and what meets soonest: the first page and the total, asked from many places."""

from django.http import QueryDict
from django.utils import timezone

from groups import schedule
from groups.bench import origins
from groups.bench.measuring import Run, metered
from groups.bench.questions import NEAR_KM
from groups.filters import ListingFilter
from groups.models import Schedule, UpcomingDate
from groups.results import Results

PLACES = 50
QUESTIONS = (
    ("C5", "what meets today, 25 km", "when=today", origins.populated),
    ("C6", "soonest first, 25 km", "sort=soonest", origins.populated),
    ("C7", "metropolis, what meets today", "when=today", origins.metropolis),
    ("C8", "metropolis, soonest first", "sort=soonest", origins.metropolis),
)


def measure(size):
    """Time each from every place, once before the clock counts; yields one `Run` after the other.

    Dates that are over are forgotten before, as they are every hour.
    """
    over = UpcomingDate.objects.filter(ends_at__lte=timezone.now())
    schedule.refresh_dates(Schedule.objects.filter(pk__in=over.values("schedule")))
    for name, says, asked, places in QUESTIONS:
        run = Run(size, name)
        chosen = list(places(PLACES))
        found = [ask(place, asked, run if is_warm else Run(size, "")) for is_warm in (False, True) for place in chosen]
        run.facts = {"says": says, "found": round(sum(found) / len(found), 1)}
        yield run


def ask(place, asked, run):
    """Add one search to `run`; how many listings it counted, which is no more than the page needs."""
    params = QueryDict(f"lat={place.lat}&lon={place.lon}&radius={NEAR_KM}&{asked}")
    wall_ms, meter, total = metered(lambda: read(params))
    run.add(wall_ms, meter.seconds * 1000)
    run.queries = meter.queries
    return total


def read(params):
    """The first page, and the total as far as it is counted."""
    results = Results(ListingFilter(params, now=timezone.now()))
    return results.total if results.listings else 0
