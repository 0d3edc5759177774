"""Count what was looked for in vain: in this process first, then with others in one statement.

Kept in memory for a minute at most: a month, a place to a tenth of a degree (some 11 km), and the name of one thing
asked for. Who asked, from where, with what else and in which words is not known here. Counting may fail, a search may
not: what cannot be written is tried again with the next lot, and dropped where there is too much of it.
"""

import atexit
from collections import Counter
from threading import Lock, Timer

from django.db import Error, connection
from django.utils import timezone

from groups.choices import Facet
from groups.geo import Point
from groups.needs.areas import near

COUNTED = (
    *(Facet.TOPIC, Facet.AUDIENCE, Facet.LANGUAGE, Facet.ACCESS, Facet.COST),
    *(Facet.KIND, Facet.SUPPORT, Facet.WEEKDAY, Facet.TIME),
)
"""The facets whose terms are counted, each by itself and never together with another."""
SECONDS = 60
MOST = 2_000
"""So many different counters wait in memory at most; what comes on top until they are written is dropped."""

ADD = """
INSERT INTO groups_unmetsearch AS known (month, area, facet, slug, count)
    SELECT * FROM unnest(%s::date[], %s::int[], %s::text[], %s::text[], %s::int[])
    ON CONFLICT (month, area, facet, slug) DO UPDATE SET count = known.count + excluded.count
"""


class Buffer:
    """Counters that wait to be written: safe for threads, and written by one of its own every minute and at the end.

    `seconds` is how long they wait; 0: until somebody calls `write`.
    """

    def __init__(self, seconds=SECONDS, most=MOST):
        self.seconds, self.most = seconds, most
        self.counts = Counter()
        self.lock = Lock()
        self.timer = None

    def add(self, keys):
        """Count each of `keys` once: `(month, where, facet, slug)`, `where` an area or a coarse `Point`."""
        with self.lock:
            for key in keys:
                if key in self.counts or len(self.counts) < self.most:
                    self.counts[key] += 1
            if self.counts and self.timer is None and self.seconds:
                self.timer = Timer(self.seconds, self.write_and_let_go)
                self.timer.daemon = True
                self.timer.start()

    def write(self):
        """Write what waits. While the database is away it goes on waiting, and nobody hears of it."""
        with self.lock:
            counts, self.counts, self.timer = self.counts, Counter(), None
        try:
            write(counts)
        except Error:  # away, or read-only
            self.put_back(counts)

    def write_and_let_go(self):
        """The same in a thread of its own, or at the end of the process: its connection is given back."""
        try:
            self.write()
        finally:
            connection.close()

    def put_back(self, counts):
        with self.lock:
            for key, count in counts.items():
                if key in self.counts or len(self.counts) < self.most:
                    self.counts[key] += count


buffer = Buffer()
"""The counters of this process."""
atexit.register(buffer.write_and_let_go)


def note(where, asked):
    """Count a search that found nothing. Asks no database and never fails.

    `where` is a `Point`, or the number of a region or country that was searched in as a whole; `asked` are slugs by
    facet, of which those of `COUNTED` are taken.
    """
    month = timezone.localdate().replace(day=1)
    coarse = where.rounded(1) if isinstance(where, Point) else where
    buffer.add((month, coarse, facet.value, slug) for facet in COUNTED for slug in asked.get(facet.value, ()))


def write(counts):
    """Add `counts` (by key, see `Buffer.add`) to what is known; those of other processes add up with them.

    Everybody writes in the same order, so that nobody waits for somebody who waits for them.
    """
    areas = {where: near(where) if isinstance(where, Point) else where for _month, where, *_ in counts}
    by_row = Counter()
    for (month, where, facet, slug), count in counts.items():
        if areas[where] is not None:
            by_row[month, areas[where], facet, slug] += count
    rows = sorted((*row, count) for row, count in by_row.items())
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])
