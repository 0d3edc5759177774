"""From a settled record to the sections of a listing (as `groups.content` has them), and on top of what is there."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from groups import placement
from groups.choices import CONCEALED, PLACELESS, Precision, Visibility
from groups.content.reading import FIRST_VISIT_COLUMNS, JOINING_COLUMNS, NOWHERE, PEOPLE_COLUMNS
from groups.geo import Point
from groups.interop.tabular.columns import BY_NAME, SECTIONS

BASICS = {name: name for name in ("name", "description", "kind", "formality", "led_by", "training")}
PLACE_COLUMNS = {"place": "name"}
SPOT = {"street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision"}
"""What says where a place is; its name, its clock and how to find it do not."""
ORGANIZATION = ("organization", "organization_website", "organization_description")


def of_record(record):
    """A whole document of `record`, whose place has been looked up."""
    return {
        "basics": {key: getattr(record, key) for key in BASICS} | {"organization": organization(record)},
        "place": place(record),
        "times": [slot(part) for part in record.slots],
        "contacts": [contact(part) for part in record.contacts],
        "people": {name: getattr(record, name) for name in PEOPLE_COLUMNS},
        "joining": {name: plain(getattr(record, name)) for name in JOINING_COLUMNS},
        "words": [word(use) for use in record.terms],
        "first_visit": {name: record.first_visit.get(name, "") for name in FIRST_VISIT_COLUMNS},
    }


def digests(cells):
    """64 hex digits by section that change when the row says something else there."""
    said = {section: {} for section in SECTIONS}
    for name, cell in sorted(cells.items()):
        said[BY_NAME[name].section][name] = cell
    return {section: digest(part) for section, part in said.items() if part}


def on_top(said, live, columns):
    """The sections of `said` (a whole document) that `columns` speak of, laid over the document `live`.

    What no column speaks of stays as it is; so do private contacts, and a place that somebody here concealed.
    """
    over = {}
    for section in {BY_NAME[name].section for name in columns}:
        over[section] = LAYERS[section](said[section], live[section], columns)
    return over


# Sections of a record


def organization(record):
    part = record.organization
    return part and {"public_id": "", "name": part.name, "website": part.website}


def place(record):
    """Where it is: a home as the middle of its cell, its street kept apart; a confidential venue as its area."""
    part = record.place
    section = NOWHERE | {"attendance": record.attendance, "private": None}
    if part is None or record.attendance in PLACELESS:
        return section | {"timezone": record.slots[0].rule.timezone if record.slots else ""}
    names = ("name", "street", "district", "town", "region", "postal_code", "country", "timezone", "directions")
    section |= {name: getattr(part, name) for name in names}
    section |= {"lat": part.lat, "lon": part.lon, "precision": str(part.precision or Precision.TOWN)}
    return section | concealed(part) if part.precision in CONCEALED else section


def concealed(part):
    """What is public of a place that somebody marked as a home or as confidential.

    ValidationError where nobody knows where it is: its area is all that the public would see.
    """
    if part.lat is None:
        raise ValidationError(_("For a private home or a confidential venue we need a postcode or a town we can find."))
    point = Point(part.lat, part.lon)
    hidden = {"name": "", "street": "", "postal_code": "", "directions": ""}
    if part.precision == Precision.AREA:
        return hidden | placement.confidential_area(point)
    private = {"street": part.street, "postal_code": part.postal_code, "lat": part.lat, "lon": part.lon}
    return hidden | placement.home_cell(point) | {"private": private if part.street else None}


def slot(part):
    rule = part.rule
    names = ("timezone", "freq", "interval", "count", "season_from", "season_until")
    return {name: plain(getattr(rule, name)) for name in names} | {
        "id": None,
        "note": part.note,
        "freq": str(rule.freq),
        "starts_on": rule.starts_on.isoformat(),
        "start_time": f"{rule.start_time:%H:%M}",
        "duration": int(rule.duration.total_seconds() // 60),
        "byday": list(rule.byday),
        "bymonthday": list(rule.bymonthday),
        "until": plain(rule.until),
    }


def contact(part):
    return {"channel": part.channel, "value": part.value, "note": part.note, "visibility": str(part.visibility)}


def word(use):
    return {"term": f"{use.facet}:{use.slug}", "relation": use.relation, "detail": use.detail}


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def digest(part):
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()


# Laid over what is there


def basics_over(said, live, columns):
    merged = live | {key: said[key] for key in BASICS if key in columns and (said[key] or key != "formality")}
    if any(name in columns for name in ORGANIZATION):
        merged["organization"] = same_organization(said["organization"], live["organization"])
    return merged


def same_organization(said, live):
    """The one that is there where it has that name: with its website, unless another is given."""
    if said and live and said["name"].casefold() == live["name"].casefold():
        return live | {"website": said["website"] or live["website"]}
    return said


def place_over(said, live, columns):
    """The place said, where it is another than before. At the same spot what no column speaks of stays."""
    named = {PLACE_COLUMNS.get(name, name) for name in columns if BY_NAME[name].section == "place"}
    here = live | {"attendance": said["attendance"] if "attendance" in named else live["attendance"]}
    if live["precision"] in CONCEALED and said["attendance"] not in PLACELESS:
        return here
    if "attendance" in named and said["attendance"] in PLACELESS:
        return said
    if any(said[name] != live[name] for name in named & SPOT):
        return said | {"attendance": here["attendance"]}
    return here | {name: said[name] for name in named - SPOT}


def times_over(said, live, columns):
    """The slots said, each with the id of the one it is: first those that are the same, then by their order."""
    left = list(live)
    named = []
    for one in said:
        same = next((old for old in left if {**old, "id": None} == one), None)
        if same:
            left.remove(same)
        named.append(one | {"id": same["id"]} if same else one)
    rest = iter(left)
    return [one if one["id"] else one | {"id": next(rest, {"id": None})["id"]} for one in named]


def contacts_over(said, live, columns):
    """Of the ways that the table speaks of, the public ones are those it says; all others stay."""
    kept = [one for one in live if one["channel"] not in columns or one["visibility"] != Visibility.PUBLIC]
    known = {(one["channel"], one["value"]) for one in kept}
    return [*kept, *(one for one in said if (one["channel"], one["value"]) not in known)]


def words_over(said, live, columns):
    """Of the facets that the table speaks of, the words are those it says; all others stay."""
    kept = [one for one in live if one["term"].partition(":")[0] not in columns]
    return [*kept, *(one for one in said if one["term"].partition(":")[0] in columns)]


def values_over(said, live, columns):
    return (live or {}) | {name: value for name, value in said.items() if name in columns}


LAYERS = {
    "basics": basics_over,
    "place": place_over,
    "times": times_over,
    "contacts": contacts_over,
    "words": words_over,
    "people": values_over,
    "joining": values_over,
    "first_visit": values_over,
}
