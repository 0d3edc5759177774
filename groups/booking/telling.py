"""What somebody who booked was told of when it is, and what of it changed since."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when one date is, in UTC: by other clocks the two hours of an autumn night are never equal."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one date: the `Span` that was told and the one that holds; None: it does not take place."""

    told: Span | None
    now: Span | None


def span_of(date):
    """The `Span` of a `SessionDate` or an occurrence, None for None."""
    return date and Span(date.starts_at.astimezone(UTC), date.ends_at.astimezone(UTC))


def told(booking):
    """When the person behind `booking` believes the (next) date to be; None where they know that it is off."""
    if booking.told_starts_at is None:
        return None
    if booking.session_id:
        return Span(booking.told_starts_at, booking.told_ends_at)
    spans = map(_read, booking.told_dates.values())
    return next((span for span in spans if span and span.starts_at == booking.told_starts_at), None)


def as_told(booking, standing, now):
    """The columns of `booking` once its person knows how it stands at `now`, by name (see `Booking`)."""
    spans = [span_of(date) for date in standing.coming]
    columns = {
        "told_starts_at": spans[0].starts_at if spans else None,
        "told_ends_at": spans[-1].ends_at if spans else None,
        "over_at": _over_at(booking, standing),
    }
    if booking.schedule_id:
        columns["told_dates"] = {day: _written(is_) for day, (_was, is_) in _course(booking, standing, now).items()}
    return columns


def _over_at(booking, standing):
    """When the last of its dates is over, cancelled ones too: they may be on again, and moved back to the later day."""
    ends = [span_of(date).ends_at for date in standing.dates]
    if booking.over_at and not standing.coming:
        ends.append(booking.over_at)
    return max(ends)


def changes(booking, standing, now):
    """What the person behind `booking` does not know yet, as `Change`s in order; empty where nothing is new.

    A date of a course that they never heard of, because it was too far ahead, is no news, nor is one that is over.
    """
    if booking.schedule_id:
        course = _course(booking, standing, now)
        spans = [pair for day, pair in course.items() if day in booking.told_dates]
    else:
        spans = [(told(booking), span_of(standing.next))]
    return [Change(was, is_) for was, is_ in spans if was != is_]


def _course(booking, standing, now):
    """`{day: (told, now)}` for every date of a course that is not over: `Span`s, None where it does not take place."""
    known = {day: _read(kept) for day, kept in booking.told_dates.items()}
    ahead = {day: span for day, span in known.items() if span and span.ends_at > now}
    coming = {date.original_on.isoformat(): span_of(date) for date in standing.coming}
    days = {date.original_on.isoformat() for date in standing.dates} | set(ahead)
    return {day: (ahead.get(day), coming.get(day)) for day in sorted(days)}


def _written(span):
    """A `Span` as JSON holds it."""
    return span and [span.starts_at.isoformat(), span.ends_at.isoformat()]


def _read(kept):
    return kept and Span(*(datetime.fromisoformat(moment) for moment in kept))
