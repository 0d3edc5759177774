"""What people looked for in vain around two of the sample cities, so that the pages for planners are filled."""

from dateutil.relativedelta import relativedelta

from groups import areas, needs
from groups.choices import Facet
from groups.demo.texts import cities, dice
from groups.models import UnmetSearch

AREAS = 2
MONTHS = 12
LOOKED_FOR = (
    (Facet.LANGUAGE, "pa", 22),
    (Facet.ACCESS, "sign-language", 15),
    (Facet.TOPIC, "gambling", 12),
    (Facet.AUDIENCE, "veterans-military", 9),
    (Facet.WEEKDAY, "SU", 7),
    (Facet.COST, "free", 6),
    (Facet.KIND, "family-course", 3),
)
"""One thing asked for and how often a month, about; the last stays below what is published in most years."""


def fill(now):
    """Made-up counters for finished months, and what planners read of the sample directory; see `load_demo`."""
    this_month = now.date().replace(day=1)
    found = (needs.near(city.point) for city in cities()[:AREAS])
    rows = (
        UnmetSearch(month=month, area=area, facet=facet, slug=slug, count=around(mean, area, month, slug))
        for area in sorted({area for area in found if area})
        for month in (this_month - relativedelta(months=ago) for ago in range(1, MONTHS + 1))
        for facet, slug, mean in LOOKED_FOR
    )
    UnmetSearch.objects.bulk_create(rows, ignore_conflicts=True)  # those of a sample directory before are the same
    areas.refresh()


def around(mean, *what):
    """A number near `mean`, always the same for the same thing."""
    return dice("unmet", *map(str, what)).randint(mean // 2, mean + mean // 2)
