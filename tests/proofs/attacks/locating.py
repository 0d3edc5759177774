"""Somebody who wants to know where a private home is, and has nothing but what the site answers."""

import math
import random
import re

from groups.geo import Point, distance_km

M_PER_DEGREE = 6_371_008.8 * math.pi / 180
NUMBER = re.compile(r"-?\d{1,3}\.\d{3,}")
NEAR_DEGREES = 0.1


def questions(middle, how_many, *, spread=0.09, seed=5):
    """So many points around `middle` to ask from; the site takes them to two decimals, so nothing finer is sent."""
    dice = random.Random(seed)
    made = (
        Point(middle.lat + dice.uniform(-spread, spread), middle.lon + dice.uniform(-spread, spread) * 1.6)
        for _ in range(how_many)
    )
    return [point.rounded() for point in made]


def trilaterated(told):
    """The point that fits best to `told`, pairs of a point and the distance from it in km (least squares)."""
    lat = sum(point.lat for point, _km in told) / len(told)
    lon = sum(point.lon for point, _km in told) / len(told)
    x = y = 0.0
    wide = M_PER_DEGREE * math.cos(math.radians(lat))
    known = [((point.lon - lon) * wide, (point.lat - lat) * M_PER_DEGREE, km * 1000) for point, km in told]
    for _ in range(25):
        x, y = nearer(x, y, known)
    return Point(lat + y / M_PER_DEGREE, lon + x / wide)


def nearer(x, y, known):
    """One step of Gauss and Newton, in metres on a plane."""
    a = b = c = p = q = 0.0
    for at_x, at_y, metres in known:
        far = math.hypot(x - at_x, y - at_y) or 1e-9
        u, v, over = (x - at_x) / far, (y - at_y) / far, metres - far
        a, b, c, p, q = a + u * u, b + u * v, c + v * v, p + u * over, q + v * over
    turn = a * c - b * b or 1e-9
    return x + (c * p - b * q) / turn, y + (a * q - b * p) / turn


def edge_of(holds, nearest=0.05, farthest=20.0, tries=11):
    """The radius in km at which `holds(radius)` begins to be true, by halving."""
    for _ in range(tries):
        middle = (nearest + farthest) / 2
        nearest, farthest = (nearest, middle) if holds(middle) else (middle, farthest)
    return (nearest + farthest) / 2


def read_from(texts, around):
    """The position written in `texts` that is nearest to `around`, or None: what an attacker who knows the area best
    could make of them."""
    numbers = {float(number) for text in texts for number in NUMBER.findall(text)}
    lats = [number for number in numbers if abs(number - around.lat) < NEAR_DEGREES]
    lons = [number for number in numbers if abs(number - around.lon) < NEAR_DEGREES]
    points = [Point(lat, lon) for lat in lats for lon in lons]
    return min(points, key=lambda point: distance_km(point, around), default=None)


def metres(found, home):
    return distance_km(found, home) * 1000
