"""Small drawings in SVG with presentation attributes alone: readable on a light and on a dark page, no background."""

import math
from xml.sax.saxutils import escape, quoteattr

from groups.bench.measuring import number

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 60, 48
INK = "#7a7a7a"
COLOURS = ("#0a84c6", "#d9691e", "#17976a", "#b365b0", "#b08a00", "#5a7bd0", "#c94f5d", "#6b8f23")


def lines(title, series, *, across, up):
    """Lines over two logarithmic axes; `series` is `{name: {x: y}}`, all numbers above 0."""
    xs = [x for points in series.values() for x in points]
    ys = [y for points in series.values() for y in points.values()]
    place_x, place_y = _scale(xs, LEFT, WIDTH - RIGHT), _scale(ys, HEIGHT - BOTTOM, TOP)
    parts = _axes(place_x, place_y, _powers(xs), _powers(ys)) + _captions(across, up)
    for turn, points in enumerate(series.values()):
        colour = COLOURS[turn % len(COLOURS)]
        dots = [(place_x(x), place_y(y)) for x, y in sorted(points.items())]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in dots]
    return _drawing(title, parts + _legend(series))


def bars(title, groups, *, up, is_logarithmic=False):
    """Bars side by side; `groups` is `{group: {name: y}}` (above 0 where logarithmic). Each bar says its number."""
    names = list(dict.fromkeys(name for values in groups.values() for name in values))
    ys = [y for values in groups.values() for y in values.values()]
    place_y = _scale(ys, HEIGHT - BOTTOM, TOP) if is_logarithmic else _from_zero(ys)
    step = (WIDTH - RIGHT - LEFT) / max(len(groups), 1)
    thick = 0.8 * step / max(len(names), 1)
    parts = _captions("", up)
    for column, (group, values) in enumerate(groups.items()):
        start = LEFT + step * (column + 0.1)
        parts.append(_text(start + step * 0.4, HEIGHT - BOTTOM + 18, group, anchor="middle"))
        for place, name in enumerate(names):
            if name in values:
                parts += _bar(start + thick * place, thick, place_y(values[name]), values[name], place)
    return _drawing(title, parts + _legend(names))


def _bar(left, thick, top, value, colour):
    height = max(HEIGHT - BOTTOM - top, 1)
    rect = f'x="{left:.1f}" y="{HEIGHT - BOTTOM - height:.1f}" width="{thick * 0.9:.1f}" height="{height:.1f}"'
    return [
        f'<rect {rect} fill="{COLOURS[colour % len(COLOURS)]}"/>',
        _text(left + thick * 0.45, HEIGHT - BOTTOM - height - 4, number(value), anchor="middle", size=10),
    ]


def _scale(values, start, end):
    """A place between `start` and `end` for a number, by its logarithm; whole powers of ten at both ends."""
    low, *_, high = _powers(values)
    span = math.log10(high / low)
    return lambda value: start + (end - start) * math.log10(value / low) / span


def _from_zero(values):
    high = max(values, default=1) or 1
    return lambda value: HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / high


def _powers(values):
    """Powers of ten from below the least to above the greatest, at least two."""
    low = math.floor(math.log10(min(values, default=1)))
    high = max(math.ceil(math.log10(max(values, default=1))), low + 1)
    return [10.0**power for power in range(low, high + 1)]


def _axes(place_x, place_y, across, up):
    parts = []
    for value in up:
        y = place_y(value)
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y))
        parts.append(_text(LEFT - 6, y + 4, f"{value:,g}", anchor="end"))
    for value in across:
        x = place_x(value)
        parts.append(_line(x, TOP, x, HEIGHT - BOTTOM))
        parts.append(_text(x, HEIGHT - BOTTOM + 18, f"{value:,.0f}", anchor="middle"))
    return parts


def _captions(across, up):
    return [_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, anchor="middle"), _text(LEFT, TOP - 20, up, size=11)]


def _legend(names):
    parts = []
    for turn, name in enumerate(names):
        y, colour = TOP + 18 * turn, COLOURS[turn % len(COLOURS)]
        parts.append(f'<rect x="{WIDTH - RIGHT + 16}" y="{y}" width="11" height="11" fill="{colour}"/>')
        parts.append(_text(WIDTH - RIGHT + 33, y + 10, name))
    return parts


def _line(x1, y1, x2, y2):
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{INK}" stroke-width="1" stroke-opacity="0.35"/>'


def _text(x, y, words, *, anchor="start", size=12):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(str(words))}</text>'


def _drawing(title, parts):
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    font = f'font-family="system-ui, sans-serif" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label={quoteattr(title)} {font}>'
    heading = _text(LEFT, 18, title, size=14)
    return "\n".join([head, f"<title>{escape(title)}</title>", heading, *parts, "</svg>"]) + "\n"
