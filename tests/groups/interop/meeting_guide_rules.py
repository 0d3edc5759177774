"""What the Meeting Guide specification and its clients ask of a list, as a checker of its own."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import available_timezones

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
SLUG = re.compile(r"[A-Za-z0-9_-]{1,64}")
NUMBER = re.compile(r"\+?[\d,*#]+")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
TEXTS = {
    "slug", "name", "time", "end_time", "timezone", "formatted_address", "address", "city", "state", "postal_code",
    "country", "approximate", "location", "location_notes", "region", "sub_region", "conference_url",
    "conference_url_notes", "conference_phone", "conference_phone_notes", "notes", "updated", "url", "entity",
    "entity_url", "entity_website_url", "website",
    *(f"contact_{number}_{what}" for number in (1, 2, 3) for what in ("phone", "email")),
}  # fmt: skip
OTHERS = {"day", "latitude", "longitude", "types"}
LINKS = ("conference_url", "url", "entity_url", "entity_website_url", "website")


def faults(rows, codes=None):
    """Sentences on what is wrong with a list (the parsed JSON); empty where it is good. `codes`: those that exist."""
    if not isinstance(rows, list):
        return ["not an array"]
    slugs = [row.get("slug") for row in rows]
    found = [] if len(slugs) == len(set(slugs)) else ["a slug stands twice"]
    for row in rows:
        found += [f"{row.get('slug')}: {fault}" for fault in faults_of(row, codes)]
    return found


def faults_of(row, codes):
    yield from (f"unknown field {name}" for name in row.keys() - TEXTS - OTHERS)
    yield from (f"{name} is no text" for name in row.keys() & TEXTS if not (isinstance(row[name], str) and row[name]))
    if not SLUG.fullmatch(row.get("slug", "")):
        yield "slug"
    if not 0 < len(row.get("name", "")) <= 255:
        yield "name"
    if row.get("approximate") not in ("yes", "no"):
        yield "approximate"
    if TAG.search(row.get("notes", "")):
        yield "HTML in notes"
    if "updated" in row and datetime.strptime(row["updated"], "%Y-%m-%d %H:%M:%S") is None:
        yield "updated"
    yield from (f"{name} is no link" for name in LINKS if name in row and not is_link(row[name]))
    if not NUMBER.fullmatch(row.get("conference_phone", "1")):
        yield "conference_phone"
    if row.keys() & {"entity_url", "entity_website_url"} and "entity" not in row:
        yield "entity is missing"
    if codes is not None and set(row.get("types", [])) - codes:
        yield "unknown type"
    yield from faults_of_time(row)
    yield from faults_of_position(row)


def faults_of_time(row):
    given = row.keys() & {"day", "time", "end_time"}
    if given and not {"day", "time", "end_time", "timezone"} <= row.keys():
        yield "only a part of the time"
    if given and not (type(row["day"]) is int and 0 <= row["day"] <= 6):
        yield "day is not one of 0 to 6"
    yield from (f"{name} is no time" for name in given - {"day"} if not CLOCK.fullmatch(row[name]))
    if "timezone" in row and row["timezone"] not in available_timezones():
        yield "timezone"


def faults_of_position(row):
    position = [row[name] for name in ("latitude", "longitude") if name in row]
    if len(position) == 1 or any(not isinstance(value, int | float) for value in position):
        yield "half a position"
    if any(round(value, 5) != value for value in position):
        yield "more than five decimals"
    is_online = row.keys() & {"conference_url", "conference_phone"}
    if not is_online and "formatted_address" not in row:
        yield "neither a place nor a way to join"


def is_link(text):
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
