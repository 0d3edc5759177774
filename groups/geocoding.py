"""Where is it? The questions about places that the rest of the project asks.

Answers come from the gazetteer in the database. Where settings.GEOCODER names an outside geocoder, `resolve`
asks it first and falls back to the gazetteer. No question is ever logged.
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from geopy.exc import GeopyError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from groups import gazetteer, remote_geocoding
from groups.found import Found, Resolution, found_code, found_locality
from groups.geo import Point
from groups.models.gazetteer import Locality, LocalityName, PostalCode
from groups.place_names import name_key, postal_key, stored_code
from groups.postcodes import expanded

__all__ = [
    "Found", "Gazetteer", "Resolution", "geocoder", "is_position", "locate_postcode", "locate_town",
    "nearest_locality", "resolve", "suggest", "timezone_at",
]  # fmt: skip

SIGNED = r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
POSITION = re.compile(rf"(?:geo:)?{SIGNED}([NS]?)\s*[,;\s]\s*{SIGNED}([EW]?)", re.IGNORECASE)


def resolve(text, *, country_bias=(), asks_outside=True):
    """The place a person means, others they may mean, and a sentence where something should be said.

    `country_bias` are ISO country codes, dearest first; settings.DEFAULT_COUNTRY comes after them. A bare postcode
    is looked for in these, then five digits in the United States; one of several other countries has to be chosen.
    Without `asks_outside` the gazetteer alone is asked, whatever the settings say.
    Takes any text and never raises.
    """
    text, bias = tidy(text), countries_of(country_bias)
    if point := position_in(text):
        return Resolution(gazetteer.point_found(point, nearest_locality(point)))
    notice = ""
    if settings.GEOCODER and asks_outside:
        try:
            if found := answered(text):
                return Resolution(found[0], found[1 : gazetteer.ALTERNATIVES + 1])
        except GeopyError:
            notice = _("The map service did not answer. We used our own list of places.")
    resolution = gazetteer.search(text, bias)
    return replace(resolution, notice=" ".join(filter(None, (notice, resolution.notice))))


def suggest(prefix, *, country_bias=(), limit=8):
    """Places that begin so, greatest first, those in the countries of the bias earlier. Asks nobody outside."""
    return gazetteer.begin(tidy(prefix), countries_of(country_bias), limit)


def tidy(text):
    """Without characters that no name has (surrogates and controls), every digit as 0 to 9, and not longer than a
    place can be."""
    kept = (str(unicodedata.decimal(c, c)) if c.isprintable() else " " for c in str(text)[: gazetteer.LONGEST])
    return " ".join("".join(kept).split())


def countries_of(bias):
    return [code.upper() for code in (*bias, settings.DEFAULT_COUNTRY) if code]


def is_position(text):
    """Whether a text is no name but a position in numbers."""
    return position_in(tidy(text)) is not None


def position_in(text):
    """A typed position, rounded to two decimals as every searcher's is; None if it is none."""
    match = POSITION.fullmatch(text)
    if not match or "." not in text:
        return None
    lat = float(match[1]) * (-1 if match[2].upper() == "S" else 1)
    lon = float(match[3]) * (-1 if match[4].upper() == "W" else 1)
    return Point(lat, lon).rounded() if abs(lat) <= 90 and abs(lon) <= 180 else None


# Questions of importers and of the schedule


def nearest_locality(point):
    """The nearest town or district (a `Locality`), however far; None only where no gazetteer is loaded."""
    return Locality.objects.settled().nearest_to(point).first()


def timezone_at(point):
    """IANA name of the nearest town's time zone, or None; remembered per hundredth of a degree."""
    try:
        return _timezone(*point.rounded())
    except Locality.DoesNotExist:
        return None


@lru_cache(maxsize=50_000)
def _timezone(lat, lon):
    town = nearest_locality(Point(lat, lon))
    if town is None:
        raise Locality.DoesNotExist  # raised, so that "no gazetteer yet" is not remembered
    return town.timezone


def locate_postcode(code, country):
    """The middle of a postal code of a country or of lands that write its codes, or None. Remembered."""
    try:
        return _postcode(postal_key(code or ""), (country or "").upper())
    except PostalCode.DoesNotExist:
        return None


@lru_cache(maxsize=50_000)
def _postcode(key, country):
    pairs = {(stored_code(key, land), land) for land in expanded([country])}
    rows = PostalCode.objects.filter(pk__in=[pair for pair in pairs if pair[0]])
    row = min(rows, key=lambda row: row.country != country, default=None)
    if row is None:
        raise PostalCode.DoesNotExist
    return found_code(row)


def locate_town(name, region, country):
    """A town by its name, region (name or short code, may be empty) and country code, or None. Remembered."""
    try:
        return _town(name_key(name or ""), name_key(region or ""), (country or "").upper())
    except Locality.DoesNotExist:
        return None


@lru_cache(maxsize=50_000)
def _town(name, region, country):
    names = LocalityName.objects.named(name).filter(country__in=expanded([country])).select_related("locality")
    for place in (row.locality for row in names):
        regions = {"", place.region_code.lower(), name_key(place.region_name), place.country.lower()}
        if place.kind in ("city", "district") and region in regions:
            return found_locality(place)
    raise Locality.DoesNotExist


# The same as geopy geocoders, so that settings can exchange one for the other


def geocoder():
    """The geopy geocoder in use: the one settings name, cached and held to one call a second, or the gazetteer."""
    return remote_geocoding.named_in_settings() if settings.GEOCODER else Gazetteer()


def answered(text):
    """What the outside geocoder knows, as `Found`; raises `GeopyError` where it does not answer properly."""
    return [found_location(location) for location in geocoder().geocode(text, exactly_one=False) or ()]


def found_location(location):
    point = Point(round(location.latitude, 5), round(location.longitude, 5))
    town = nearest_locality(point)
    return replace(gazetteer.point_found(point, town), label=location.address, precision="town")


class Gazetteer(Geocoder):
    """The built-in gazetteer as a geopy geocoder."""

    def geocode(self, query, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        """A `Location`, a list of them, or None; `timeout` is there for geopy's sake."""
        resolution = gazetteer.search(tidy(query), countries_of(()))
        places = [place for place in (resolution.best, *resolution.alternatives) if place]
        return one_or_all([location_of(place) for place in places], exactly_one)

    def reverse(self, query, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        """The nearest town to a position."""
        lat, lon = (float(number) for number in self._coerce_point_to_string(query).split(","))
        town = nearest_locality(Point(lat, lon))
        return one_or_all([location_of(found_locality(town))] if town else [], exactly_one)


def location_of(place):
    return Location(place.label, tuple(place.point), {"id": place.id, "country": place.country})


def one_or_all(locations, exactly_one):
    return (locations[0] if exactly_one else locations) if locations else None
