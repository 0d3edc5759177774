"""What may be published of the counters: sums over finished months, from 50 searches on, rounded down to tens.

They are searches, not people: one person who searches ten times counts ten times. The month under way is never among
them, and no sum is exact: what two of them differ by is known to within ten at best.
"""

from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.utils import timezone

from groups.models import UnmetSearch

LEAST = 50
STEP = 10
MONTHS = 12


def seen(area, facet, slug, months=MONTHS):
    """How many searches in `area` for this one thing found nothing in the last finished `months`, rounded down to
    tens; None where it was fewer than 50."""
    rows = finished(months).filter(area=area, facet=facet, slug=slug)
    return shown(rows.aggregate(n=Sum("count"))["n"])


def seen_in(areas, months=MONTHS):
    """The same for everything looked for in any of `areas` together: `(facet, slug, number)`, most first."""
    sums = finished(months).filter(area__in=areas).order_by().values("facet", "slug").annotate(n=Sum("count"))
    rows = [(row["facet"], row["slug"], number) for row in sums if (number := shown(row["n"]))]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def finished(months):
    """Counters of the last `months` that are over."""
    this_month = timezone.localdate().replace(day=1)
    first = this_month - relativedelta(months=months)
    return UnmetSearch.objects.filter(month__gte=first, month__lt=this_month)


def shown(number):
    """A number of searches as it may be published, or None."""
    return number // STEP * STEP if number and number >= LEAST else None
