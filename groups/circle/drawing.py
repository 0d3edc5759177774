"""Where everybody stands in the drawing of a circle: rings around the middle, which is the person.

`static/js/circle-drawing.js` places them by the same rule.
"""

import math
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups.choices import Formality

MIDDLE = 200
"""Of the drawing, both ways; it is twice as wide and high."""
LARGEST_MARK = 16


class Ring(TextChoices):
    """Whom somebody finds in which ring, from the middle on."""

    PEOPLE = "people", _("My own people")
    GROUPS = "groups", _("Groups and meetups")
    SERVICES = "services", _("Services and professionals")


RADIUS = {Ring.PEOPLE: 84, Ring.GROUPS: 132, Ring.SERVICES: 180}
TURN = {Ring.PEOPLE: 0, Ring.GROUPS: -0.2, Ring.SERVICES: 0.2}
"""In steps from one mark to the next, so that those of different rings seldom stand in line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The middle of one mark, and how far it reaches, in units of the drawing."""

    x: int
    y: int
    reach: int

    @property
    def corner(self):
        """The corner of a square around it."""
        return self.x - self.reach, self.y - self.reach

    @property
    def side(self):
        return 2 * self.reach


def ring_of(formality, *, is_listing):
    """The `Ring` of somebody."""
    if formality == Formality.FORMAL:
        return Ring.SERVICES
    return Ring.GROUPS if is_listing else Ring.PEOPLE


def marks(ring, count):
    """The `Mark`s of `count` in one ring, evenly; none at the very top, where the ring says what it is."""
    radius = RADIUS[ring]
    reach = LARGEST_MARK if count < 2 else min(LARGEST_MARK, math.floor(math.pi * radius / count - 1))
    angles = [2 * math.pi * (nth + 0.5 + TURN[ring]) / count - math.pi / 2 for nth in range(count)]
    return [Mark(_whole(radius * math.cos(at)), _whole(radius * math.sin(at)), reach) for at in angles]


def _whole(offset):
    return math.floor(MIDDLE + offset + 0.5)
