"""A small Britain: two regions, four towns, and places to look things up by."""

import pytest

from groups import areas
from groups.models import Locality

BRITAIN, ENGLAND, SCOTLAND = 2635167, 6269131, 2638360
LONDON, WATFORD, ELY, GLASGOW, HAMLET = 11, 12, 13, 14, 15
TOWNS = {
    LONDON: ("London", "ENG", 51.5085, -0.1257, 8_000_000),
    WATFORD: ("Watford", "ENG", 51.6553, -0.3964, 100_000),
    ELY: ("Ely", "ENG", 52.3989, 0.2636, 20_000),
    GLASGOW: ("Glasgow", "SCT", 55.8651, -4.2576, 600_000),
    HAMLET: ("Hamlet", "ENG", 51.6, -0.2, 4_999),
}


def locality(pk, kind, name, region, lat, lon, population, radius_km=None):
    return Locality(
        pk=pk, kind=kind, name=name, country="GB", region_code=region, region_name="", lat=lat, lon=lon,
        population=population, radius_km=radius_km, timezone="Europe/London",
    )  # fmt: skip


@pytest.fixture
def britain(db):
    Locality.objects.all().delete()
    areas_of_land = [
        locality(BRITAIN, "country", "United Kingdom", "", 54.76, -2.7, 66_000_000, 336),
        locality(ENGLAND, "region", "England", "ENG", 52.16, -0.7, 62_000_000, 240),
        locality(SCOTLAND, "region", "Scotland", "SCT", 56.0, -4.0, 5_000_000, 150),
    ]
    towns = [
        locality(pk, "city", name, region, lat, lon, people) for pk, (name, region, lat, lon, people) in TOWNS.items()
    ]
    Locality.objects.bulk_create([*areas_of_land, *towns])


@pytest.fixture
def worked_out(britain, circle, clinic, evening):
    """The cast of listings, and what the night makes of it."""
    areas.refresh()
