"""One appointment as an iCalendar file (RFC 5545) that says nothing of whom it comes from."""

from datetime import UTC

from icalendar import Calendar, Event

from groups.interop.calendars.lines import one_line

PRODUCT = "-//Calendar//EN"


def calendar(card, now):
    """The bytes of an .ics file with the one event of `card` (as `groups.together.Card`), written at `now`.

    A time without a zone stays one: it holds by the clock of whoever reads it. Others are written in UTC, which every
    calendar shows by its own clock.
    """
    event = Event()
    event.add("uid", card.uid)
    event.add("dtstamp", now)
    event.add("dtstart", in_utc(card.starts_at))
    if card.ends_at:
        event.add("dtend", in_utc(card.ends_at))
    event.add("summary", one_line(card.title))
    if card.lines:
        event.add("location", one_line(", ".join(card.lines)))
    if card.wish or card.note:
        event.add("description", one_line(". ".join(filter(None, [card.wish, card.note]))))
    cal = Calendar()
    cal.add("prodid", PRODUCT)
    cal.add("version", "2.0")
    cal.add_component(event)
    return cal.to_ical()


def in_utc(moment):
    """The moment in UTC; one without a zone as it is."""
    return moment.astimezone(UTC) if moment.tzinfo else moment
