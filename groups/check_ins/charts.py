"""One's own scores over time as a small picture, drawn on the server; the table beside it says the same."""

from dataclasses import dataclass
from datetime import date

from groups.check_ins.instruments import SUPPORT, WELLBEING, Instrument, instruments

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT, TOP, BOTTOM = 30, 312, 10, 110
"""Where the scale lies within the picture, in its units."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One score on its day, and where it is drawn."""

    day: date
    score: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The scores of one instrument in order of their days; those of another are never joined to them."""

    instrument: Instrument
    dots: tuple
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    @property
    def line(self):
        """The points of the line through all dots."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


def charts_of(check_ins):
    """A `Chart` for every instrument with at least one score in `check_ins`, support first."""
    series = {}
    for measures in (SUPPORT, WELLBEING):
        for one in sorted(check_ins, key=lambda one: (one.taken_on, one.pk)):
            score, key = getattr(one, f"{measures}_score"), getattr(one, f"{measures}_instrument")
            if score is not None:
                series.setdefault(key, []).append((one.taken_on, score))
    known = instruments()
    return [_chart(known[key], scores) for key, scores in series.items() if key in known]


def _chart(instrument, scores):
    first, last = scores[0][0], scores[-1][0]
    days, span = max(1, (last - first).days), instrument.high - instrument.low
    dots = (
        Dot(
            day=day,
            score=score,
            x=LEFT + (RIGHT - LEFT) * (day - first).days / days,
            y=BOTTOM - (BOTTOM - TOP) * (score - instrument.low) / span,
        )
        for day, score in scores
    )
    return Chart(instrument, tuple(dots))
