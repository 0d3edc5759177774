"""Records as meetings of a BMLT server: a row of text fields for each weekday of each slot.

Its clients know weekly meetings only. "The 2nd Tuesday of the month" goes out as a Tuesday with a format and a comment
that say so, as the keepers of such lists have always written it. What no weekday with a week of the month can say
stays at home (see `days`): single dates, every other week, days of the month, seasons, and what has not begun.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from groups import recurrence
from groups.choices import PINNED, Attendance, Channel, Relation
from groups.geo import KM_PER_MILE, Point, distance_km
from groups.interop.bmlt_fields import FIELDS
from groups.interop.bmlt_rows import WEEKDAYS
from groups.interop.bmlt_words import NTH, WEEKS, words_of
from groups.interop.meeting_guide_dump import last_day
from groups.interop.reading import one_line
from groups.recurrence.rule import Freq, split_token

A_WEEK = timedelta(days=7)
IN_PERSON, VIRTUAL, HYBRID = "1", "2", "3"
VENUE_TYPES = {
    Attendance.IN_PERSON: IN_PERSON,
    Attendance.ONLINE: VIRTUAL,
    Attendance.PHONE: VIRTUAL,
    Attendance.HYBRID: HYBRID,
}
SPOKEN = (Relation.WELCOMES, Relation.ONLY)
NUMBERS_FOR_DAYS = 10
"""A meeting's number is its slot's, and one digit for the weekday."""


def days(rule, today):
    """The weekdays (RFC letters) that a rule can be said by, each with the weeks of the month ((): every week).

    Empty where a list of weekly meetings would mislead: single dates, every other week or month, days of the month,
    seasons, and what begins more than a week after `today`.
    """
    if rule.interval > 1 or rule.season_from or rule.bymonthday or rule.starts_on > today + A_WEEK:
        return {}
    if rule.freq in (Freq.WEEKLY, Freq.DAILY):
        return dict.fromkeys(recurrence.weekdays(rule), ())
    if rule.freq == Freq.ONCE or not rule.byday:
        return {}
    tokens = [split_token(token) for token in rule.byday]
    if any(nth not in NTH for nth, _letters in tokens):
        return {}
    return {letters: tuple(nth for nth, day in tokens if day == letters) for _nth, letters in tokens}


def rows(record, formats, *, body, now, site=""):
    """Yield the meetings of a record, each as a dict of texts by the names of `FIELDS`.

    `formats` are those of the listing, `body` is the number of who answers for it. In the active language.
    """
    same = _same(record, body, site) | {"words": _words(record, formats)}
    for slot in filter(lambda slot: slot.is_live, record.slots):
        for letters, nths in days(slot.rule, now.date()).items():
            held = [*formats, *(NTH[nth] for nth in nths)]
            values = same | _of_slot(slot, letters, nths, same["comments"])
            values |= {"time_zone": slot.rule.timezone or _zone(record)}
            values |= {"formats": ",".join(one.key for one in held)}
            values |= {"format_shared_id_list": ",".join(str(one.id) for one in held)}
            yield {name: values.get(name, "") for name in FIELDS}


def number_of_slot(slot):
    """The number at the end of a slot's name: the key of ours, or that of a row at the source."""
    return int(slot.source_ref.rpartition("-")[2])


def is_closed(record, now):
    """Whether a closure is under way at `now`, by the calendar of the place."""
    day = now.astimezone(ZoneInfo(_zone(record) or "UTC")).date()
    return any(part.starts_on <= day and (part.ends_on is None or day <= part.ends_on) for part in record.closures)


def with_distance(row, origin):
    """The row with how far it is from `origin` (a Point), where it has a position."""
    point = Point(float(row["latitude"]), float(row["longitude"]))
    if point == (0, 0):
        return row | {"distance_in_km": "", "distance_in_miles": ""}
    km = distance_km(origin, point)
    return row | {"distance_in_km": f"{km:.6f}", "distance_in_miles": f"{km / KM_PER_MILE:.6f}"}


def _zone(record):
    return record.place.timezone if record.place else ""


def _same(record, body, site):
    """What all meetings of a listing share."""
    spoken = [use.slug for use in record.terms if use.facet == "language" and use.relation in SPOKEN]
    return {
        "service_body_bigint": str(body),
        "venue_type": VENUE_TYPES[record.attendance],
        "lang_enum": next(iter(spoken), "en"),
        "published": "1",
        "root_server_uri": site,
        "meeting_name": one_line(record.name),
        "comments": "; ".join(_closed_for(part) for part in record.closures),
        "listing_id": record.source_ref,
        "listing_url": record.url,
        "description": record.description,
        "how_to_join": record.how_to_join,
        "minimum_age": _number(record.minimum_age),
        "maximum_age": _number(record.maximum_age),
        "confirmed_on": f"{record.confirmed_at:%Y-%m-%d}" if record.confirmed_at else "",
        "attribution": _attribution(record.attribution),
        **_where(record),
        **_ways(record),
    }


def _of_slot(slot, letters, nths, comments):
    rule = slot.rule
    minutes = rule.duration // timedelta(minutes=1)
    return {
        "id_bigint": str(number_of_slot(slot) * NUMBERS_FOR_DAYS + WEEKDAYS.index(letters) + 1),
        "weekday_tinyint": str(WEEKDAYS.index(letters) + 1),
        "start_time": f"{rule.start_time:%H:%M:%S}",
        "duration_time": f"{minutes // 60:02}:{minutes % 60:02}:00",
        "comments": "; ".join(filter(None, [_some_weeks(letters, nths), _ends(rule), slot.note, comments])),
        "note": slot.note,
    }


def _some_weeks(letters, nths):
    """Such as "1st and 3rd Tuesday of the month only", or nothing for every week."""
    if not nths:
        return ""
    which = get_text_list([str(WEEKS[nth]) for nth in nths], _("and"))
    values = {"which": which, "day": WEEKDAY_NAMES[recurrence.WEEKDAYS.index(letters)]}
    return _("%(which)s %(day)s of the month only") % values


def _ends(rule):
    last = last_day(rule)
    return _("Last date: %(date)s") % {"date": date_format(last)} if last else ""


def _closed_for(part):
    begin, end = date_format(part.starts_on), part.ends_on and date_format(part.ends_on)
    told = _("Closed from %(begin)s to %(end)s") if end else _("Closed from %(begin)s until further notice")
    return " ".join(filter(None, [told % {"begin": begin, "end": end}, f"({part.note})" if part.note else ""]))


def _words(record, formats):
    """The kind, by which `load` knows a list of ours, and what no format says or what holds in a special way."""
    said = {(one.facet, one.slug) for one in formats}
    unsaid = [use for use in words_of(record) if use.facet == "kind" or use.relation or use[:2] not in said]
    return ",".join(":".join(filter(None, use[:3])) for use in unsaid)


def _where(record):
    """The place. What has no position gets 0, 0, as in all such lists: clients fail on an empty one."""
    place = record.place
    if place is None:
        return {"latitude": "0", "longitude": "0"}
    is_pinned = place.precision in PINNED
    return {
        "latitude": _degrees(place.lat),
        "longitude": _degrees(place.lon),
        "location_text": place.name,
        "location_info": "; ".join(filter(None, [place.directions, "" if is_pinned else _about(place)])),
        "location_street": place.street,
        "location_neighborhood": place.district,
        "location_municipality": place.town,
        "location_province": place.region,
        "location_postal_code_1": place.postal_code,
        "location_nation": place.country,
        "precision": place.precision,
    }


def _about(place):
    """What a pin would hide: that the position is only about right."""
    return _("The point on the map is only the middle of the area. Ask where it is.")


def _ways(record):
    """How to join, and ways to make contact that are for everybody."""
    found = {contact.channel: contact for contact in reversed(record.contacts)}
    phone, mail = found.get(Channel.PHONE), found.get(Channel.EMAIL)
    link = found.get(Channel.ONLINE_LINK) if record.attendance != Attendance.IN_PERSON else None
    is_by_phone = record.attendance == Attendance.PHONE
    transit = next((use.detail for use in record.terms if use[:2] == ("access", "near-transit")), "")
    return {
        "virtual_meeting_link": link.value if link else "",
        "virtual_meeting_additional_info": link.note if link else "",
        "phone_meeting_number": phone.value if phone and is_by_phone else "",
        "contact_phone_1": phone.value if phone and not is_by_phone else "",
        "contact_email_1": mail.value if mail else "",
        "bus_lines": transit,
    }


def _attribution(part):
    if part is None:
        return ""
    return ", ".join(filter(None, [part.name, part.url, part.as_of and part.as_of.isoformat(), part.licence]))


def _degrees(value):
    return "0" if value is None else f"{value:.7f}".rstrip("0").rstrip(".")


def _number(value):
    return "" if value is None else str(value)
