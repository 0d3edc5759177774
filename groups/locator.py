"""A small still map of the surroundings of a place, drawn on the server as SVG: the map without script.

It takes the shapes and towns of `groups.basemap` and keeps only what lies in the picture. There is no `style`
attribute: colours come from map.css.
"""

import math
from itertools import pairwise
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from groups.basemap import POLE, layers_of, mercator, towns

LINE_LAYERS = ("river", "state", "border")
EQUATOR_KM = 40_075.017  # WGS 84, which Web Mercator stretches round its square
PIN_PRECISIONS = {"exact", "street"}
PIN = "c-3,-9 -13,-14 -13,-24a13,13 0 0 1 26,0c0,10 -10,15 -13,24z"
AREA_KM = {"postcode": 1.5, "town": 4, "cell": 1}  # radius a place known only roughly is drawn with
REACH_KM = {"exact": 6, "street": 6, "postcode": 10, "town": 15, "cell": 10}
WIDEST_REACH_KM = 25
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_NAMES = 18
NAME_HEIGHT_PX = 18
LETTER_PX = 7.4  # mean width of a letter at the size of a name, with room to spare
PATH_BUDGET = 4_500  # characters: keeps the whole picture under 8 kB
MARGIN_PX = 8
RIVER_SCALE = 256 * 2**9  # above it rivers, drawn at 1:50 million, would lie beside their beds
WIDE_SCALE = 256 * 2**6  # below this many pixels for the whole world the coarse file is fine enough


class View(NamedTuple):
    """A picture: its size in pixels, its middle in world units and pixels for one world unit."""

    width: int
    height: int
    x: float
    y: float
    scale: float

    @property
    def box(self):
        """West, north, east, south in world units, with a margin."""
        half_x = (self.width / 2 + MARGIN_PX) / self.scale
        half_y = (self.height / 2 + MARGIN_PX) / self.scale
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y

    def pixel(self, x, y):
        return (x - self.x) * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2


def svg(lat, lon, *, km, precision, reach=None, width=640, height=360) -> SafeString:
    """Map of the surroundings of a place (degrees) as SVG of `width` × `height` pixels, under 8 kB.

    `precision` is a place's precision: exact and street get a pin; postcode, town and cell a soft circle; anything
    else no mark at all. `km` is the width of the grid cell that hides a home, 0 for every other place. The picture
    shows `reach` kilometres in every direction, or what suits the precision.
    """
    reach = reach or max(REACH_KM.get(precision, WIDEST_REACH_KM), 4 * km)
    scale = min(width, height) / 2 / reach * EQUATOR_KM * math.cos(math.radians(min(abs(lat), POLE)))
    view = View(width, height, *mercator(lat, lon), scale)
    px_per_km = min(width, height) / 2 / reach
    mark, taken = place_mark(view, precision, area_km(precision, km) * px_per_km)
    ring_km = max((size for size in ROUND_KM if size <= reach * 0.8), default=None)
    ring = distance_ring(view, ring_km, px_per_km) if ring_km else ""
    towns = towns_in(view)
    names, nearest = town_names(view, towns, taken), nearest_town(view, towns)
    title = _("Map of the area around %(town)s") % {"town": nearest} if nearest else _("Map of the area")
    return format_html(
        '<svg class="locator" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-label="{title}">'
        '<title>{title}</title><rect class="locator-water" width="{w}" height="{h}"/>'
        "{drawing}{ring}{names}{mark}</svg>",
        w=width,
        h=height,
        title=title,
        drawing=background(view),
        ring=ring,
        names=names,
        mark=mark,
    )


# The picture


def background(view):
    """Land, coast, lakes and lines; details are left out step by step until the picture is small enough."""
    for least_px in (1.5, 3, 6, 12, 24, 48) if view.scale > WIDE_SCALE else (6, 12, 24, 48):
        paths = background_paths(view, least_px)
        if sum(len(path) for _name, path in paths) <= PATH_BUDGET:
            break
    return format_html_join("", '<path class="locator-{}" d="{}"/>', [(name, path) for name, path in paths if path])


def background_paths(view, least_px):
    layers = layers_of("coarse" if view.scale < WIDE_SCALE else "fine")
    if view.scale > RIVER_SCALE:
        layers = layers | {"river": []}
    land = visible(layers["land"], view)
    lakes = visible(layers["lakes"], view)
    lines = [
        (name, "".join(stroke(shape, shift, view, least_px) for shape, shift in visible(layers[name], view)))
        for name in LINE_LAYERS
    ]
    return [
        ("land", "".join(area(shape, shift, view, least_px) for shape, shift in land)),
        ("coast", "".join(stroke(shape, shift, view, least_px) for shape, shift in land)),
        lines[0],
        lines[1],
        ("water", "".join(area(shape, shift, view, least_px) for shape, shift in lakes)),
        lines[2],
    ]


def visible(shapes, view):
    """Shapes that touch the picture, each with the whole turns round the world that bring it there."""
    west, north, east, south = view.box
    return [
        (shape, shift)
        for shift in (0, -1, 1)
        for shape in shapes
        if shape.box[0] + shift < east and shape.box[2] + shift > west and shape.box[1] < south and shape.box[3] > north
    ]


def stroke(shape, shift, view, least_px):
    """Path of the edges of a shape that are in the picture and are not mere cuts."""
    west, north, east, south = view.box
    pieces, piece = [], []
    xs, ys = shape.points[::2], shape.points[1::2]
    for index, ((x1, x2), (y1, y2)) in enumerate(zip(pairwise(xs), pairwise(ys), strict=True), start=1):
        outside = max(x1, x2) + shift < west or min(x1, x2) + shift > east or max(y1, y2) < north or min(y1, y2) > south
        if outside or shape.cuts[index]:
            pieces.append(piece)
            piece = []
            continue
        piece = piece or [view.pixel(x1 + shift, y1)]
        piece.append(view.pixel(x2 + shift, y2))
    return "".join(path(points, least_px) for points in (*pieces, piece) if len(points) > 1)


def area(shape, shift, view, least_px):
    """Path of the part of a ring that is in the picture."""
    points = thinned(shape, shift, least_px / view.scale)
    west, north, east, south = view.box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        points = clipped(points, axis, limit, sign)
    return path([view.pixel(x, y) for x, y in points], 0, close=True) if len(points) > 2 else ""


def thinned(shape, shift, least):
    """Points of a ring at least `least` apart; the ends of cuts stay, or gaps would show."""
    kept = []
    ends = bytes([*shape.cuts[1:], 0])
    for x, y, cut, next_cut in zip(shape.points[::2], shape.points[1::2], shape.cuts, ends, strict=True):
        if not kept or cut or next_cut or abs(x + shift - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x + shift, y))
    return kept


def clipped(points, axis, limit, sign):
    """The polygon on one side of a line (Sutherland and Hodgman, 1974); `sign` 1 keeps what is greater."""
    result = []
    for start, end in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
        start_in, end_in = (start[axis] - limit) * sign >= 0, (end[axis] - limit) * sign >= 0
        if start_in != end_in:
            part = (limit - start[axis]) / (end[axis] - start[axis])
            result.append(tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)))
        if end_in:
            result.append(end)
    return result


def path(points, least_px, *, close=False):
    """Path in whole pixels: the first point, then differences; points nearer than `least_px` are left out."""
    last = points[0]
    kept = [last]
    for point in points[1:-1]:
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= least_px:
            kept.append(point)
            last = point
    kept.append(points[-1])
    whole = [(round(x), round(y)) for x, y in kept]
    moves = [f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(whole) if (a, b) != (x, y)]
    if len(moves) < 2 and close:
        return ""
    return f"M{whole[0][0]},{whole[0][1]}l{' '.join(moves)}{'z' if close else ''}" if moves else ""


# Marks and names


def area_km(precision, cell_km):
    """Radius of the circle a place known roughly may lie in; that of a cell goes through its corners."""
    return cell_km / math.sqrt(2) if cell_km else AREA_KM.get(precision, 0)


def place_mark(view, precision, radius):
    """The mark of the place, `radius` in pixels, and the boxes that no name may cover."""
    x, y = view.width / 2, view.height / 2
    if precision in PIN_PRECISIONS:
        pin = mark_safe(
            f'<path class="locator-pin" d="M{x:g},{y:g}{PIN}"/>'
            f'<circle class="locator-pin-dot" cx="{x:g}" cy="{y - 24:g}" r="5"/>'
        )
        return pin, [(x - 15, y - 40, x + 15, y + 2)]
    if precision in AREA_KM:
        soft = f'<circle class="locator-area" cx="{x:g}" cy="{y:g}" r="{max(radius, 10):.0f}"/>'
        return mark_safe(soft), [(x - 10, y - 10, x + 10, y + 10)]
    return "", []


def distance_ring(view, ring_km, px_per_km):
    """A dashed circle with its distance from the place written on it."""
    x, y, radius = view.width / 2, view.height / 2, ring_km * px_per_km
    return format_html(
        '<circle class="locator-ring" cx="{x}" cy="{y}" r="{r}"/>'
        '<text class="locator-name locator-ring-name" x="{x}" y="{at}">{label}</text>',
        x=f"{x:g}",
        y=f"{y:g}",
        r=f"{radius:.0f}",
        at=f"{y + radius + 4:.0f}",
        label=_("%(km)s km") % {"km": ring_km},
    )


def towns_in(view):
    """Towns in the picture as name and pixel, the largest first."""
    west, north, east, south = view.box
    found = []
    for town in towns():
        if north < town.y < south:
            x = town.x + round(view.x - town.x)
            if west < x < east:
                found.append((town.name, *view.pixel(x, town.y)))
    return found


def town_names(view, found, taken):
    """Names that fit inside the picture without covering one another or the place."""
    taken = list(taken)
    names = []
    for name, x, y in found:
        half = len(name) * LETTER_PX / 2
        box = next((box for box in boxes(view, x, y, half) if not any(overlap(box, other) for other in taken)), None)
        if box:
            taken.append(box)
            names.append((round(x), round(box[1] + NAME_HEIGHT_PX / 2 + 4), name))
        if len(names) == MOST_NAMES:
            break
    return format_html_join("", '<text class="locator-name" x="{}" y="{}">{}</text>', names)


def boxes(view, x, y, half):
    """Where a name may stand: on the spot, below or above it, as far as that is inside the picture."""
    for row in (y, y + NAME_HEIGHT_PX, y - NAME_HEIGHT_PX, y + 2 * NAME_HEIGHT_PX):
        box = (x - half, row - NAME_HEIGHT_PX / 2, x + half, row + NAME_HEIGHT_PX / 2)
        if box[0] > 4 and box[2] < view.width - 4 and box[1] > 4 and box[3] < view.height - 4:
            yield box


def nearest_town(view, found):
    """Name of the town nearest to the middle of the picture, or None."""
    middle = view.width / 2, view.height / 2
    return min(found, key=lambda town: math.dist(town[1:], middle), default=(None,))[0]


def overlap(a, b):
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
