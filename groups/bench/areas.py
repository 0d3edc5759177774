"""What planners ask: the page of a metropolis, of a large region and of the countries with most people, and the night's
work behind it."""

from django.db import transaction

from groups import areas
from groups.bench.measuring import page, timed
from groups.models import Locality, TownReach
from groups.models.gazetteer import LocalityKind

ASKED = (
    ("A1", "page of a metropolis", LocalityKind.CITY),
    ("A2", "page of a region", LocalityKind.REGION),
    ("A3", "page of a country", LocalityKind.COUNTRY),
)


def measure(size):
    """Time each page for the place of its sort with the most people; yields one `Run` after the other.

    The night's work is done first where it never was, and timed and taken back where it was.
    """
    yield nightly(size)
    for query, says, kind in ASKED:
        place = Locality.objects.filter(kind=kind).order_by("-population", "pk")[0]
        run = page(size, query, f"/insights/area/{place.pk}/")
        run.facts = {"says": f"{says}: {place.name}"}
        yield run


def nightly(size):
    """Time the night's work over everything, once; it stays only where there was none."""
    is_new = not TownReach.objects.exists()

    def once():
        with transaction.atomic():
            areas.refresh()
            transaction.set_rollback(not is_new)

    run = timed(size, "A4", once, repeats=1, warm_up=0)
    run.facts = {"says": "what is near every town, worked out anew"}
    return run
