"""What somebody who looks after a listing does with it, at `/manage/<key>/`."""

from groups.views.managing import (
    answers,
    coming,
    dates,
    evening,
    evening_acts,
    links,
    listing,
    offers,
    pairs,
    sections,
    team,
    volunteering,
)

__all__ = [
    "answers",
    "coming",
    "dates",
    "evening",
    "evening_acts",
    "links",
    "listing",
    "offers",
    "pairs",
    "sections",
    "team",
    "volunteering",
]
