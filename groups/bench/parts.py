"""The parts of `make bench`, in their order; each can be measured by itself."""

from groups.bench import (
    areas,
    bookings,
    calendars,
    counting,
    dated,
    pairing,
    people,
    searching,
    serving,
    sizes,
    snapshots,
    soak,
    traffic,
)


def _runs(measure):
    """A part whose rows are times."""
    return lambda size, say: (("runs", row) for row in measure(size, say))


COMING = (calendars, bookings, dated)
PARTS = {
    "search": _runs(searching.measure),
    "facets": _runs(counting.measure),
    "people": _runs(lambda size, say: (run.row() for run in people.measure(size))),
    "coming": _runs(lambda size, say: (run.row() for room in COMING for run in room.measure(size))),
    "pairing": _runs(lambda size, say: (run.row() for run in pairing.measure(size))),
    "insights": _runs(lambda size, say: (run.row() for run in snapshots.measure(size))),
    "areas": _runs(lambda size, say: (run.row() for run in areas.measure(size))),
    "serving": serving.measure,
    "traffic": traffic.measure,
    "soak": soak.measure,
    "sizes": lambda size, say: (("sizes", row) for row in sizes.measure(size, say)),
}
"""`{name: measure}`; `measure(size, say)` yields pairs of a kind of figure and a row, see `figures`."""
