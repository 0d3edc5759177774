"""Whose clocks a time zone tells: the zones of each country, by the IANA database (tzdata: zone.tab and its links)."""

from collections import defaultdict
from functools import cache
from importlib.resources import files

LINK = "L"
"""How a line of `tzdata.zi` begins that gives a zone a second name, after the first."""


@cache
def zones_of(country):
    """The IANA names of the zones of a country (ISO 3166-1 alpha-2), former names among them, in order; () for none.

    A zone that the table gives to one country is not another's, though its clocks may be told alike.
    """
    return tuple(sorted(_zones().get(country, ())))


@cache
def _zones():
    owner = {row[2]: row[0] for row in _rows("zone.tab", "\t") if not row[0].startswith("#")}
    found = defaultdict(set)
    for zone, country in owner.items():
        found[country].add(zone)
    for mark, zone, *other in _rows("tzdata.zi", " "):
        if mark == LINK and zone in owner and other[0] not in owner:
            found[owner[zone]].add(other[0])
    return found


def _rows(name, between):
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [row for line in text.splitlines() if len(row := line.split(between)) > 2]
