"""The pages that search engines may list: those of listings in files of a fixed span of ids, so that each is one short
look at an index and no listing ever moves from file to file.
"""

from django.db.models import F, Max
from django.urls import reverse

from groups.models import Listing

SPAN = 50_000
"""Ids in one file: as many addresses as a file may hold at most."""
LOT = 5_000
PAGES = (
    *("home", "search", "help-now", "about", "privacy", "terms", "policy", "safety", "going-along", "insights"),
    *("insights-evidence", "insights-areas", "giving-back", "facilitate", "learn", "you-said", "feeds"),
)
"""Names of the pages that are the same for everybody."""


def pages():
    """Pairs of the path of each page and None: when they changed is not known."""
    return [(reverse(name), None) for name in PAGES]


def files():
    """Pairs of the number of each file that has listings and when the latest of them changed; one question."""
    number = F("pk") / SPAN
    spans = listed().order_by().annotate(number=number).values("number").annotate(changed_at=Max("updated_at"))
    return list(spans.order_by("number").values_list("number", "changed_at"))


def listings(number):
    """Pairs of the path and the last change of each listing of one file, by key, read as they are asked for."""
    rows = listed().filter(pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN).order_by("pk")
    last = number * SPAN - 1
    while some := list(rows.filter(pk__gt=last).values_list("pk", "public_id", "updated_at")[:LOT]):
        yield from ((reverse("listing-detail", args=[public_id]), changed_at) for _pk, public_id, changed_at in some)
        last = some[-1][0]


def has(number):
    """Whether a file has any listing."""
    return listed().filter(pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN).exists()


def listed():
    """Listings whose pages search engines may know: those that the search shows."""
    return Listing.objects.searchable()
