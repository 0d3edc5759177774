"""How many listings an area has, by tag: for a region as of last night, for a town as it is now."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Func, Q, Sum, Value

from groups.areas.area import TOWN_KM
from groups.choices import Formality
from groups.models import AreaSupply, Listing
from groups.models.counting import ALL, ToCount, count_up_to, rounded
from groups.models.fields import Unnest
from groups.models.listing import SAMPLE

COUNTED_UP_TO = 2_000
"""Around a town so many listings are counted one by one; of more, the sample is, and the numbers are called "about"."""


@dataclass
class Supply:
    """Listings where people meet by tag, all of them and the informal ones; `is_about` where they are estimated."""

    listings: Counter = field(default_factory=Counter)
    informal: Counter = field(default_factory=Counter)
    is_about: bool = False

    @property
    def total(self):
        return self.listings[ALL]


def supply_of(area):
    """The `Supply` of an `Area`."""
    if area.is_town:
        return _around(area.point)
    rows = AreaSupply.objects.filter(area.of_region).order_by().values("tag")
    return _read(rows.annotate(n=Sum("listings"), informal_n=Sum("informal")))


def _around(point):
    near = Listing.objects.searchable().near(point, TOWN_KM)
    (size,) = count_up_to([ToCount(near, COUNTED_UP_TO + 1)])
    is_about = size > COUNTED_UP_TO
    tags = Func(F("tags"), Value(ALL), function="array_append", output_field=Listing._meta.get_field("tags"))
    rows = (near.sampled() if is_about else near).order_by().values(tag=Unnest(tags))
    informal = Count("pk", filter=Q(formality=Formality.INFORMAL))
    return _read(rows.annotate(n=Count("*"), informal_n=informal), SAMPLE if is_about else 1)


def _read(rows, stands_for=1):
    supply = Supply(is_about=stands_for > 1)
    for row in rows:
        for counted, number in ((supply.listings, row["n"]), (supply.informal, row["informal_n"])):
            counted[row["tag"]] = rounded(number * stands_for) if supply.is_about else number
    return supply
