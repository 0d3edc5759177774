"""One appointment as an iCalendar file (RFC 5545) that says nothing of whom it comes from."""

from groups.interop.calendars import lines
from groups.interop.calendars.wording import NEUTRAL_PRODUCT
from groups.punctuation import sentences


def calendar(card, now):
    """The bytes of an .ics file with the one event of `card` (as `groups.together.Card`), written at `now`.

    A time without a zone stays one: it holds by the clock of whoever reads it. Others are written in UTC, which every
    calendar shows by its own clock.
    """
    event = [
        f"UID:{card.uid}",
        lines.utc("DTSTAMP", now),
        moment("DTSTART", card.starts_at),
        *([moment("DTEND", card.ends_at)] if card.ends_at else []),
        *lines.text("SUMMARY", card.title),
        *lines.text("LOCATION", ", ".join(card.lines)),
        *lines.text("DESCRIPTION", sentences([card.wish, card.note])),
    ]
    head = ["VERSION:2.0", f"PRODID:{NEUTRAL_PRODUCT}"]
    return lines.file([*head, *lines.block("VEVENT", event)])


def moment(name, at):
    """A line with a moment in UTC; one without a zone as it is."""
    return lines.utc(name, at) if at.tzinfo else f"{name}:{at:%Y%m%dT%H%M%S}"
