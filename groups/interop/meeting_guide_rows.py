"""What single rows of a Meeting Guide list say: where, how, how to get in touch, and when."""

import re
from datetime import timedelta

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from groups.choices import PLACELESS, Attendance, Channel, Precision, Visibility
from groups.countries import codes_by_key
from groups.interop import timing
from groups.interop.meanings import Meanings
from groups.interop.reading import clean, one_line
from groups.interop.record import ContactPart, PlacePart, Problem, SlotPart
from groups.place_names import name_key

TYPES = Meanings("meeting_guide_types", "types")
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # day counts them from 0
PEOPLE = ("contact_", "feedback_", "email", "phone", "edit_url")
HIDDEN_CONTACT = re.compile(r"(?:contact_\d_|entity_)?(email|phone)")
STATE_AND_CODE = re.compile(r"([A-Z]{2,3})\s+(\S.*)")
TAG = re.compile(r"<[^<>]*>?")
NOTE = 250


def text(value):
    """Plain text of a field that may hold HTML."""
    if not isinstance(value, str):
        return ""
    try:
        return clean(strip_tags(value))
    except SuspiciousOperation:  # nested or open so often that Django refuses to parse it
        return clean(TAG.sub("", value))


def without_people(row):
    """The row without the names, numbers and addresses of people, for the list of problems."""
    return {key: value for key, value in row.items() if not key.startswith(PEOPLE)} if isinstance(row, dict) else {}


def set_place(record, rows, meanings):
    """How the group meets and where.

    A place that is closed for the time being leaves a meeting with a link online. An approximate address stands for
    no room to go to if there is a link; without one it is a town or so.
    """
    ways = {_attendance(row, TYPES.is_closed(own)) for row, own in zip(rows, meanings, strict=True)}
    record.attendance = ways.pop() if len(ways) == 1 else Attendance.HYBRID
    record.place = _place(rows[0], record)


def contacts(rows):
    """Links and numbers to join by and websites are public; people's own addresses are kept from everybody."""
    found = {}
    for row in rows:
        parts = [
            ContactPart(Channel.ONLINE_LINK, row.get("conference_url"), one_line(row.get("conference_url_notes"), 120)),
            ContactPart(Channel.PHONE, row.get("conference_phone"), _("to join by phone")),
            ContactPart(Channel.WEBSITE, row.get("website") or row.get("url")),
        ]
        for field, value in row.items():
            match = HIDDEN_CONTACT.fullmatch(field)
            if match:
                channel = Channel.EMAIL if match[1] == "email" else Channel.PHONE
                parts.append(ContactPart(channel, value, visibility=Visibility.HIDDEN))
        for part in parts:
            part.value = one_line(part.value)
            if part.value:
                found.setdefault((part.channel, part.value), part)
    return list(found.values())


def add_slot(record, row, meanings, common):
    """Give the record the slot of a row, none where it is by appointment, or a problem that says why there is none."""
    slug = one_line(row["slug"])
    rule, problems = _rule(row)
    if rule:
        rule, hidden = timing.corrected(rule, one_line(row["name"]), one_line(text(row.get("notes"))))
        problems += hidden
    is_live = not TYPES.is_closed(meanings) or record.attendance in PLACELESS
    if not is_live:
        problems.append(Problem("types", _("It is said to be closed for the time being; its times are not shown.")))
    record.problems += [
        Problem(name, _("Row %(number)s: %(sentence)s") % {"number": slug, "sentence": sentence})
        for name, sentence in problems
    ]
    if rule:
        note = "; ".join(TYPES.words([name for name in meanings if name not in common]))
        record.slots.append(SlotPart(slug, rule, clean(note, NOTE), is_live))


def _attendance(row, is_closed):
    has_room = _is_true_place(row) and not is_closed
    if one_line(row.get("conference_url")):
        return Attendance.HYBRID if has_room else Attendance.ONLINE
    if one_line(row.get("conference_phone")) and not has_room:
        return Attendance.PHONE
    return Attendance.IN_PERSON


def _is_true_place(row):
    has_address = any(one_line(row.get(name)) for name in ("formatted_address", "address", "location"))
    return has_address and one_line(row.get("approximate")).casefold() != "yes"


def _place(row, record):
    street, town, region, code, country = _address(row)
    lat, lon = _position(row)
    regions = row.get("regions") if isinstance(row.get("regions"), list) else []
    district = one_line(row.get("sub_region") or (regions[-1] if regions else ""), 120)
    if one_line(row.get("approximate")).casefold() == "yes":
        precision, street = Precision.TOWN, ""
    else:
        precision = Precision.EXACT if any(map(str.isdigit, street)) else Precision.STREET
    if lat is None and record.attendance not in PLACELESS:
        told = _("No position is given; that of the postcode or town was taken.")
        record.problems.append(Problem("latitude", told))
    return PlacePart(
        name=one_line(row.get("location")),
        street=street,
        district=district if district != town else "",
        town=town,
        region=region,
        postal_code=code[:20],
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,
        timezone=one_line(row.get("timezone")),
        directions=text(row.get("location_notes")),
    )


def _address(row):
    """Street, town, region, postcode and country (two letters or empty), from fields or from one line."""
    names = ("address", "city", "state", "postal_code", "country")
    street, town, region, code, country = (one_line(row.get(name)) for name in names)
    line = [one_line(part) for part in one_line(row.get("formatted_address")).split(",")]
    if line[0] and not (street or town):
        country, line = (country or line[-1], line[:-1]) if len(line) > 1 else (country, line)
        match = STATE_AND_CODE.fullmatch(line[-1]) if len(line) > 1 else None
        if match or len(line) > 2:
            region, code = (match[1], match[2]) if match else (line[-1], code)
            line = line[:-1]
        town, street = line[-1], ", ".join(line[:-1])
    return street, town, region, code, codes_by_key().get(name_key(country), "") if country else ""


def _position(row):
    """Latitude and longitude in degrees, or None twice. (0, 0) stands for "unknown" in such lists."""
    pair = one_line(row.get("coordinates")).split(",")
    given = pair if len(pair) == 2 else (row.get("latitude"), row.get("longitude"))
    try:
        lat, lon = (float(one_line(value)) for value in given)
    except ValueError:
        return None, None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0) else (None, None)


def _rule(row):
    """The weekly rule of a row, or None (by appointment, or unreadable), and the problems of its day and time."""
    days, start = row.get("day"), one_line(row.get("time"))
    days = [one_line(day) for day in (days if isinstance(days, list) else [days])]
    if not any(days) and not start:
        return None, []
    if not all(len(day) == 1 and day in "0123456" for day in days):
        told = _("“%(day)s” is not a day of the week; this time was left out.")
        return None, [Problem("day", told % {"day": ", ".join(days)})]
    if timing.clock(start) is None:
        told = _("“%(time)s” is not a time of day; this time was left out.")
        return None, [Problem("time", told % {"time": start})]
    lasting, problems = _lasting(timing.clock(start), one_line(row.get("end_time")))
    zone = one_line(row.get("timezone"))
    return timing.weekly([WEEKDAYS[int(day)] for day in days], timing.clock(start), lasting, zone), problems


def _lasting(start, end_text):
    """From start to end, past midnight where the end comes first; an hour where no end is given."""
    if not end_text:
        return timing.USUAL_LENGTH, []
    end = timing.clock(end_text)
    if end is None or end == start:
        told = _("“%(time)s” is not a time at which it can end; an hour was taken.")
        return timing.USUAL_LENGTH, [Problem("end_time", told % {"time": end_text})]
    minutes = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
    return timedelta(minutes=minutes % (24 * 60)), []
