"""Listings as GeoJSON (RFC 7946): what a map or another program reads of a search, page by page with `collection`, or
of all that was found, with every fact, with `dump`."""

import json
from zoneinfo import ZoneInfo

from groups.geo import km_from_chord
from groups.interop.tabular.columns import HEADER
from groups.interop.tabular.loading import load
from groups.interop.tabular.rows import row

__all__ = ["collection", "dump", "load"]
AS_GEOMETRY = ("lat", "lon")


def feature(listing, km):
    """One listing `km` away (None where it has no distance). A confidential venue has neither point nor distance."""
    point = listing.shown_point
    return {
        "type": "Feature",
        "geometry": point and {"type": "Point", "coordinates": [point.lon, point.lat]},
        "properties": {
            "id": listing.public_id,
            "name": listing.name,
            "kind": listing.kind.slug,
            "formality": listing.formality,
            "attendance": listing.attendance,
            "distance_km": None if point is None or km is None else round(km, 3),
            "next_session": next_session(listing),
            "place_precision": listing.place.precision if listing.place else None,
            "url": listing.get_absolute_url(),
        },
    }


def next_session(listing):
    """Start of the next date with the offset of its own zone (ISO 8601), or None."""
    if listing.next_at is None:
        return None
    return listing.next_at.astimezone(ZoneInfo(listing.next_zone)).isoformat()


def collection(results):
    """One page of a search, with where it was measured from and what was not understood."""
    origin = results.search.origin
    return {
        "type": "FeatureCollection",
        "total" if results.is_total_known else "total_at_least": results.total,
        "page": results.page_number,
        "pages": results.pages,
        "origin": origin and {"label": origin.label, "lat": origin.point.lat, "lon": origin.point.lon},
        "notices": [str(notice) for notice in results.search.notices],
        "features": [feature(listing, km_of(listing)) for listing in results.listings],
    }


def km_of(listing):
    """Kilometres from the origin of the search, or None where there is no origin or no position."""
    chord = getattr(listing, "chord", None)
    return None if chord is None else km_from_chord(chord)


def dump(records):
    """Yield the text of a FeatureCollection: for each of `records` a feature, its properties those of a table.

    What is empty is left out; what may be several is a list. `load` reads it again.
    """
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for record in records:
        yield before + json.dumps(whole_feature(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def whole_feature(record):
    """One listing with all its facts."""
    cells, place = row(record), record.place
    is_placed = place is not None and place.lat is not None
    return {
        "type": "Feature",
        "id": record.source_ref,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if is_placed else None,
        "properties": {
            name: cells[name] for name in HEADER if name not in AS_GEOMETRY and cells.get(name) not in (None, "", [])
        },
    }
