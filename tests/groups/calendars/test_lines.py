"""Whatever somebody typed stays inside its own line, reads back as it was meant, and harms no other listing."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from groups import sessions
from groups.interop import calendars
from groups.interop.calendars import Wording, lines
from groups.interop.calendars.clocks import jumps, vtimezone
from groups.models import Listing, Schedule
from tests import factories
from tests.conftest import NOW
from tests.groups.calendars.opened import WORDING, calendar_of, make_session, make_slot

HOSTILE = [
    "\r\nATTACH:http://evil.example",
    "\u202e",
    "\x00",
    "\n ",
    ";TZID=x:",
    "\\n",
    '"',
    "\u2028",
    "é" * 90,
    "🫂" * 40,
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=6).map("".join)
PROPERTIES = {
    *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "SUMMARY", "LOCATION"),
    *("DESCRIPTION", "URL", "RECURRENCE-ID", "STATUS", "TRANSP", "EXDATE"),
}


@settings(max_examples=150)
@given(name=texts, place=texts, note=texts, slot_note=texts, stand_in=texts, url=texts)
def test_no_text_leaves_its_line(name, place, note, slot_note, stand_in, url):
    slot = make_slot(name=name, note=slot_note)
    slot.listing.place.name = place
    said = make_session(date(2026, 3, 10), status="cancelled", note=note, stand_in=stand_in)
    data = calendar_of(slot, [said], wording=Wording(lambda listing: f"https://support.example/{url}"))
    series, one = Calendar.from_ical(data).walk("VEVENT")
    assert not (set(series) | set(one)) - PROPERTIES
    assert all(len(line) <= lines.OCTETS for line in data.split(b"\r\n"))
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert str(one.get("SUMMARY")) == f"Cancelled: {lines.one_line(name)}".strip()
    assert lines.one_line(note) in lines.one_line(str(one.get("DESCRIPTION", "")))


@given(st.text())
def test_line_is_folded_between_characters_and_unfolds_to_itself(text):
    line = lines.one_line(text)
    folded = lines.folded(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= lines.OCTETS for part in folded.split("\r\n"))


def test_invisible_joiners_of_words_stay_and_turns_of_direction_go():
    assert lines.one_line("می\u200cخواهم \u202eevil\u202c 👩\u200d👧") == "می\u200cخواهم evil 👩\u200d👧"


def test_several_sentences_are_lines_of_one_text():
    (written,) = lines.text("DESCRIPTION", "Room 4; upstairs", "", "Bring tea, please")
    assert written == r"DESCRIPTION:Room 4\; upstairs\nBring tea\, please"
    assert lines.text("DESCRIPTION", "", "\r\n") == []


def test_second_of_two_hours_is_written_in_utc():
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    assert lines.moment("DTSTART", "Europe/London", twice) == ["DTSTART;TZID=Europe/London:20261025T013000"]
    assert lines.moment("DTSTART", "Europe/London", twice.replace(fold=1)) == ["DTSTART:20261025T013000Z"]


def test_place_that_lives_by_utc_needs_no_clock():
    data = calendar_of(make_slot(timezone="Etc/UTC"))
    assert b"DTSTART:20260106T183000Z" in data
    assert b"VTIMEZONE" not in data


def onsets(zone, year):
    """The VTIMEZONE of a zone as another program reads it: `[(moment in UTC, offset from then on)]`, in order."""
    written = lines.block("VCALENDAR", vtimezone(zone, year, year + 20))
    (clock,) = Calendar.from_ical("\r\n".join(written)).walk("VTIMEZONE")
    found = []
    for part in clock.subcomponents:
        listed = [one.dt for one in part["RDATE"].dts] if "RDATE" in part else []
        starts = [part["DTSTART"].dt, *listed]
        found += [((at - part["TZOFFSETFROM"].td).replace(tzinfo=UTC), part["TZOFFSETTO"].td) for at in starts]
    return sorted(found)


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"]
)
def test_clock_of_a_zone_is_written_as_it_goes(zone):
    known = onsets(zone, 2026)
    minutes = [datetime(2026, 1, 3, tzinfo=UTC) + timedelta(hours=hour) for hour in range(0, 19 * 366 * 24, 97)]
    minutes += [at + timedelta(seconds=step) for at, _offset in known[1:] for step in (-1, 0, 1)]
    for at in minutes:
        offset = next(offset for begin, offset in reversed(known) if begin <= at)
        assert offset == at.astimezone(ZoneInfo(zone)).utcoffset(), at


def test_offset_of_long_ago_is_written_with_its_seconds():
    assert "TZOFFSETTO:-004430" in vtimezone("Africa/Monrovia", 1970, 1990)


def test_jump_of_a_clock_is_known_to_the_second():
    spring, autumn = jumps("Europe/London", date(2026, 1, 1), date(2026, 12, 31))
    assert (spring.at.isoformat(), spring.from_time.time(), spring.to_time.time()) == (
        "2026-03-29T01:00:00+00:00",
        time(1),
        time(2),
    )
    assert (autumn.from_time.time(), autumn.to_time.time()) == (time(2), time(1))


@pytest.mark.proof("attacks", "CSV and XLSX formulas, ICS and header injection by line ends")
def test_one_bad_listing_is_left_out_and_named_by_number_alone(now, circle, source, caplog):
    bad = factories.make_listing(source, "Secret name", slots=[factories.weekly("WE", "10:00")])
    Schedule.objects.filter(listing=bad).update(timezone="Nowhere/Land")
    with caplog.at_level(logging.ERROR):
        data = calendar_of_all()
    assert data.count(b"BEGIN:VEVENT") == 1
    assert b"Tuesday Circle" in data
    assert str(bad.pk) in caplog.text
    assert "Secret" not in caplog.text


@pytest.mark.proof("attacks", "CSV and XLSX formulas, ICS and header injection by line ends")
def test_one_bad_date_is_left_out_and_named_by_number_alone(now, circle, caplog):
    slot = circle.schedules.get()
    good, other = (sessions.find(f"{slot.pk}-{day}") for day in ("20260310", "20260317"))
    other.slot.timezone = "Nowhere/Land"
    with caplog.at_level(logging.ERROR):
        data = calendars.calendar(Schedule.objects.none(), WORDING, NOW, dates=[(other, True), (good, True)])
    assert data.count(b"BEGIN:VEVENT") == 1
    assert str(circle.pk) in caplog.text
    assert "Circle" not in caplog.text


def calendar_of_all():
    """The calendar of all that is published."""
    return calendars.calendar(Schedule.objects.filter(listing__in=Listing.objects.published()), WORDING, NOW)
