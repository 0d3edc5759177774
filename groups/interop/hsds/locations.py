"""Places as HSDS locations. A private home has no address there, only the middle of its cell and the names around."""

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from groups.choices import CONCEALED, Facet, Precision
from groups.interop.hsds import attributes, ids
from groups.interop.hsds.attributes import fact, filled, objects
from groups.interop.hsds.contacts import link
from groups.interop.reading import clean, one_line
from groups.interop.record import PlacePart, Problem

NAMES = ("district", "town", "region", "country")
LIMITS = {"name": 200, "street": 250, "district": 120, "town": 120, "region": 120, "postal_code": 20}


def dump(record, words):
    """The location of a record; one without a place meets somewhere virtual."""
    own = ids.of("location", record.source_ref)
    if record.place is None:
        return filled({"id": own, "location_type": "virtual", "name": record.name, "url": iri_to_uri(link(record))})
    place = record.place
    return filled(
        {
            "id": own,
            "location_type": "physical",
            "name": place.name,
            "transportation": place.directions,
            "latitude": place.lat,
            "longitude": place.lon,
            "addresses": addresses(own, place),
            "accessibility": accessibility(own, record, words),
            "attributes": facts(own, place, words),
        }
    )


def has_address(place):
    return place.precision not in CONCEALED and bool(place.street or place.town or place.postal_code)


def addresses(own, place):
    """The address, as far as it is known, with every line that HSDS requires; none of a private home."""
    if not has_address(place):
        return []
    address = {
        "id": ids.part(own, "address"),
        "location_id": own,
        "address_1": place.street,
        "city": place.town,
        "state_province": place.region,
        "postal_code": place.postal_code,
        "country": place.country,
        "address_type": "physical",
    }
    return [address | filled({"address_2": place.district})]


def facts(own, place, words):
    known = {"precision": place.precision, "timezone": place.timezone}
    if not has_address(place):
        known |= {name: getattr(place, name) for name in NAMES}
    return [fact(own, "location", code, str(value), words) for code, value in known.items() if value]


def accessibility(own, record, words):
    uses = (use for use in record.terms if use.facet == Facet.ACCESS)
    return [
        filled(
            {
                "id": ids.part(own, "accessibility", use.slug),
                "location_id": own,
                "description": words.label(use.facet, use.slug),
                "details": use.detail,
            }
        )
        for use in uses
    ]


def load(location):
    """`(place or None, problems)` of a location; a virtual one is no place."""
    own = attributes.read(location)
    if not location or location.get("location_type") == "virtual":
        return None, []
    address = next(filter(is_physical, objects(location, "addresses")), {})
    lat, lon, problems = position(location)
    names = {
        "name": location.get("name"),
        "street": address.get("address_1"),
        "district": own.fact("district") or address.get("address_2"),
        "town": own.fact("town") or address.get("city"),
        "region": own.fact("region") or address.get("state_province") or address.get("region"),
        "postal_code": address.get("postal_code"),
    }
    place = PlacePart(**{name: one_line(value, LIMITS[name]) for name, value in names.items()}, lat=lat, lon=lon)
    place.country = one_line(own.fact("country") or address.get("country"))[:2].upper()
    place.timezone = one_line(own.fact("timezone"), 50)
    place.directions = directions(location, own)
    place.precision = precision(place, own)
    if is_for_mail_alone(location) and place.precision not in CONCEALED:
        place.precision = Precision.AREA
    return place, problems


def is_for_mail_alone(location):
    """Whether it has addresses and none of them is one to go to: its position is that of a post box, or of a home."""
    known = objects(location, "addresses")
    return bool(known) and not any(map(is_physical, known))


def is_physical(address):
    """Whether people can go there: mail may go to a post box, or to somebody's home."""
    kind = one_line(address.get("address_type")).lower()
    return not kind or kind.startswith("physical")


def precision(place, own):
    """As the profile says; else a street is a street, and a position without one an exact point. A word that we do not
    know may be meant to hide the place."""
    said = own.fact("precision")
    if said or own.is_ours:
        return said if said in (*Precision.values, "") else Precision.AREA
    return Precision.STREET if place.street or place.lat is None else Precision.EXACT


def directions(location, own):
    """How to get there; of a directory without our words also what it says about getting in."""
    access = [] if own.is_ours else [one.get("description") for one in objects(location, "accessibility")]
    return "\n\n".join(filter(None, map(clean, [location.get("transportation"), *access])))


def position(location):
    """`(lat, lon, problems)`: both as numbers on Earth, or neither."""
    values = location.get("latitude"), location.get("longitude")
    if values[0] in (None, "") and values[1] in (None, ""):
        return None, None, []
    try:
        lat, lon = map(float, values)
    except (TypeError, ValueError):
        lat, lon = 999.0, 999.0
    if abs(lat) <= 90 and abs(lon) <= 180:
        return lat, lon, []
    sentence = _("“%(lat)s, %(lon)s” is no position on Earth. The address was taken.")
    told = {"lat": one_line(values[0], 20), "lon": one_line(values[1], 20)}
    return None, None, [Problem("latitude", sentence % told)]


def short(location):
    """The fields of a location that are one to one."""
    return {name: value for name, value in location.items() if not isinstance(value, list)}
