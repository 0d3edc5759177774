"""A listing's slots as an iCalendar file (RFC 5545): one series per slot, its exceptions by RECURRENCE-ID."""

from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from groups import recurrence
from groups.choices import SessionStatus
from groups.closed_days import closures_of, is_closed
from groups.models import Schedule

PRODUCT = "-//Support Finder//EN"
DATES_WITHOUT_RULE = 200
DATES_CLOSED = 400  # more than a year of every day: what is closed until further notice needs some end
LOOK_BACK = timedelta(days=30)
LONG = timedelta(days=366 * 20)


def calendar(listing, page_url, now):
    """The live slots of `listing` as the bytes of an .ics file; `page_url` is the address of its page.

    What no rule can say is written date by date from a month before `now` on.
    """
    cal = Calendar()
    cal.add("prodid", PRODUCT)
    cal.add("version", "2.0")
    slots = Schedule.objects.live().filter(listing=listing).prefetch_related("sessions").order_by("pk")
    closures = closures_of([listing])[listing.pk]
    for slot in slots:
        for event in events(listing, slot, page_url, now, closures):
            cal.add_component(event)
    cal.add_missing_timezones()
    return cal.to_ical()


def events(listing, slot, page_url, now, closures=()):
    """The series of one slot, then an event for each of its dates that is cancelled, moved or annotated.

    Dates on a day of `closures` are left out of the series.
    """
    sessions = list(slot.sessions.all())
    if slot.freq == recurrence.Freq.ONCE and sessions:
        yield from filter(None, [exception(listing, slot, page_url, sessions[0], closures, of_series=False)])
        return
    has_rule = recurrence.fits_rrule(slot.rule)
    begin, end = span(slot)
    begin = begin if has_rule else max(begin, now - LOOK_BACK)
    dates = list(islice(recurrence.occurrences(slot.rule, begin, end), 1 if has_rule else DATES_WITHOUT_RULE))
    if not dates:
        return
    series = event(listing, slot, page_url, dates[0].starts_at, dates[0].ends_at)
    if not has_rule:
        series.add("rdate", [date.starts_at for date in dates[1:]])
    elif slot.freq != recurrence.Freq.ONCE:
        series.add("rrule", vRecur.from_ical(recurrence.to_rrule(slot.rule)))
    leave_out(series, slot, dates[0], {session.original_on for session in sessions}, closures)
    yield series
    exceptions = (exception(listing, slot, page_url, session, closures) for session in sessions)
    yield from filter(None, exceptions)


def leave_out(series, slot, first, excepted, closures):
    """Take the closed days out of `series`; those of `excepted` (local dates) have an event of their own."""
    if slot.freq == recurrence.Freq.ONCE:
        if is_closed(closures, first.original_on):
            series.add("status", "CANCELLED")
        return
    for closure in closures:
        begin = max(datetime.combine(closure.starts_on, time.min, UTC) - timedelta(days=2), first.starts_at)
        end = datetime.combine(closure.ends_on, time.max, UTC) + timedelta(days=2) if closure.ends_on else begin + LONG
        closed = (
            date.starts_at
            for date in recurrence.occurrences(slot.rule, begin, end)
            if closure.holds(date.starts_at.date()) and date.original_on not in excepted
        )
        dates = list(islice(closed, DATES_CLOSED))
        if dates:
            series.add("exdate", dates)


def span(slot):
    """From the first date of a slot on, for as long as a calendar could want."""
    begin = datetime.combine(slot.starts_on, time.min, UTC) - timedelta(days=2)
    return begin, begin + LONG


def event(listing, slot, page_url, starts_at, ends_at):
    """One VEVENT with what the public page says of the listing."""
    vevent = Event()
    vevent.add("uid", f"{slot.pk}.{listing.public_id}@support-finder")
    vevent.add("dtstamp", listing.updated_at)
    vevent.add("dtstart", starts_at)
    vevent.add("dtend", ends_at)
    vevent.add("summary", one_line(listing.name))
    vevent.add("url", page_url)
    if listing.place:
        vevent.add("location", one_line(listing.place.line))
    return vevent


def exception(listing, slot, page_url, session, closures=(), *, of_series=True):
    """The event of one date that differs from its rule; None where the rule has no such date any more.

    One that falls on a day of `closures` is cancelled.

    Only a date `of_series` carries a RECURRENCE-ID: RFC 5545 knows it for what recurs alone.
    """
    original = by_rule(slot, session.original_on)
    if original is None:
        return None
    starts_at, ends_at = original.starts_at, original.ends_at
    if session.status == SessionStatus.MOVED:
        zone = ZoneInfo(slot.timezone)
        starts_at, ends_at = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    vevent = event(listing, slot, page_url, starts_at, ends_at)
    if of_series:
        vevent.add("recurrence-id", original.starts_at)
    if session.status == SessionStatus.CANCELLED or is_closed(closures, starts_at.date()):
        vevent.add("status", "CANCELLED")
    if session.note:
        vevent.add("description", one_line(session.note))
    return vevent


def by_rule(slot, day):
    """The occurrence that the rule of `slot` has on the local date `day`, or None."""
    noon = datetime.combine(day, time(12), UTC)
    around = recurrence.occurrences(slot.rule, noon - timedelta(days=2), noon + timedelta(days=2))
    return next((date for date in around if date.original_on == day), None)


def one_line(text):
    """Text without line breaks or other control characters, so that no value can begin a line of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
