"""An area that planners ask about: a country, a region, or a town with what lies around it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, Sum, Value

from groups.found import found_locality
from groups.geo import Point, chord_metres
from groups.models import Locality, TownReach
from groups.models.fields import CubeEnlarge, cube_at
from groups.models.gazetteer import LocalityKind
from groups.needs import LARGE, area_of

TOWN_KM = 15
"""A town is looked at together with so much around it: people go to the next town too."""
FAR_KM = 10
"""Where a listing is nearer than this, there is no gap."""
MOST_GAPS = 12


@dataclass(frozen=True)
class Area:
    """One area, by its `place` in the gazetteer (a `Locality`)."""

    place: Locality

    @property
    def label(self):
        """Its name with region and country."""
        return found_locality(self.place).label

    @property
    def point(self):
        return Point(self.place.lat, self.place.lon)

    @property
    def is_town(self):
        return self.place.kind not in (LocalityKind.REGION, LocalityKind.COUNTRY)

    @property
    def of_region(self):
        """What rows by country and region are asked with, for a region or a country."""
        country = Q(country=self.place.country)
        return country if self.place.kind == LocalityKind.COUNTRY else country & Q(region_code=self.place.region_code)

    @cached_property
    def towns(self):
        """Its towns of 5,000 people or more, as a queryset of `TownReach`."""
        if not self.is_town:
            return TownReach.objects.filter(self.of_region)
        reach = chord_metres(TOWN_KM)
        around = Locality.objects.settled().filter(pos__inside=CubeEnlarge(cube_at(self.point), Value(reach), Value(3)))
        inside = around.nearest_to(self.point).filter(chord__lte=reach).order_by()
        return TownReach.objects.filter(pk__in=list(inside.values_list("pk", flat=True)))

    @cached_property
    def population(self):
        """People in those towns, as the gazetteer has them; 0 where it knows none."""
        return self.towns.aggregate(n=Sum("population"))["n"] or 0

    @cached_property
    def gaps(self):
        """The towns farther than 10 km from any listing where people meet, at most twelve: first those with nothing
        near, then the farthest, of equals the largest."""
        far = self.towns.filter(Q(any_km__isnull=True) | Q(any_km__gt=FAR_KM))
        return list(far.order_by(F("any_km").desc(nulls_first=True), "-population", "pk")[:MOST_GAPS])

    @cached_property
    def search_areas(self):
        """The numbers under which searches from here are counted: see `groups.needs`."""
        own = area_of(self.place)
        if self.is_town:
            return [own] if own else []
        large = self.towns.filter(population__gte=LARGE).values_list("pk", flat=True)
        regions = Locality.objects.filter(self.of_region, kind=LocalityKind.REGION).values_list("pk", flat=True)
        return [*{own, *large.order_by().union(regions.order_by())}]


def find(pk):
    """The `Area` of a number of the gazetteer, or None."""
    place = Locality.objects.filter(pk=pk).first()
    return place and Area(place)
