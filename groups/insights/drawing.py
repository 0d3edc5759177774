"""Where everything in the three charts stands. Numbers are text with a point, so that no language writes a comma.

Charts are as wide as a phone and grow with the page; colours come from the style sheet.
"""

import math

WIDTH = 360
LEFT, RIGHT = 34, 12
TOP, BOTTOM = 16, 34
PLOT = 250
"""Height of the plot of Graph 1."""
SMALLEST, LARGEST = 3.0, 15.0
ROW, HEAD = 22, 26
"""Heights of a row, and of a heading above some."""
TALL = 34
"""Height of a program, with its name above its interval."""
BESIDE = 132
"""Room for the words beside the bars of Chart 1."""
VALUE = 30
"""Room for the number behind a bar."""
TICKS = 5


def scatter(graph):
    """Graph 1: bins as circles whose area is their people, bands as diamonds with their intervals."""
    x = between(graph.support.low, graph.support.high, LEFT + LARGEST, WIDTH - RIGHT - LARGEST)
    y = between(graph.wellbeing.low, graph.wellbeing.high, TOP + PLOT - LARGEST, TOP + LARGEST)
    most = max((one.n for one in graph.bins), default=1)
    circles = [
        {
            "x": text(x(middle(one.across))),
            "y": text(y(middle(one.up))),
            "r": text(max(SMALLEST, LARGEST * math.sqrt(one.n / most))),
        }
        for one in graph.bins
    ]
    shown = [row for row in graph.bands if row.wellbeing.value is not None]
    return {
        "width": WIDTH,
        "height": TOP + PLOT + BOTTOM,
        "frame": {"left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": TOP + PLOT},
        "circles": circles,
        "bands": [band_mark(row, x, y) for row in shown],
        "across": [{"at": text(x(one)), "label": one} for one in ticks(graph.support)],
        "up": [{"at": text(y(one)), "label": one} for one in ticks(graph.wellbeing)],
    }


def band_mark(row, x, y):
    """A diamond at the mean of a band, its interval, and a line as wide as the band."""
    at, value = x(middle((row.low, row.high))), y(row.wellbeing.value)
    corners = ((at, value - 7), (at + 7, value), (at, value + 7), (at - 7, value))
    return {
        "x": text(at),
        "low": text(y(row.wellbeing.low)),
        "high": text(y(row.wellbeing.high)),
        "from": text(x(row.low)),
        "to": text(x(row.high)),
        "y": text(value),
        "points": " ".join(f"{text(a)},{text(b)}" for a, b in corners),
    }


def bars(categories, most):
    """Chart 1: a bar for each sort of support in each category, with its interval, from 0 to `most`."""
    x = between(0, most, BESIDE, WIDTH - RIGHT - VALUE)
    groups, y = [], TOP
    for category in categories:
        rows = []
        for turn, (name, figure) in enumerate(category.rows):
            rows.append(bar(name, figure, y + HEAD + ROW * turn, x))
        groups.append({"y": text(y + 16), "name": category.name, "rows": rows})
        y += HEAD + ROW * len(rows) + 8
    axis = [{"at": text(x(one)), "label": one} for one in range(0, most + 1, most // TICKS)]
    return {
        "width": WIDTH,
        "height": y + 24,
        "start": BESIDE,
        "top": TOP,
        "bottom": y,
        "groups": groups,
        "across": axis,
    }


def bar(name, figure, y, x):
    """One bar; without a figure only its words."""
    row = {"name": name, "y": text(y + 14), "is_hidden": figure.value is None}
    if figure.value is not None:
        row |= span(figure, x) | {"top": text(y + 4), "thick": 12, "wide": text(x(figure.value) - BESIDE)}
        row |= {"middle": text(y + 10), "value": figure.value, "beside": text(x(figure.high) + 5)}
    return row


def forest(programs):
    """Table 1: for each program a point with its interval; a line stands at no change."""
    ends = [0, *(end for row in programs for end in (row.change.low, row.change.high))]
    low, high = math.floor(min(ends)), max(math.ceil(max(ends)), math.floor(min(ends)) + 1)
    x = between(low, high, LEFT, WIDTH - LEFT)
    rows = [
        {"name": row.listing.name, "y": text(TOP + 10 + TALL * turn), "at": text(TOP + 21 + TALL * turn)}
        | span(row.change, x)
        for turn, row in enumerate(programs)
    ]
    bottom = TOP + TALL * len(programs) + 4
    axis = [{"at": text(x(end)), "label": f"{end:+d}" if end else "0"} for end in sorted({low, 0, high})]
    return {"width": WIDTH, "height": bottom + 24, "rows": rows, "across": axis, "top": TOP, "bottom": bottom}


def span(figure, x):
    """A figure and its interval as places."""
    return {"x": text(x(figure.value)), "low": text(x(figure.low)), "high": text(x(figure.high))}


def between(low, high, start, end):
    """A place from `start` to `end` for a number from `low` to `high`."""
    return lambda value: start + (end - start) * (value - low) / (high - low)


def middle(ends):
    return sum(ends) / 2


def ticks(instrument):
    """About five whole numbers along a scale, both ends among them."""
    low, high = instrument.low, instrument.high
    return sorted({round(low + (high - low) * turn / (TICKS - 1)) for turn in range(TICKS)})


def text(number):
    return f"{number:.1f}"
