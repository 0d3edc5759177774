"""Lines of an iCalendar file: no value, whoever wrote it, can begin a line of its own."""

from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils.encoding import iri_to_uri

OCTETS = 75
"""The longest line (RFC 5545, 3.1); what is longer goes on in the next, after a space."""
JOINERS = "\u200c\u200d"
"""Signs nobody sees that change words and pictures for the better, unlike other invisible ones."""
UTC_ZONES = {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}


def text(name, *sentences):
    """A line of text; each of `sentences` begins anew where it is shown. Empty where they say nothing."""
    plain = filter(None, map(one_line, sentences))
    value = r"\n".join(one.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,") for one in plain)
    return [folded(f"{name}:{value}")] if value else []


def address(name, url):
    """A line with an address, in which what has no place there is written in per cent."""
    return [folded(f"{name}:{iri_to_uri(url)}")]


def moments(name, zone, *times):
    """A line with local times (their own zone does not matter) by the clock of the IANA `zone`; empty for none."""
    if zone in UTC_ZONES:
        values, zoned = (f"{time:%Y%m%dT%H%M%SZ}" for time in times), name
    else:
        values, zoned = (f"{time:%Y%m%dT%H%M%S}" for time in times), f"{name};TZID={zone}"
    return [folded(f"{zoned}:{','.join(values)}")] if times else []


def moment(name, zone, aware):
    """A line with one moment by the clock of `zone`; in UTC where that clock shows the time for the second time."""
    there = aware.astimezone(ZoneInfo(zone))
    return [utc(name, aware)] if there.fold else moments(name, zone, there)


def utc(name, aware):
    """A line with a moment in UTC."""
    return f"{name}:{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def duration(length):
    """A line with how long something lasts, whatever the clocks do."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"DURATION:PT{minutes}M{seconds}S"


def block(name, lines):
    """`lines` between the two that begin and end a component."""
    return [f"BEGIN:{name}", *lines, f"END:{name}"]


def file(lines):
    """The bytes of an .ics file with `lines` in it."""
    return "\r\n".join([*block("VCALENDAR", lines), ""]).encode()


def folded(line):
    """A line, broken where it is too long; never within a character."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= OCTETS:
        return octets.decode()
    parts, begin, room = [], 0, OCTETS
    while len(octets) - begin > room:
        end = begin + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # within a character
            end -= 1
        parts.append(octets[begin:end])
        begin, room = end, OCTETS - 1
    return b"\r\n ".join([*parts, octets[begin:]]).decode()


def one_line(text):
    """Text without line breaks, control characters and what turns the direction of reading."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text)
    return " ".join(text.split())
