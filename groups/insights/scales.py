"""How the two scales of Graph 1 are cut into bands and bins: by the instruments alone, never by what people said."""

import math
from itertools import product

WIDE = 2
"""Scores of support in one bin."""
LEVELS = 6
"""Bins of well-being, at most."""


def parts(low, high, width):
    """The whole numbers from `low` to `high` in pairs of both ends, `width` in each; the last may be shorter."""
    return [(start, min(start + width - 1, high)) for start in range(low, high + 1, width)]


def columns(band):
    """The bins of support within one `Band`."""
    return parts(band.low, band.high, WIDE)


def levels(instrument):
    """The bins of well-being."""
    return parts(instrument.low, instrument.high, math.ceil((instrument.high - instrument.low + 1) / LEVELS))


def bins(band, wellbeing):
    """Every bin of one band of support, as pairs `(across, up)`."""
    return list(product(columns(band), levels(wellbeing)))


def is_in(score, ends):
    """Whether a score lies within a bin or band given by both ends."""
    return ends[0] <= score <= ends[1]
