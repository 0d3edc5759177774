"""Questions to the gazetteer for a whole batch at once: a directory has thousands of postcodes and positions."""

from typing import NamedTuple

from django.db import connection

from groups.choices import Precision
from groups.geo import Point, to_cube
from groups.models import PostalCode
from groups.place_names import TERRITORIES, postal_key, stored_code

NEAREST = """
    SELECT town.timezone, town.country
    FROM unnest(%s::float[], %s::float[], %s::float[]) WITH ORDINALITY AS spot(x, y, z, n)
    LEFT JOIN LATERAL (
        SELECT timezone, country FROM groups_locality
        WHERE kind IN ('city', 'district')
        ORDER BY pos <-> cube(ARRAY[x, y, z]) LIMIT 1
    ) AS town ON true
    ORDER BY n
"""


class PostcodeArea(NamedTuple):
    """The middle of a postcode's area, as `geocoding.Found` has it."""

    point: Point
    timezone: str
    country: str
    precision: str = Precision.POSTCODE


class Town(NamedTuple):
    """What the nearest town tells of a position; empty where no gazetteer is loaded."""

    timezone: str
    country: str


def postcode_areas(wanted):
    """`PostcodeArea`s by `(postcode, country)` for those of `wanted` that are known, its territories included."""
    keys = {
        (code, country): [(stored_code(postal_key(code), land), land) for land in _lands(country)]
        for code, country in wanted
    }
    pairs = {pair for pairs in keys.values() for pair in pairs if pair[0]}
    rows = PostalCode.objects.filter(
        code__in={code for code, _land in pairs}, country__in={land for _code, land in pairs}
    )
    known = {row.pk: PostcodeArea(Point(row.lat, row.lon), row.timezone, row.country) for row in rows}
    found = {asked: next((known[pair] for pair in pairs if pair in known), None) for asked, pairs in keys.items()}
    return {asked: area for asked, area in found.items() if area}


def nearest_towns(points):
    """The `Town` nearest to each of `points`, by point."""
    points = list(points)
    if not points:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [list(axis) for axis in zip(*map(to_cube, points), strict=True)])
        rows = cursor.fetchall()
    return {point: Town(zone or "", country or "") for point, (zone, country) in zip(points, rows, strict=True)}


def _lands(country):
    return (country, *TERRITORIES.get(country, ()))
