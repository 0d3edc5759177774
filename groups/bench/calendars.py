"""What coming along takes: a calendar of hundreds of listings, and the dates of thousands of slots."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from groups import sessions
from groups.bench import origins
from groups.bench.measuring import page, timed
from groups.models import Listing, Schedule

SLOTS = 10_000
WEEK = timedelta(days=7)
REPEATS = 10


def measure(size):
    """Time both over a filled directory; yields one `Run` after the other."""
    yield calendar_of_a_search(size)
    yield dates_of_a_week(size)


def calendar_of_a_search(size):
    """Around a metropolis, where there are more listings than the file takes."""
    (middle,) = origins.metropolis(1)
    address = f"/search.ics?lat={middle.lat}&lon={middle.lon}"
    run = page(size, "C1", address)
    lines = Client(SERVER_NAME="localhost").get(address).content.splitlines()
    listings = {line for line in lines if line.startswith(b"URL:")}
    run.facts = {"says": "the calendar of a search", "found": len(listings)}
    return run


def dates_of_a_week(size):
    """Of the listings of so many slots, read before."""
    of_slots = Schedule.objects.live().order_by("pk").values("listing")[:SLOTS]
    listings, now = list(Listing.objects.filter(pk__in=of_slots).order_by("pk")), timezone.now()
    run = timed(size, "C2", lambda: sessions.dates_of(listings, now, now + WEEK), repeats=REPEATS)
    run.facts = {"says": "all dates of a week", "found": min(SLOTS, Schedule.objects.live().count())}
    return run
