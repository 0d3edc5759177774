"""Reads the files of our own map, `static/map/*.json`; the command `build_basemap` describes their form."""

import json
import math
from array import array
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from django.conf import settings

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
VALUES = {letter: value for value, letter in enumerate(LETTERS)}
LINE_LAYERS = {"river": "rivers", "state": "states", "border": "borders"}
POLE = 85  # degrees; the square map of Web Mercator ends there


class Shape(NamedTuple):
    """One ring or line: x and y by turns, from 0 to 1 over the world; its box; which edges are only cuts."""

    points: array
    box: tuple
    cuts: bytes


class Town(NamedTuple):
    name: str
    x: float
    y: float


def mercator(lat, lon):
    """Web Mercator, the world being the square from 0 to 1 with north at the top."""
    sine = math.sin(math.radians(max(-POLE, min(POLE, lat))))
    return lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


@cache
def layers_of(name):
    """Lists of shapes by layer of a map file, coarse or fine: about 5 MB, kept while the process lives."""
    content = read(f"{name}.json")
    unit, step = content["unit"], content["unit"] * content["cell"]
    layers = {"land": shapes(content["land"], unit, step), "lakes": shapes(content["lakes"], unit)}
    return layers | {name: shapes(content[key], unit) for name, key in LINE_LAYERS.items()}


@cache
def towns():
    """All town names of the map, the largest first."""
    content = read("labels.json")
    unit = content["unit"]
    result = []
    for _zoom, names, text in content["levels"]:
        points, _end = steps(text, (0, 0))
        for name, (lon, lat) in zip(names.split("\n"), points, strict=True):
            result.append(Town(name, *mercator(lat / unit, lon / unit)))
    return tuple(result)


def read(name):
    return json.loads((settings.BASE_DIR / "static" / "map" / name).read_text(encoding="utf-8"))


def shapes(texts, unit, step=None):
    """Shapes of one layer; `step` is the distance between cuts, in file steps, for the layer that is cut."""
    result = []
    last = (0, 0)
    for text in texts:
        raw, last = steps(text, last)
        world = [mercator(lat / unit, lon / unit) for lon, lat in raw]
        xs, ys = zip(*world, strict=True)
        cuts = bytes([0, *(is_cut(a, b, step, unit) for a, b in pairwise(raw))]) if step else bytes(len(raw))
        result.append(
            Shape(
                array("d", [part for point in world for part in point]),
                (min(xs), min(ys), max(xs), max(ys)),
                cuts,
            )
        )
    return result


def is_cut(a, b, step, unit):
    """Whether the edge lies on a border of two squares, or on the end of the map."""
    vertical = a[0] == b[0] and a[0] % step == 0
    return vertical or (a[1] == b[1] and (a[1] % step == 0 or abs(a[1]) >= POLE * unit))


def steps(text, start):
    """Points of one item in whole steps, and the last of them, from which the next item goes on."""
    x, y = start
    points, pending = [], None
    value = shift = 0
    for letter in text:
        bits = VALUES[letter]
        value |= (bits & 31) << shift
        shift += 5
        if bits > 31:
            continue
        change = -((value + 1) >> 1) if value & 1 else value >> 1
        value = shift = 0
        if pending is None:
            pending = x + change
        else:
            x, y, pending = pending, y + change, None
            points.append((x, y))
    return points, (x, y)
