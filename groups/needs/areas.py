"""The coarse areas that counters are kept for: a large town and what lies around it, or else a whole region."""

from django.db.models import Value

from groups.geo import Point, chord_metres
from groups.geocoding import nearest_locality
from groups.models.fields import CubeEnlarge, cube_at
from groups.models.gazetteer import Locality, LocalityKind

LARGE = 100_000
"""A town of so many people is an area of its own, so that nobody's village shows."""
AROUND_KM = 100


def near(point):
    """The area that `point` (a `Point`) lies in, as a number of the gazetteer; None where it knows no place.

    That is the nearest town of 100,000 people or more, within 100 km; where there is none, the region of the
    nearest place, or its country.
    """
    large = Locality.objects.filter(kind=LocalityKind.CITY, population__gte=LARGE)
    reach = chord_metres(AROUND_KM)
    around = large.filter(pos__inside=CubeEnlarge(cube_at(point), Value(reach), Value(3))).nearest_to(point)
    town = around.filter(chord__lte=reach).values_list("pk", flat=True).first()
    return town or _wider(nearest_locality(point))


def _wider(place):
    """The region of a place (a `Locality`), or its country where the gazetteer names no region."""
    if place is None:
        return None
    wider = Locality.objects.filter(country=place.country)
    region = wider.filter(kind=LocalityKind.REGION, region_code=place.region_code).order_by("pk")
    country = wider.filter(kind=LocalityKind.COUNTRY).order_by("pk")
    found = region.values_list("pk", flat=True).first() if place.region_code else None
    return found or country.values_list("pk", flat=True).first()


def area_of(place):
    """The area that counters of a `Locality` are kept under: itself, if it is a region or country, else `near` it."""
    return place.pk if place.kind in (LocalityKind.REGION, LocalityKind.COUNTRY) else near(Point(place.lat, place.lon))
