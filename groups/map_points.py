"""A search as points of a map window, grouped by a grid on the server so that any number can be drawn."""

import math

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, Value
from django.db.models.functions import Floor

from groups.choices import PINNED, Precision
from groups.models import Listing

BUBBLE_PIXELS = 76
WORLD_PIXELS = 256
NAMED_AT_ONE_POINT = 50
RADIUS_M = {Precision.POSTCODE: 1500, Precision.TOWN: 4000}
ONE_POINT_DEGREES = 1e-7
LAST_ZOOM = 14  # of our own map: what still shares a cell there will not come apart


def map_points(search, bbox, zoom):
    """GeoJSON of the listings of `search` with a public position inside `bbox` (west, south, east, north; None: all).

    Listings of one grid cell are one feature with their `count` and `bounds`. Where all of them share one point it
    names them (up to 50; so does a cell that no zoom takes apart), so that a pop-up can list every listing there.
    A point known only by its area says so (`precision`, `radius_m`). Confidential venues are never among them.
    """
    drawn = search.parts()[0].filter(pos__isnull=False).exclude(place__precision=Precision.AREA)
    if bbox:
        drawn = drawn.filter(in_window(*bbox))
    groups = list(grouped(drawn, zoom))
    inseparable = [group for group in groups if zoom >= LAST_ZOOM or is_one_point(group)]
    named = named_listings({pk for group in inseparable for pk in group["pks"][:NAMED_AT_ONE_POINT]})
    return {
        "type": "FeatureCollection",
        "total": sum(group["count"] for group in groups),
        "features": [feature(group, named) for group in groups],
    }


def in_window(west, south, east, north):
    """Whether a position lies in the window; one that crosses ±180° has its east beyond it and is cut in two."""
    rows = Q(lat__gte=south, lat__lte=north)
    if east - west >= 360:
        return rows
    west, east = (west + 180) % 360 - 180, (east + 180) % 360 - 180
    columns = Q(lon__gte=west, lon__lte=east) if west <= east else Q(lon__gte=west) | Q(lon__lte=east)
    if west == -180:  # the same line as +180°
        columns |= Q(lon=180)
    return rows & columns


def grouped(listings, zoom):
    """One row per grid cell: how many, around where, between which edges, and which listings."""
    size = 360 * BUBBLE_PIXELS / (WORLD_PIXELS * 2**zoom)
    step = Value(size, FloatField())
    cells = listings.order_by().values(column=Floor(F("lon") / step), row=Floor(F("lat") / step))
    return cells.annotate(
        count=Count("pk"),
        lat_mean=Avg("lat"),
        lon_mean=Avg("lon"),
        south=Min("lat"),
        north=Max("lat"),
        west=Min("lon"),
        east=Max("lon"),
        pks=ArrayAgg("pk", order_by=["name", "pk"]),
    ).order_by("row", "column")


def is_one_point(group):
    """Whether everything in a cell shares a point, so that no zoom can take it apart."""
    return max(group["north"] - group["south"], group["east"] - group["west"]) < ONE_POINT_DEGREES


def named_listings(pks):
    """What a pop-up says of listings, by primary key."""
    listings = Listing.objects.filter(pk__in=pks).select_related("kind", "place")
    return {listing.pk: listing for listing in listings.defer("document", "pos")}


def feature(group, named):
    """One point, area or bubble of the map."""
    listings = [named[pk] for pk in group["pks"][:NAMED_AT_ONE_POINT] if pk in named]
    properties = {
        "count": group["count"],
        "bounds": [group[edge] for edge in ("west", "south", "east", "north")],
    }
    if listings and is_one_point(group):
        place = listings[0].place
        properties |= {"precision": place.precision, "radius_m": radius_m(place)}
    if listings:
        properties |= {
            "listings": [
                {
                    "id": listing.public_id,
                    "name": listing.name,
                    "url": listing.get_absolute_url(),
                    "kind": listing.kind.name,
                }
                for listing in listings
            ],
        }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [group["lon_mean"], group["lat_mean"]]},
        "properties": properties,
    }


def radius_m(place):
    """Half the width of the area a place may lie in, in metres; 0 for a place known exactly."""
    if place.precision in PINNED:
        return 0
    if place.cell_km:
        return round(place.cell_km * 1000 / math.sqrt(2))
    return RADIUS_M.get(place.precision, 0)
