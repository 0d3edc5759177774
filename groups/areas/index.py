"""Ways to an area: by what somebody types, or from the countries with something to go to."""

from django.db.models import Sum

from groups import geocoding
from groups.alphabet import sort_key
from groups.countries import country_name
from groups.models import AreaSupply, Locality
from groups.models.counting import ALL
from groups.models.gazetteer import LocalityKind


def matches(text, country_bias=()):
    """Areas that a text may mean, likeliest first, as `(number, label)`; what lies at a postcode is its town.

    Nobody outside is asked.
    """
    found = geocoding.resolve(text, country_bias=country_bias, asks_outside=False)
    labels = {}
    for place in filter(None, (found.best, *found.alternatives)):
        if number := number_of(place):
            labels.setdefault(number, place.label)
    return list(labels.items())


def number_of(place):
    """The number of a `Found` in the gazetteer: its own, or that of the town next to it; None where there is none."""
    if place.id.startswith("g"):
        return int(place.id[1:])
    town = geocoding.nearest_locality(place.point)
    return town and town.pk


def countries():
    """Countries with listings where people meet, as `(number, name, listings)`, by name."""
    rows = AreaSupply.objects.filter(tag=ALL).order_by().values("country").annotate(n=Sum("listings"))
    counts = {row["country"]: row["n"] for row in rows}
    known = Locality.objects.filter(kind=LocalityKind.COUNTRY, country__in=counts).values_list("pk", "country")
    return sorted(((pk, country_name(code), counts[code]) for pk, code in known), key=lambda row: sort_key(row[1]))
