"""Where a listing is, from what a facilitator typed; and how much of it the public may know.

A private home is public only as the middle of a cell of a fixed grid, a confidential venue only as the middle of a
larger one. The grid is the same every time, so the same address always gives the same cell.
"""

import math
import re
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import geocoding
from groups.choices import Precision
from groups.found import Found
from groups.geo import Point, cell_centre, distance_km
from groups.models.gazetteer import Locality, PostalCode
from groups.models.place import AREA_CELL_KM
from groups.place_names import country_name, name_key

TOWN_CELL_KM, COUNTRY_CELL_KM = 1, 3
TOWN_PEOPLE = 5_000  # fewer make a village, where a square kilometre may hold one house
PEOPLE_PER_KM2 = 2_500  # of a town; with the number of its people this tells how far it reaches
TOWNS_LOOKED_AT = 20
CLEARLY_GREATER = 20  # with so many times the people nobody asks which Paris is meant
FAR_KM = 60
TOWN_PRECISIONS = ("town", "postcode")
BARE_CODE = re.compile(r"(?=.*\d)[A-Za-z\d]{2,7}([ -][A-Za-z\d]{1,5})?")
NO_TOWN = gettext_lazy("Name a town. A whole region or a position is not enough.")


@dataclass(frozen=True)
class Spot:
    """A position with the names people know it by; `precision` is how exactly the position is known."""

    point: Point
    town: str
    region: str
    country: str
    postal_code: str
    timezone: str
    precision: str


@dataclass(frozen=True)
class Lookup:
    """A `spot`, or else a sentence that says why there is none. `options`: what may be meant, after a choice too."""

    spot: Spot | None = None
    sentence: str = ""
    options: tuple[Found, ...] = ()


def look_up(town, postal_code, country, *, bias=(), chosen="", pin=None):
    """The `Lookup` of a town and a postcode, one of which may be empty; `country` (two letters) may be too.

    `town` is a name or a suggested label, `chosen` the id of the option picked after an earlier answer. Between
    places of one name a `pin`, or else the postcode, decides.
    """
    if geocoding.is_position(town):
        return Lookup(sentence=NO_TOWN)
    code = _code(postal_code, country)
    if not town:
        return Lookup(_spot(code, "", postal_code)) if code else _find(postal_code, country, bias, chosen, pin)
    lookup = _find(town, country, bias, chosen, pin or (code and code.point))
    if lookup.spot is None:
        return lookup if lookup.options or not code else Lookup(_spot(code, town, postal_code))
    code = code or _code(postal_code, lookup.spot.country)
    if code is None:
        return replace(lookup, spot=replace(lookup.spot, postal_code=postal_code or lookup.spot.postal_code))
    if is_far(code.point, lookup.spot.point):
        return Lookup(sentence=far_sentence(postal_code, code.point, lookup.spot))
    nearer = {"point": code.point, "postal_code": postal_code, "precision": Precision.POSTCODE}
    return replace(lookup, spot=replace(lookup.spot, **nearer))


def _code(postal_code, country):
    return geocoding.locate_postcode(postal_code, country) if postal_code and country else None


def _find(text, country, bias, chosen, near):
    """The `Lookup` of one text, a town or a postcode, in a country where one is named."""
    asked = ", ".join(filter(None, [text, country and country_name(country)]))
    answer = geocoding.resolve(asked, country_bias=[country, *bias] if country else bias, asks_outside=False)
    places = [answer.best, *answer.alternatives] if answer.best else answer.alternatives
    towns = tuple(place for place in places if place.precision in TOWN_PRECISIONS and not place.is_position)
    is_as_typed = answer.best is not None and answer.notice == answer.best.note
    if picked := next((place for place in towns if place.id == chosen), None):
        return Lookup(_spot(picked, ""), options=towns)
    picked = _nearest(towns, near)
    if picked is None and is_as_typed and towns and _is_clear(towns):
        picked = towns[0]
    if picked:
        return Lookup(_spot(picked, text if is_as_typed and "," not in text else ""))
    if not towns and places:
        return Lookup(sentence=NO_TOWN)
    return Lookup(sentence=answer.notice or _("There are several places of this name. Which is it?"), options=towns)


def _nearest(towns, point):
    """The place next to the point, if it is among them."""
    near = [town for town in towns if point and not is_far(town.point, point)]
    return min(near, key=lambda town: distance_km(town.point, point), default=None)


def _is_clear(towns):
    """Whether the first is the one anybody would mean; a postcode that was settled on is."""
    if len(towns) == 1 or not towns[0].id.startswith("g"):
        return True
    people = dict(Locality.objects.filter(pk__in=[int(town.id[1:]) for town in towns]).values_list("pk", "population"))
    first, *others = (people.get(int(town.id[1:]), 0) for town in towns)
    return first >= CLEARLY_GREATER * max(max(others), 1)


def _spot(found, name, postal_code=""):
    """What was found as a `Spot` named `name`, or as the gazetteer names it."""
    if found.id.startswith("g"):
        row = Locality.objects.get(pk=int(found.id[1:]))
        town, region, code = row.name, row.region_name, ""
    elif found.id.startswith("p"):
        row = PostalCode.objects.get(code=found.id.partition("-")[2], country=found.country)
        town, region, code = row.place_name or _nearest_name(found.point), row.region_name, row.code
    else:
        town, region, code = found.label.partition(",")[0], "", ""
    if BARE_CODE.fullmatch(name):
        name, postal_code = "", postal_code or name.upper()
    if name_key(name) == name_key(town):
        name = town
    return Spot(
        point=found.point,
        town=name or town,
        region=region,
        country=found.country,
        postal_code=postal_code or code,
        timezone=found.timezone,
        precision=found.precision,
    )


def _nearest_name(point):
    town = geocoding.nearest_locality(point)
    return town.name if town else ""


def at_pin(pin, spot=None, *, town="", postal_code=""):
    """The `Spot` of a pin: that of `spot`, set right; or, where nothing was found, named after the nearest town.

    None where there is no gazetteer to tell country and time zone.
    """
    zone, near = geocoding.timezone_at(pin), geocoding.nearest_locality(pin)
    if spot:
        return replace(spot, point=pin, timezone=zone or spot.timezone, precision=Precision.EXACT)
    if near is None:
        return None
    name = near.name if geocoding.is_position(town) else town or near.name
    return Spot(pin, name, near.region_name, near.country, postal_code, zone, Precision.EXACT)


# Is it here?


def is_far(a, b):
    return distance_km(a, b) > FAR_KM


def far_sentence(what, point, spot):
    """Such as "The pin is about 412 km from Leeds. Is that right?"."""
    km = number_format(round(distance_km(point, spot.point)), 0)
    return _("%(what)s is about %(km)s km from %(town)s. Is that right?") % {"what": what, "km": km, "town": spot.town}


# What the public may know


def cell_km_at(point):
    """Size of the grid cell that hides a home: 1 km in a town, 3 km in the country.

    In a town is whoever lives within the reach of a place of 5,000 people or more, where the reach is the radius of
    a disc on which its people live at 2,500 to the square kilometre (10,000 people: 1.1 km; a million: 11 km).
    """
    towns = Locality.objects.settled().filter(population__gte=TOWN_PEOPLE).nearest_to(point)[:TOWNS_LOOKED_AT]
    inside = any(distance_km(point, Point(town.lat, town.lon)) <= reach_km(town.population) for town in towns)
    return TOWN_CELL_KM if inside else COUNTRY_CELL_KM


def reach_km(people):
    return math.sqrt(people / PEOPLE_PER_KM2 / math.pi)


def home_cell(point):
    """The public columns of a private home."""
    cell_km = cell_km_at(point)
    centre = cell_centre(point, cell_km)
    return {"lat": centre.lat, "lon": centre.lon, "precision": Precision.CELL.value, "cell_km": cell_km}


def confidential_area(point):
    """The public columns of a confidential venue: the middle of a wide cell that search may measure from."""
    centre = cell_centre(point, AREA_CELL_KM)
    return {"lat": centre.lat, "lon": centre.lon, "precision": Precision.AREA.value, "cell_km": None}


def open_position(point, precision):
    """The public columns of a place that everybody may know."""
    return {"lat": point.lat, "lon": point.lon, "precision": str(precision), "cell_km": None}
