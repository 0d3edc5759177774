"""Lists as other directories publish them, and sources that ask for them."""

import json

from groups import sources
from groups.choices import Trust
from groups.models import ImportSource


def meeting(slug, name, /, **changes):
    """One row of a Meeting Guide list: every Monday at seven in the evening, each name in a street of its own."""
    number = sum(map(ord, name))
    usual = {
        "slug": slug,
        "name": name,
        "day": 1,
        "time": "19:00",
        "end_time": "20:00",
        "timezone": "Europe/Dublin",
        "location": "Town Hall",
        "formatted_address": f"{number} Quay St, Galway, Co Galway, Ireland",
        "latitude": 53.2 + number / 1000,
        "longitude": -9.05,
        "approximate": "no",
        "types": ["O"],
        "entity": "West Intergroup",
        "entity_website_url": "https://west.example.org",
    }
    return usual | changes


NAMES = ("Amber", "Birch", "Cedar", "Dune", "Elm", "Fern", "Gorse", "Heron", "Iris", "Juniper")


def meetings(*names, prefix="m", **changes):
    """A row for each of `names`, or for ten trees and birds."""
    return [meeting(f"{prefix}-{name.lower()}", f"{name} Circle", **changes) for name in names or NAMES]


def as_file(rows):
    return json.dumps(rows).encode()


def make_source(feeds, slug="west", path="/feed.json", **fields):
    """A source with an address at `feeds`, whose listings are public at once unless told otherwise."""
    usual = {
        "name": f"List of {slug}",
        "format": "meeting-guide",
        "address": feeds.url(path),
        "trust": Trust.PUBLISH,
        "is_active": True,
    }
    return ImportSource.objects.create(slug=slug, **usual | fields)


def ask(feeds, source, rows=None, path="/feed.json", **options):
    """Have `source` asked where its address answers `rows` (as it did last, if None); the `SourceRun`, fresh."""
    if rows is not None:
        feeds.put(as_file(rows), path)
    source.refresh_from_db()
    return sources.run(source, **options)
