"""What single rows of a BMLT meeting list say: where, how, how to get in touch, and when."""

from django.utils.translation import gettext as _

from groups.choices import Attendance, Channel, Precision, Visibility
from groups.countries import codes_by_key
from groups.interop import bmlt_back, timing
from groups.interop.bmlt_formats import FORMATS
from groups.interop.reading import clean, one_line
from groups.interop.record import ContactPart, PlacePart, Problem, SlotPart, TermUse
from groups.place_names import name_key

WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # weekday_tinyint counts them from 1
VENUES = {"1": Attendance.IN_PERSON, "2": Attendance.ONLINE, "3": Attendance.HYBRID}
PEOPLE = ("contact", "email")
NOTE, DETAIL = 250, 200
LABEL = "#@-@#"  # some servers write "label#@-@#value"


def is_shown(row):
    """Whether the source shows the row; servers that only answer with published rows may leave this out."""
    return one_line(row.get("published", "1")).casefold() not in ("0", "false", "")


def without_people(row):
    """The row without the names and addresses of people, for the list of problems."""
    return {key: value for key, value in row.items() if not key.startswith(PEOPLE)} if isinstance(row, dict) else {}


def set_place(record, rows, meanings):
    """How the group meets and where, from its rows and what their formats mean."""
    ways = {_attendance(row, names) for row, names in zip(rows, meanings, strict=True)}
    if None in ways:
        record.assumed.append("attendance")
        ways = ways - {None} | {Attendance.IN_PERSON}
    record.attendance = ways.pop() if len(ways) == 1 else Attendance.HYBRID
    has_link = any(contact.channel == Channel.ONLINE_LINK for contact in record.contacts)
    if record.attendance == Attendance.ONLINE and not has_link and record.contacts:
        record.attendance = Attendance.PHONE
    record.place = _place(rows[0], record)


def terms(rows, meanings):
    """Words that stand in fields of their own: language where no format names one, and public transport."""
    language = one_line(rows[0].get("lang_enum"))
    if language and not any(map(FORMATS.names_language, meanings)):
        yield TermUse("language", language)
    lines = dict.fromkeys(_value(row, name) for row in rows for name in ("bus_lines", "train_lines"))
    if any(lines):
        yield TermUse("access", "near-transit", detail=one_line(", ".join(filter(None, lines)), DETAIL))


def contacts(rows):
    """Links and numbers to join by are public, as the server shows them; people's own are kept from everybody."""
    found = {}
    for row in rows:
        link, phone = one_line(row.get("virtual_meeting_link")), one_line(row.get("phone_meeting_number"))
        note = one_line(row.get("virtual_meeting_additional_info"), 120)
        if link:
            found.setdefault(link, ContactPart(Channel.ONLINE_LINK, link, note))
        if phone:
            found.setdefault(phone, ContactPart(Channel.PHONE, phone, _("to join by phone")))
        for field, value in row.items():
            channel = {"email": Channel.EMAIL, "phone": Channel.PHONE}.get(_kind_of_contact(field))
            if channel and one_line(value):
                part = ContactPart(channel, one_line(value), visibility=Visibility.HIDDEN)
                found.setdefault(one_line(value), part)
    return list(found.values())


def add_slot(record, meeting, first, common):
    """Give the record the slot of a meeting, or a problem that says why there is none.

    `first` is the row the listing is told from, `common` what all its meetings are; the rest becomes the slot's note.
    """
    row = meeting.row
    rule, problems = _rule(row)
    is_ours = bmlt_back.is_ours(meeting)
    comment = one_line(row.get("note" if is_ours else "comments"))
    if rule and meeting.nths:
        rule = timing.monthly(rule, meeting.nths)
    elif rule and not is_ours:
        rule, hidden = timing.corrected(rule, one_line(row["meeting_name"]), comment)
        problems += hidden if meeting.is_shown else []
    is_closed = FORMATS.is_closed(meeting.meanings)
    is_live = meeting.is_shown and not (is_closed and record.attendance != Attendance.ONLINE)
    if meeting.is_shown and not is_live:
        problems.append(Problem("formats", _("It is said to be closed for the time being; its times are not shown.")))
    record.problems += [
        Problem(name, _("Row %(number)s: %(sentence)s") % {"number": meeting.number, "sentence": sentence})
        for name, sentence in problems
    ]
    if rule:
        own = FORMATS.words([name for name in meeting.meanings if name not in common])
        room = one_line(row.get("location_text"))
        other_room = room if room != one_line(first.get("location_text")) else ""
        note = clean("; ".join(filter(None, [other_room, *own, comment])), NOTE)
        record.slots.append(SlotPart(meeting.number, rule, note, is_live))


def _attendance(row, meanings):
    return VENUES.get(one_line(row.get("venue_type"))) or FORMATS.attendance(meanings)


def _place(row, record):
    lat, lon = _degrees(row.get("latitude"), 90), _degrees(row.get("longitude"), 180)
    if lat is None or lon is None or (lat, lon) == (0, 0):
        lat = lon = None
        if record.attendance not in (Attendance.ONLINE, Attendance.PHONE):
            record.problems.append(
                Problem("latitude", _("No position is given; that of the postcode or town was taken."))
            )
    street = one_line(row.get("location_street"))
    towns = ("location_municipality", "location_city_subsection", "location_neighborhood", "location_sub_province")
    town, *_rest = [*filter(None, (one_line(row.get(name)) for name in towns)), ""]
    inside = [one_line(row.get(name)) for name in ("location_neighborhood", "location_city_subsection")]
    return PlacePart(
        name=one_line(row.get("location_text")).strip(" ,"),
        street=street,
        district=one_line(", ".join(dict.fromkeys(part for part in inside if part and part != town)), 120),
        town=town,
        region=one_line(row.get("location_province")),
        postal_code=one_line(row.get("location_postal_code_1"), 20),
        country=_country(one_line(row.get("location_nation"))),
        lat=lat,
        lon=lon,
        precision=_precision(street, one_line(row.get("location_text"))),
        timezone=one_line(row.get("time_zone")),
        directions=one_line(row.get("location_info")),
    )


def _precision(street, name):
    if any(map(str.isdigit, street)):
        return Precision.EXACT
    return Precision.STREET if street or name else Precision.TOWN


def _country(nation):
    """Two letters for a country's name, or empty; the importer then takes that of the nearest town."""
    return codes_by_key().get(name_key(nation), "") if nation else ""


def _degrees(value, most):
    try:
        degrees = float(one_line(value))
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None


def _value(row, name):
    return one_line(one_line(row.get(name)).split(LABEL)[-1])


def _kind_of_contact(field):
    if not field.startswith(PEOPLE):
        return ""
    return "email" if "email" in field else "phone" if "phone" in field else ""


def _rule(row):
    """The weekly rule of a row, or None, and the problems of its day, time and length."""
    day, start = one_line(row.get("weekday_tinyint")), one_line(row.get("start_time"))
    if day not in tuple("1234567"):
        told = _("“%(day)s” is not a day of the week; this time was left out.")
        return None, [Problem("weekday_tinyint", told % {"day": day})]
    if timing.clock(start) is None:
        told = _("“%(time)s” is not a time of day; this time was left out.")
        return None, [Problem("start_time", told % {"time": start})]
    lasting, problems = timing.lasting(one_line(row.get("duration_time")))
    rule = timing.weekly([WEEKDAYS[int(day) - 1]], timing.clock(start), lasting, one_line(row.get("time_zone")))
    return rule, problems
