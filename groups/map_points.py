"""A search as points of a map window, grouped by a grid on the server so that any number can be drawn."""

import math

from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, Value, Window
from django.db.models.functions import Floor, RowNumber

from groups.choices import PINNED, Precision
from groups.geo import window_box
from groups.keeping import kept_for
from groups.models import Listing
from groups.models.counting import rounded
from groups.models.fields import cube_between
from groups.models.listing import SAMPLE
from groups.models.listing_queries import OWN, is_everywhere

BUBBLE_PIXELS = 76
WORLD_PIXELS = 256
WIDEST_SCREEN = 80
"""Cells across the largest window we group finely for; a map sends one screen, but anybody may send anything."""
EXACT_UP_TO = 16_000
"""Listings in a window, beyond which their numbers are estimated from the sample."""
WIDEST_PATCH = 90
"""Degrees of longitude, beyond which the box round a window holds so much of the globe that no index helps."""
SECONDS_KEPT = 60
NAMED_AT_ONE_POINT = 50
NAMED_IN_ALL = 1_000
TOLD = ("public_id", "name", "kind", "place__precision", "place__cell_km")
RADIUS_M = {Precision.POSTCODE: 1500, Precision.TOWN: 4000}
ONE_POINT_DEGREES = 1e-7
LAST_ZOOM = 14  # of our own map: what still shares a cell there will not come apart
ROW = 2**22  # more than there are columns at any zoom


def map_points(search, bbox, zoom):
    """GeoJSON of the listings of `search` with a public position inside `bbox` (west, south, east, north; None: all).

    Listings of one grid cell are one feature with their `count` and `bounds`. Where all of them share one point it
    names them (up to 50; so does a cell that no zoom takes apart), so that a pop-up can list every listing there.
    A point known only by its area says so (`precision`, `radius_m`). Confidential venues are never among them.

    A window that holds more than about 16,000 is grouped by a sample: everything in it is then `about`, counts are
    sixteen times those of the sample, to two digits, and nothing is named; of the whole directory it may be a minute
    old. The last zoom is exact, unless the window is wider than a screen shows there.
    """
    drawn = in_sight(search, bbox)
    wide_enough = min(zoom, finest_zoom(bbox))
    if wide_enough < LAST_ZOOM:
        sample = sampled(search, drawn, bbox, wide_enough)
        if SAMPLE * in_all(sample) > EXACT_UP_TO:
            return collection([estimate(group) for group in sample]) | {"about": True}
    groups = list(grouped(drawn, zoom))
    lasting = [group["cell"] for group in groups if zoom >= LAST_ZOOM or is_one_point(group)]
    named = named_listings(drawn, zoom, lasting) if lasting else {}
    return collection(group | {"listings": named.get(group["cell"], [])} for group in groups)


def in_sight(search, bbox):
    """The listings of `search` in the window that may be drawn; only their columns count, not their order."""
    is_patch = bbox is not None and width_of(bbox) <= WIDEST_PATCH
    is_circle = search.origin is not None and not is_everywhere(search.form.radius_km)
    listings = search.matching(inside=is_patch or is_circle)
    if search.origin is not None:
        listings = listings.near(search.origin.point, search.form.radius_km, by=search.index())
    return drawable(listings).filter(in_window(*bbox, by=search.index())) if bbox else drawable(listings)


def drawable(listings):
    """Those with a position that the public may know."""
    return listings.filter(pos__isnull=False).exclude(place__precision=Precision.AREA).order_by()


def sampled(search, drawn, bbox, zoom):
    """The groups of the sample of what is `drawn`. Where a search leaves nothing out and the window is much of the
    globe, they are the same for everybody: then they are not made for each."""
    is_patch = bbox is not None and width_of(bbox) <= WIDEST_PATCH
    if is_patch or not search.is_for_everything:
        return list(grouped(drawn.sampled(by=search.index()), zoom))
    found = whole_directory(zoom)
    return [group for group in found if bbox is None or holds(bbox, group["lat_mean"], group["lon_mean"])]


@kept_for(SECONDS_KEPT, answers=8)
def whole_directory(zoom):
    """The groups of the whole sample at a zoom, as of a minute ago at most."""
    return list(grouped(drawable(Listing.objects.searchable().sampled()), zoom))


def holds(bbox, lat, lon):
    """Whether a window holds a position, seen in Python as `in_window` sees it in the database."""
    west, south, _east, north = bbox
    return south <= lat <= north and (lon - west) % 360 <= width_of(bbox)


def width_of(bbox):
    """Degrees of longitude from the west to the east of a window, at most 360."""
    west, _south, east, _north = bbox
    return 360 if east - west >= 360 else (east - west) % 360


def finest_zoom(bbox):
    """The last zoom at which the window has a bearable number of cells."""
    west, south, east, north = bbox or (-180, -90, 180, 90)
    across = max(width_of((west, south, east, north)), north - south, ONE_POINT_DEGREES)
    return math.floor(math.log2(WIDEST_SCREEN * 360 * BUBBLE_PIXELS / (WORLD_PIXELS * across)))


def in_window(west, south, east, north, *, by=OWN):
    """Whether a position lies in the window; one that crosses ±180° has its east beyond it and is cut in two.

    Where the window is a patch of the globe, the box round it is there for the index.
    """
    rows = Q(lat__gte=south, lat__lte=north)
    if east - west >= 360:
        return rows
    west, east = wrapped(west), wrapped(east)
    columns = Q(lon__gte=west, lon__lte=east) if west <= east else Q(lon__gte=west) | Q(lon__lte=east)
    if west == -180:  # the same line as +180°
        columns |= Q(lon=180)
    width = (east - west) % 360
    if width <= WIDEST_PATCH:
        columns &= Q(**{f"{by}pos__inside": cube_between(*window_box(west, south, west + width, north))})
    return rows & columns


def wrapped(lon):
    """A longitude from -180 to below 180."""
    return (lon + 180) % 360 - 180


def cell_at(zoom):
    """The number of the grid cell of a listing, as an expression."""
    step = Value(360 * BUBBLE_PIXELS / (WORLD_PIXELS * 2**zoom), FloatField())
    return Floor(F("lat") / step) * Value(float(ROW)) + Floor(F("lon") / step)


def grouped(listings, zoom):
    """One row per grid cell: how many, around where, and between which edges."""
    cells = listings.values(cell=cell_at(zoom))
    return cells.annotate(
        count=Count("pk"),
        lat_mean=Avg("lat"),
        lon_mean=Avg("lon"),
        south=Min("lat"),
        north=Max("lat"),
        west=Min("lon"),
        east=Max("lon"),
    ).order_by("cell")


def in_all(groups):
    return sum(group["count"] for group in groups)


def estimate(group):
    """What a group of the sample says of all listings in its cell: their number to two digits, and nothing else."""
    return group | {"count": rounded(SAMPLE * group["count"]), "about": True}


def is_one_point(group):
    """Whether everything in a cell shares a point, so that no zoom can take it apart."""
    return max(group["north"] - group["south"], group["east"] - group["west"]) < ONE_POINT_DEGREES


def named_listings(drawn, zoom, cells):
    """What pop-ups say, as `{cell: [listing]}` by name: 50 at most of each, fewer of the crowded where all would be
    too many."""
    nth = Window(RowNumber(), partition_by=F("cell"), order_by=["name", "pk"])
    listings = drawn.annotate(cell=cell_at(zoom)).filter(cell__in=cells).annotate(nth=nth)
    chosen = listings.filter(nth__lte=NAMED_AT_ONE_POINT).order_by("nth", "pk")[:NAMED_IN_ALL]
    named = {}
    for listing in chosen.select_related("kind", "place").only(*TOLD):
        named.setdefault(listing.cell, []).append(listing)
    return named


def collection(groups):
    """Groups as GeoJSON."""
    groups = list(groups)
    return {
        "type": "FeatureCollection",
        "total": in_all(groups),
        "features": [feature(group) for group in groups],
    }


def feature(group):
    """One point, area or bubble of the map."""
    listings = group.get("listings")
    properties = {
        "count": group["count"],
        "bounds": [group[edge] for edge in ("west", "south", "east", "north")],
    }
    if group.get("about"):
        properties |= {"about": True}
    if listings and is_one_point(group):
        place = listings[0].place
        properties |= {"precision": place.precision, "radius_m": radius_m(place)}
    if listings:
        properties |= {"listings": [told(listing) for listing in listings]}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [group["lon_mean"], group["lat_mean"]]},
        "properties": properties,
    }


def told(listing):
    """What a pop-up says of a listing."""
    return {
        "id": listing.public_id,
        "name": listing.name,
        "url": listing.get_absolute_url(),
        "kind": listing.kind.name,
    }


def radius_m(place):
    """Half the width of the area a place may lie in, in metres; 0 for a place known exactly."""
    if place.precision in PINNED:
        return 0
    if place.cell_km:
        return round(place.cell_km * 1000 / math.sqrt(2))
    return RADIUS_M.get(place.precision, 0)
