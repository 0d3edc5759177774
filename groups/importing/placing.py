"""Position and time zone of a record's place: as the source says, else by its postcode, else by its town. What a source
says of a home or a confidential venue beyond its area is not kept.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from groups import geocoding, placement
from groups.choices import CONCEALED, PLACELESS, Precision
from groups.geo import Point
from groups.importing.lookups import nearest_towns, postcode_areas
from groups.interop.record import Problem
from groups.recurrence.problems import is_known_zone


def settle(records):
    """Give `records` (a batch) position, zone and country where they lack them; yields each with the problems met.

    What had to be found out is added to `record.assumed`. A record whose attendance needs no place loses it, after
    it has told the zone.
    """
    problems = [_check_zone(record.place) if record.place else [] for record in records]
    concealed = {id(record.place): record.place.precision for record in records if _is_concealed(record.place)}
    _locate([record.place for record in records if record.place and not _has_position(record.place)])
    _fill_by_nearest_town([record for record in records if record.place and _has_position(record.place)])
    for place in [record.place for record in records if id(record.place) in concealed]:
        _conceal(place, concealed[id(place)])
    for record, found in zip(records, problems, strict=True):
        found += _unplaced(record)
        found += _give_slots_their_zone(record)
        if record.attendance in PLACELESS:
            record.place = None
        yield record, found


def _check_zone(place):
    if not place.timezone or is_known_zone(place.timezone):
        return []
    sentence = _("“%(zone)s” is not a time zone we know; that of the nearest town was taken.")
    problem = Problem("timezone", sentence % {"zone": place.timezone})
    place.timezone = ""
    return [problem]


def _locate(places):
    areas = postcode_areas({(place.postal_code, place.country) for place in places if place.postal_code})
    for place in places:
        found = areas.get((place.postal_code, place.country))
        if found is None and place.town:
            found = geocoding.locate_town(place.town, place.region, place.country)
        if found:
            place.lat, place.lon = found.point
            place.precision = found.precision
            place.timezone = place.timezone or found.timezone
            place.country = place.country or found.country


def _is_concealed(place):
    return place is not None and place.precision in CONCEALED


def _conceal(place, precision):
    """Leave of a place that its source calls a home or confidential what may be public: its area. The position may
    have been looked up, and is not trusted to be the middle of a cell."""
    place.name = place.street = place.postal_code = place.directions = ""
    place.precision = precision
    if _has_position(place):
        hide = placement.home_cell if precision == Precision.CELL else placement.confidential_area
        hidden = hide(_point(place))
        place.lat, place.lon, place.cell_km = hidden["lat"], hidden["lon"], hidden["cell_km"]


def _fill_by_nearest_town(records):
    lacking = [record for record in records if not (record.place.timezone and record.place.country)]
    towns = nearest_towns({_point(record.place) for record in lacking})
    for record in lacking:
        town = towns[_point(record.place)]
        for name in ("timezone", "country"):
            if not getattr(record.place, name):
                setattr(record.place, name, getattr(town, name))
                record.assumed.append(name)


def _unplaced(record):
    place = record.place
    if place and not _has_position(place) and record.attendance not in PLACELESS:
        sentence = _("The place was not found: neither the postcode “%(code)s” nor the town “%(town)s” is known.")
        yield Problem("place", sentence % {"code": place.postal_code, "town": place.town})


def _give_slots_their_zone(record):
    zone = record.place.timezone if record.place else ""
    for slot in record.slots:
        if not is_known_zone(slot.rule.timezone):
            slot.rule = replace(slot.rule, timezone=zone)
    if any(not slot.rule.timezone for slot in record.slots):
        yield Problem("timezone", _("No time zone is given and none could be found; its times were left out."))
        record.slots = [slot for slot in record.slots if slot.rule.timezone]


def _has_position(place):
    return place.lat is not None and place.lon is not None


def _point(place):
    return Point(place.lat, place.lon)
