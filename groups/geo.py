"""Plain geometry on one sphere: distances, the chord the index orders by, and the grid that hides homes.

Everything here is pure. Latitudes and longitudes are degrees (WGS 84), lengths kilometres unless named
`metres`. The radius is the mean Earth radius (IUGG), within a metre of geopy's `great_circle` anywhere, and it is
used for the shown distance, the order and the radius alike, so that the three never contradict each other.
"""

import math
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8
KM_PER_MILE = 1.609344
HALF_CIRCUMFERENCE_KM = math.pi * EARTH_RADIUS_M / 1000


class Point(NamedTuple):
    """A position in degrees."""

    lat: float
    lon: float

    def rounded(self, decimals=2):
        """The same place to about a kilometre (two decimals): as near as a searcher is ever known."""
        return Point(round(self.lat, decimals), round(self.lon, decimals))


def to_cube(point):
    """The point on the sphere as `(x, y, z)` in metres from the Earth's centre."""
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    ring = EARTH_RADIUS_M * math.cos(lat)
    return ring * math.cos(lon), ring * math.sin(lon), EARTH_RADIUS_M * math.sin(lat)


def chord_metres(km):
    """Straight line through the Earth between two points `km` apart on its surface, in metres."""
    angle = min(km / HALF_CIRCUMFERENCE_KM, 1.0) * math.pi
    return 2 * EARTH_RADIUS_M * math.sin(angle / 2)


def km_from_chord(chord):
    """Kilometres over the surface for a straight line of `chord` metres; the inverse of `chord_metres`."""
    return 2 * EARTH_RADIUS_M * math.asin(min(chord / (2 * EARTH_RADIUS_M), 1.0)) / 1000


def distance_km(a, b):
    """Great-circle distance in kilometres (haversine form, steady for near and far points alike)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2) ** 2
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    slope = half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(slope, 1.0))) / 1000


def cell_centre(point, size_km):
    """Centre of the fixed grid cell of about `size_km` that holds the point.

    The grid is the same for everybody and every time: snapping a home to it gives away only the cell. Rows are
    bands of latitude; within a band the columns are as many whole steps as fit round the globe there, so a cell
    is never narrower than `size_km`.
    """
    rows = max(1, math.floor(HALF_CIRCUMFERENCE_KM / size_km))
    height = 180 / rows
    row = min(math.floor((point.lat + 90) / height), rows - 1)
    south = row * height - 90
    widest_used = math.cos(math.radians(max(abs(south), abs(south + height))))
    columns = max(1, math.floor(2 * HALF_CIRCUMFERENCE_KM * max(widest_used, 0) / size_km))
    width = 360 / columns
    column = math.floor(((point.lon + 180) % 360) / width)
    return Point(south + height / 2, (column + 0.5) * width - 180)


def window_box(west, south, east, north):
    """The smallest upright box in space round a window of latitudes and longitudes, as its two corners in metres.

    `east` is not below `west`, and beyond 180 where the window crosses that line. The box is a millimetre wider on
    every side, for what is lost in rounding.
    """
    rings = [math.cos(math.radians(lat)) for lat in (south, north)]
    widest = 1.0 if south <= 0 <= north else max(rings)
    x = _reach(_cosines(west, east), min(rings), widest)
    y = _reach(_cosines(west - 90, east - 90), min(rings), widest)
    z = math.sin(math.radians(south)), math.sin(math.radians(north))
    return tuple(
        tuple(EARTH_RADIUS_M * axis[end] + slack for axis in (x, y, z)) for end, slack in ((0, -1e-3), (1, 1e-3))
    )


def _cosines(begin, end):
    """The least and the greatest cosine between two angles in degrees, `begin` first."""
    ends = [math.cos(math.radians(angle)) for angle in (begin, end)]
    least = -1.0 if math.floor((end - 180) / 360) >= math.ceil((begin - 180) / 360) else min(ends)
    greatest = 1.0 if math.floor(end / 360) >= math.ceil(begin / 360) else max(ends)
    return least, greatest


def _reach(cosines, narrowest, widest):
    """How far a ring of between two widths reaches along an axis, given the cosines of its angles to it."""
    least, greatest = cosines
    return least * (widest if least < 0 else narrowest), greatest * (widest if greatest > 0 else narrowest)
