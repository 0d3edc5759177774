"""What a row of a Meeting Guide list says of a `Record` on any day: whose it is, where, how to join, and words."""

import re
from datetime import UTC
from functools import cache

from django.utils import formats
from django.utils.translation import gettext as _

from groups.choices import PINNED, PLACELESS, Attendance, Channel, Visibility
from groups.interop.meeting_guide_rows import TYPES, text
from groups.place_names import country_name

CONTACTS = 3
NOT_DIALLED = re.compile(r"[\s().\-/]")
NUMBER = re.compile(r"\+?[\d,*#]+", re.ASCII)
LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def identity(record):
    """Whose it is, where its page is, and when it last changed."""
    organization = record.organization
    website = link(organization.website) if organization else ""
    return {
        "url": record.url,
        "updated": f"{record.updated_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if record.updated_at else "",
        "entity": organization.name if organization else "",
        # The specification says the one, its sample and its client the other.
        "entity_website_url": website,
        "entity_url": website,
    }


def where(record):
    """The place as exactly as it is public. Clients take an address that is not approximate for a room to go to.

    A position that is only that of the postcode or town goes with no street: it would be drawn as the door.
    """
    place = record.place
    if place is None:
        return {"approximate": "yes"}
    is_exact = bool(place.street) or place.precision in PINNED
    has_position = None not in (place.lat, place.lon) and (place.lat, place.lon) != (0, 0)
    is_drawn = has_position and (place.precision in PINNED or not place.street)
    return {
        "approximate": "no" if is_exact else "yes",
        "location": place.name,
        "formatted_address": address(place),
        "address": place.street,
        "city": place.town,
        "state": place.region,
        "postal_code": place.postal_code,
        "country": place.country,
        "region": place.town or place.region,
        "sub_region": place.district,
        "latitude": round(place.lat, 5) if is_drawn else None,
        "longitude": round(place.lon, 5) if is_drawn else None,
        "timezone": place.timezone,
        "location_notes": text(place.directions),
    }


def address(place):
    """“4 Linden Street, London, England N1 5XX, United Kingdom”: at most four parts, the general ones last."""
    region = " ".join(filter(None, [place.region, place.postal_code]))
    country = country_name(place.country) if place.country else ""
    parts = [place.street, place.town, region, country]
    return ", ".join(part.replace(",", "") for part in parts if part)


def joining(record):
    """Link, or number to dial, by which everybody may join, with its note; empty where there is none."""
    for part in public(record, Channel.ONLINE_LINK):
        if link(part.value) and record.attendance in (Attendance.ONLINE, Attendance.HYBRID):
            return {"conference_url": part.value, "conference_url_notes": part.note}
    for part in public(record, Channel.PHONE):
        if dialled(part.value) and record.attendance in PLACELESS:
            return {"conference_phone": dialled(part.value), "conference_phone_notes": part.note}
    return {}


def dialled(value):
    """A number as conference lines write it (digits, plus, comma, star, hash), or "" where it has other signs."""
    number = NOT_DIALLED.sub("", value)
    return number if NUMBER.fullmatch(number) else ""


def link(value):
    """An address that a browser follows, or ""."""
    return value if LINK.fullmatch(value) else ""


def contacts(record, online):
    """Up to three public numbers and addresses of the group, and its website. No person is named."""
    phones = [part.value for part in public(record, Channel.PHONE, Channel.TEXT)]
    phones = [value for value in phones if dialled(value) != online.get("conference_phone", "")]
    websites = (link(part.value) for part in public(record, Channel.WEBSITE))
    found = {"website": next(filter(None, websites), "")}
    emails = [part.value for part in public(record, Channel.EMAIL)]
    for number, value in enumerate(phones[:CONTACTS], start=1):
        found[f"contact_{number}_phone"] = value
    for number, value in enumerate(emails[:CONTACTS], start=1):
        found[f"contact_{number}_email"] = value
    return found


def public(record, *channels):
    return [part for part in record.contacts if part.visibility == Visibility.PUBLIC and part.channel in channels]


@cache
def code_words():
    """`{code: words}`: a code is sent for any of its words, each `facet:slug` or `facet:slug:relation`.

    The table says which; a code that stands for one language and nothing else is sent for that.
    """
    return {code: set(entry.get("sent_for", language(entry))) for code, entry in TYPES.entries.items()}


def language(entry):
    words = entry.get("terms", [])
    return words if len(words) == 1 and words[0].startswith("language:") else []


def codes(record):
    """The type codes of a listing, in the order of the table."""
    plain = {f"{use.facet}:{use.slug}" for use in record.terms}
    related = {f"{use.facet}:{use.slug}:{use.relation}" for use in record.terms if use.relation}
    return [code for code, words in code_words().items() if words & (plain | related)]


def notes(record, note, last):
    """What people should know, as plain text: `note` of this time and its `last` date, of the group, of days it is
    closed, and whose words these are."""
    parts = [
        note,
        _("Until %(day)s.") % {"day": day_in_words(last)} if last else "",
        *(closure_in_words(part) for part in record.closures),
        text(record.description),
        text(record.how_to_join),
        source(record.attribution),
    ]
    return "\n\n".join(filter(None, parts))


def closure_in_words(part):
    """“Closed from 1 April 2026 to 6 April 2026: Easter”."""
    days = {"first": day_in_words(part.starts_on), "last": part.ends_on and day_in_words(part.ends_on)}
    if part.ends_on is None:
        words = _("Closed from %(first)s until further notice") % days
    elif part.ends_on == part.starts_on:
        words = _("Closed on %(first)s") % days
    else:
        words = _("Closed from %(first)s to %(last)s") % days
    return f"{words}: {part.note}" if part.note else f"{words}."


def source(attribution):
    """“From The directory (CC BY 4.0), as of 1 March 2026.”, or nothing."""
    if attribution is None:
        return ""
    name = f"{attribution.name} ({attribution.licence})" if attribution.licence else attribution.name
    if attribution.as_of:
        return _("From %(name)s, as of %(day)s.") % {"name": name, "day": day_in_words(attribution.as_of)}
    return _("From %(name)s.") % {"name": name}


def day_in_words(day):
    return formats.date_format(day, "DATE_FORMAT")
