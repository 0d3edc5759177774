"""The VEVENTs of one slot: its series, and an entry for each date that the series does not tell as it is."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from groups.choices import SessionStatus
from groups.interop.calendars import lines
from groups.interop.calendars.series import Series, nominal, span
from groups.recurrence import Freq
from groups.sessions import REACH, session_dates


@dataclass(frozen=True, slots=True)
class Event:
    """The lines of a VEVENT, and the zone whose clock it needs, from which year on."""

    zone: str
    year: int
    lines: list[str]


def events(slot, closures, wording, now, apart=()):
    """The `Event`s of a live slot whose `listing` and telling `sessions` are read, with the closures of the listing.

    A closed day is left out of the series. A date that was called off, moved or annotated by itself stays visible, in
    an entry of its own: who counted on it has to be told. `apart` are names of dates (`SessionDate.id`) that stand
    elsewhere. What no rule can say is written date by date from a month before `now` (an aware moment) on.
    """
    apart = days_apart(slot, apart)
    rows = [row for row in slot.sessions.all() if row.original_on not in apart]
    told = {row.original_on for row in rows} | apart
    own = [date for row in rows if (date := date_of(slot, row, closures))]
    series = None if slot.freq == Freq.ONCE else Series.of(slot, closures, now)
    if series:
        hidden = [one for one in series.closed(closures, now) if one.original_on not in told]
        hidden += filter(None, map(series.find, sorted(apart)))
        yield series_event(series, hidden, wording, closures)
        told |= {one.original_on for one in hidden}
        own += [date for date in series.crooked(closures, now) if date.original_on not in told]
    elif slot.freq == Freq.ONCE and slot.starts_on not in told:
        own += session_dates(slot, [], closures, *span(slot))
    for date in own:
        yield single(date, wording, closures, series)


def days_apart(slot, names):
    """The local dates that are meant by those of `names` that are of this slot."""
    own = (day for pk, _dash, day in (name.partition("-") for name in names) if pk == str(slot.pk))
    return {datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date() for day in own}


def date_of(slot, row, closures):
    """The `SessionDate` of one row of a slot; None where the rule has no such date (any more)."""
    if row.status == SessionStatus.MOVED:
        around = row.starts_at, row.ends_at
    else:
        noon = datetime.combine(row.original_on, time(12), UTC)
        around = noon - REACH, noon + REACH
    dates = session_dates(slot, [row], closures, *around)
    return next((date for date in dates if date.original_on == row.original_on), None)


def series_event(series, hidden, wording, closures):
    """All dates of a series but the `hidden` occurrences."""
    slot, first = series.slot, series.first
    begin = nominal(series.rule, first)
    return event(
        slot,
        wording,
        closures,
        begin,
        wording.uid(slot),
        lines.moments("DTSTART", slot.timezone, begin),
        [lines.duration(slot.duration)]
        if series.is_crooked(first)
        else lines.moments("DTEND", slot.timezone, begin + slot.duration),
        series.repeats(),
        lines.moments("EXDATE", slot.timezone, *(one.starts_at for one in hidden)),
        lines.text("SUMMARY", wording.summary(slot.listing)),
        lines.text("DESCRIPTION", *wording.about(slot)),
    )


def single(date, wording, closures, series=None, *, is_sure=True):
    """One `SessionDate`: in place of what its `series` has there, or by itself."""
    slot, planned = date.slot, series and series.find(date.original_on)
    is_whole_slot = slot.freq == Freq.ONCE and date.planned_at
    status = "CANCELLED" if not date.takes_place else "" if is_sure else "TENTATIVE"
    return event(
        slot,
        wording,
        closures,
        date.starts_at,
        wording.uid(slot) if planned or is_whole_slot else wording.uid(slot, date.id),
        lines.moment("RECURRENCE-ID", slot.timezone, planned.starts_at) if planned else [],
        lines.moment("DTSTART", slot.timezone, date.starts_at),
        lines.moment("DTEND", slot.timezone, date.ends_at),
        lines.text("SUMMARY", wording.summary(slot.listing, is_cancelled=not date.takes_place)),
        lines.text("DESCRIPTION", *wording.details(date)),
        [f"STATUS:{status}"] if status else [],
        [] if date.takes_place else ["TRANSP:TRANSPARENT"],
    )


def event(slot, wording, closures, begin, uid, *parts):
    """What every VEVENT of a slot has, and its own `parts` (lists of lines)."""
    link = wording.link(slot.listing)
    changed_at = max([slot.listing.updated_at, slot.updated_at, *(one.created_at for one in closures if one.pk)])
    body = [
        f"UID:{uid}",
        lines.utc("DTSTAMP", changed_at),
        lines.utc("LAST-MODIFIED", changed_at),
        f"SEQUENCE:{slot.sequence}",
        *(line for part in parts for line in part),
        *lines.text("LOCATION", wording.location(slot.listing)),
        *(lines.address("URL", link) if link else []),
    ]
    return Event(slot.timezone, begin.year, lines.block("VEVENT", body))
