"""A circle of support as a value: who gives somebody what, and what they want to reach.

The same value stands behind a device, a file, a form that is kept nowhere, and an account.
"""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.choices import Formality, Support

MOST_HELPERS = 30
MOST_GOALS = 20
FULL = _("There are %(n)d in your circle already. Take one away first, and this one fits.")
ENOUGH_GOALS = _("You have %(n)d goals already. Take one away first, and this one fits.")


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who gives support: a listing by its public id, or in own words (`listing` is empty then).

    `name` is what it is called, `when` says in own words when they are there, `row` tells it apart from the others of
    the same circle: a position, or the number of a row.
    """

    name: str
    formality: Formality = Formality.INFORMAL
    supports: tuple[Support, ...] = ()
    when: str = ""
    listing: str = ""
    row: int = 0

    @property
    def known_as(self):
        """What stands once in a circle: a listing, or a name."""
        return self.listing, "" if self.listing else self.name


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach, in own words; `row` as that of a `Helper`."""

    words: str
    is_reached: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """All of one person's, in the order they were added."""

    helpers: tuple[Helper, ...] = ()
    goals: tuple[Goal, ...] = ()

    @classmethod
    def of(cls, helpers=(), goals=()):
        """The circle of these, each told apart by its position; of two that are known as the same, the first."""
        once = {helper.known_as: helper for helper in reversed(list(helpers))}
        firsts = [helper for helper in helpers if once[helper.known_as] is helper]
        wanted = {goal.words: goal for goal in reversed(list(goals))}
        own = [goal for goal in goals if wanted[goal.words] is goal]
        return cls(
            tuple(replace(helper, row=row) for row, helper in enumerate(firsts)),
            tuple(replace(goal, row=row) for row, goal in enumerate(own)),
        )

    @property
    def is_empty(self):
        return not self.helpers and not self.goals


def with_helper(circle, helper):
    """`circle` with `helper`, in the place of one known as the same; raises ValidationError where it is full."""
    if any(one.known_as == helper.known_as for one in circle.helpers):
        helpers = [helper if one.known_as == helper.known_as else one for one in circle.helpers]
        return Circle.of(helpers, circle.goals)
    return checked(Circle.of([*circle.helpers, helper], circle.goals))


def with_goal(circle, words):
    """`circle` with one more goal; raises ValidationError where it is full."""
    return checked(Circle.of(circle.helpers, [*circle.goals, Goal(words)]))


def merged(circle, other):
    """`circle` with what `other` has more; raises ValidationError where not all of it fits."""
    return checked(Circle.of([*circle.helpers, *other.helpers], [*circle.goals, *other.goals]))


def checked(circle):
    """`circle`, where it is no larger than there is room for."""
    if len(circle.helpers) > MOST_HELPERS:
        raise ValidationError(FULL, params={"n": MOST_HELPERS})
    if len(circle.goals) > MOST_GOALS:
        raise ValidationError(ENOUGH_GOALS, params={"n": MOST_GOALS})
    return circle
