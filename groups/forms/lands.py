"""Time zones to choose from."""

from functools import lru_cache
from zoneinfo import available_timezones

CONTINENTS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


@lru_cache(maxsize=1)
def zone_choices():
    """Time zones under the names of their continents."""
    zones = sorted(available_timezones())
    return [(name, [zone_choice(zone) for zone in zones if zone.startswith(f"{name}/")]) for name in CONTINENTS]


def zone_choice(zone):
    return zone, zone.partition("/")[2].replace("_", " ") or zone
