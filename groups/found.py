"""What a question about a place is answered with: plain values, the same for every geocoder."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groups.countries import country_name
from groups.geo import Point
from groups.punctuation import by_commas

COARSE_KM = 3.0


@dataclass(frozen=True)
class Found:
    """One place. Its `label`, typed in, finds it again; `radius_hint_km` tells how wide it is."""

    label: str
    point: Point
    country: str
    timezone: str
    precision: str  # "postcode", "town", "region" or "country"
    radius_hint_km: float | None = None
    note: str = ""
    id: str = ""

    @property
    def is_position(self):
        """Whether it is a spot, from numbers or an outside geocoder, rather than one of our own places."""
        return self.id.startswith("@")


@dataclass(frozen=True)
class Resolution:
    """`best` is None where nothing was found or a person has to choose; `notice` is for them to read."""

    best: Found | None = None
    alternatives: list[Found] = field(default_factory=list)
    notice: str = ""


def label_of(name, region, country):
    """`"Springfield, Illinois, United States"`, the country in the language of the page; a region or country of the
    same name is not said twice."""
    parts = [name, region if region != name else "", country_name(country) if country else ""]
    return by_commas(dict.fromkeys(parts))


def found_locality(locality):
    """A `Locality` as a `Found`."""
    is_area = locality.kind in {"region", "country"}
    region = "" if is_area else locality.region_name
    return Found(
        label=label_of(locality.name, region, locality.country),
        point=Point(locality.lat, locality.lon),
        country=locality.country,
        timezone=locality.timezone,
        precision=locality.kind if is_area else "town",
        radius_hint_km=locality.radius_km,
        id=f"g{locality.id}",
    )


def found_code(row):
    """A `PostalCode` as a `Found`; of a coarse one it is said in a note that it is only nearby."""
    place = label_of(row.place_name, row.region_name, row.country)
    return Found(
        label=label_of(row.code, "", row.country) if row.is_coarse else f"{row.code} {place}",
        point=Point(row.lat, row.lon),
        country=row.country,
        timezone=row.timezone,
        precision="postcode",
        radius_hint_km=COARSE_KM if row.is_coarse else None,
        note=_("We know this postcode to within about 3 km.") if row.is_coarse else "",
        id=f"p{row.country}-{row.code}",
    )


def unique(found):
    """Without the places whose label has already been given: nobody could tell them apart."""
    by_label = {}
    for place in found:
        by_label.setdefault(place.label, place)
    return list(by_label.values())
