"""The same points in memory, in a k-d tree: how near the database comes to having no database at all.

Where scipy is installed its tree is taken, else a plain one in Python, which says so in its version. Both hand out
points nearest first; what has not the wanted words is passed over.
"""

import heapq
import time
from importlib import metadata
from operator import itemgetter

from groups.bench.product import FIRST, Asked
from groups.geo import Point, chord_metres, to_cube
from groups.models import Listing

try:
    from scipy.spatial import cKDTree
except ImportError:
    cKDTree = None

LEAF = 24
MEASURED = {"Q1", "Q2", "Q3", "Q4a", "Q6", "Q7"}


def built():
    """The engine over every searchable listing with a position, or None where there is none."""
    listings = Listing.objects.searchable().filter(lat__isnull=False).order_by("pk")
    rows = listings.values_list("pk", "lat", "lon", "tags").iterator(chunk_size=10_000)
    points = [(*to_cube(Point(lat, lon)), pk, mask(tags)) for pk, lat, lon, tags in rows]
    return InMemory(points) if points else None


def mask(ids):
    """A set of small numbers as the bits of one: whether two share a number is then one step."""
    bits = 0
    for number in ids:
        bits |= 1 << number
    return bits


class InMemory:
    """The engine of this name. `points` are `(x, y, z, id, mask)`, metres from the Earth's centre."""

    name = "kdtree"

    def __init__(self, points):
        self.tree = ScipyTree(points) if cKDTree else PlainTree(points)
        self.version = self.tree.version

    def answers(self, question):
        """Not words, and not four rare filters, for which a plain tree goes through a whole metropolis each time."""
        return question.name in MEASURED

    def ask(self, question, place):
        """Answers an `Asked`; there is no database in it."""
        began = time.perf_counter()
        found = self.nearest(question, place)
        taken = (time.perf_counter() - began) * 1000
        return Asked(found, taken, taken)

    def nearest(self, question, place):
        """Ids of the first 20, nearest first, equally near ones by id."""
        groups = [mask(ids) for ids in question.groups]
        farthest = float("inf") if question.km is None else chord_metres(question.km) ** 2
        found = []
        for square, pk, words in self.tree.walk(to_cube(place)):
            if square > farthest:
                break
            if all(words & group for group in groups):
                found.append(pk)
                if len(found) == FIRST:
                    break
        return found


class PlainTree:
    """A k-d tree of buckets in Python alone."""

    version = "plain Python"

    def __init__(self, points):
        self.root = _node(points)

    def walk(self, spot):
        """Every point as `(squared metres, id, mask)`, nearest first and then by id."""
        waiting, turn = [(0.0, -1, 0, self.root)], 0
        while waiting:
            square, rank, _, thing = heapq.heappop(waiting)
            if rank >= 0:
                yield square, rank, thing[4]
                continue
            _box, points, children = thing
            for point in points:
                heapq.heappush(waiting, (_square(spot, point), point[3], 0, point))
            for child in children:
                turn += 1  # so that two equally near boxes never have to be compared themselves
                heapq.heappush(waiting, (_to_box(spot, child[0]), -1, turn, child))


def _node(points):
    """`(box, points, children)`: a bucket has points, any other node two children."""
    box = [(min(map(itemgetter(axis), points)), max(map(itemgetter(axis), points))) for axis in range(3)]
    if len(points) <= LEAF:
        return box, points, ()
    widest = max(range(3), key=lambda axis: box[axis][1] - box[axis][0])
    ranked = sorted(points, key=itemgetter(widest))
    middle = len(ranked) // 2
    return box, (), (_node(ranked[:middle]), _node(ranked[middle:]))


def _square(spot, point):
    x, y, z = spot[0] - point[0], spot[1] - point[1], spot[2] - point[2]
    return x * x + y * y + z * z


def _to_box(spot, box):
    """Squared metres to the nearest corner, edge or side of a box; 0 inside."""
    return sum(max(low - at, 0.0, at - high) ** 2 for at, (low, high) in zip(spot, box, strict=True))


class ScipyTree:
    """The tree of scipy."""

    def __init__(self, points):
        self.points = points
        self.tree = cKDTree([point[:3] for point in points])
        self.version = f"scipy {metadata.version('scipy')}"

    def walk(self, spot):
        """As `PlainTree.walk`; asks for ever more points, as it cannot be asked for the next one."""
        given, many = 0, 64
        while given < len(self.points):
            many = min(many, len(self.points))
            metres, places = self.tree.query(spot, k=range(given + 1, many + 1))
            rows = [(metre * metre, *self.points[place][3:]) for metre, place in zip(metres, places, strict=True)]
            yield from sorted(rows)
            given, many = many, many * 4
