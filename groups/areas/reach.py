"""Which share of the people of an area has something near: its towns, and how far it is from each."""

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

WITHIN_KM = (2, 5, 10, 25)
SORTS = {
    "any": _("Anything where people meet"),
    "formal": _("A formal service"),
    "informal": _("An informal meetup"),
    "evening": _("Something in the evening"),
    "weekend": _("Something at the weekend"),
}
"""What reach is told of, by the beginning of its column in `TownReach`."""


def shares(area):
    """`{sort: [share, …]}`: percent of the people within each of `WITHIN_KM`, to one decimal; None without people."""
    sums = {
        f"{sort}_{km}": Sum("population", filter=Q(**{f"{sort}_km__lte": km})) for sort in SORTS for km in WITHIN_KM
    }
    found = area.towns.aggregate(everybody=Sum("population"), **sums)
    everybody = found["everybody"] or 0
    return {sort: [percent(found[f"{sort}_{km}"] or 0, everybody) for km in WITHIN_KM] for sort in SORTS}


def percent(part, whole):
    return round(100 * part / whole, 1) if whole else None
