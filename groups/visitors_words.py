"""What visitors wrote and a moderator has to read: first visits, helpers wanted, topics wished for."""

from typing import NamedTuple

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from groups import stories, volunteering, wishes
from groups.models.counting import ToCount, count_up_to

MOST_COUNTED = 99


class Waiting(NamedTuple):
    """One sort of words: its name, how many wait ("99+" for more), and the name of the page that has them."""

    label: str
    number: str
    page: str


def in_area(rows, area):
    """Those of `rows` (of a model with a `listing`) that fit `area`, a condition of `groups.queue.in_area_of`."""
    return rows.annotate(country=Upper("listing__place__country")).filter(area)


def waiting(area):
    """A `Waiting` for each sort of which any wait in `area`; wishes lie nowhere and are for everybody. One question."""
    sorts = [
        (_("First visits"), in_area(stories.waiting(), area), "moderation-stories"),
        (_("Helpers wanted"), in_area(volunteering.waiting(), area), "moderation-helpers"),
        (_("Topics wished for"), wishes.waiting(), "moderation-wishes"),
    ]
    numbers = count_up_to([ToCount(rows, MOST_COUNTED + 1) for _label, rows, _page in sorts])
    return [Waiting(sort[0], _told(number), sort[2]) for sort, number in zip(sorts, numbers, strict=True) if number]


def _told(number):
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"
