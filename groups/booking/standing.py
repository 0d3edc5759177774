"""How it stands with what people booked, as `groups.sessions` sees it now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time

from groups import sessions
from groups.booking.holding import key_of, slot_of
from groups.choices import SessionStatus, Status
from groups.closed_days import closures_of
from groups.models import Session

OUT_OF_SIGHT = (Status.WITHDRAWN, Status.REJECTED, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class Standing:
    """The one `SessionDate` that was booked, over or not, or those of a course that are not over: `dates`, in order.

    `is_gone`: they will not come back, so whoever booked is told that it is off for good. `is_hidden`: a moderator has
    taken the listing out of sight for now.
    """

    dates: tuple = ()
    is_gone: bool = False
    is_hidden: bool = False

    @property
    def coming(self):
        """Those that take place."""
        return () if self.is_gone or self.is_hidden else tuple(date for date in self.dates if date.takes_place)

    @property
    def next(self):
        """The next one that takes place, or None."""
        return next(iter(self.coming), None)


def standing_of(thing, now):
    """The `Standing` at `now` of a `Session` or of the `Schedule` of a course. Two questions."""
    return standings([thing], now)[type(thing), thing.pk]


def standings_of(bookings, now):
    """`{booking.pk: Standing}` for bookings that know their things (see `with_things`). Two questions for all."""
    things = {key_of(booking): booking.session or booking.schedule for booking in bookings}
    found = standings(things.values(), now)
    return {booking.pk: found[key_of(booking)] for booking in bookings}


def standings(things, now):
    """`{(model, key): Standing}` for `Session`s and `Schedule`s that know their listings. Two questions for all."""
    things = list(things)
    closures = closures_of({slot_of(thing).listing for thing in things})
    courses, rows = [thing for thing in things if not isinstance(thing, Session)], defaultdict(list)
    for row in Session.objects.filter(schedule__in=courses) if courses else ():
        rows[row.schedule_id].append(row)
    return {
        (type(thing), thing.pk): _standing(thing, rows[thing.pk], closures[slot_of(thing).listing_id], now)
        for thing in things
    }


def _standing(thing, rows, closures, now):
    slot, is_date = slot_of(thing), isinstance(thing, Session)
    listing = slot.listing
    dates = ()
    if slot.is_live:
        dates = _date(thing, closures, now) if is_date else _course(thing, rows, closures, now)
    is_gone = not slot.is_live or not is_open(listing) or (is_date and not dates)
    return Standing(dates=dates, is_gone=is_gone, is_hidden=not listing.is_published)


def is_open(listing):
    """Whether it may still take place: not over for good, nor taken down."""
    return not listing.closed_on and listing.status not in OUT_OF_SIGHT


def _course(slot, rows, closures, now):
    return tuple(sessions.session_dates(slot, rows, closures, now, now + sessions.A_YEAR))


def _date(session, closures, now):
    """The one date of `session`, over or not; none where the rule no longer has it."""
    if session.status == SessionStatus.MOVED:
        span = session.starts_at, session.ends_at
    else:
        noon = datetime.combine(session.original_on, time(12), UTC)
        span = noon - sessions.REACH, noon + sessions.REACH
    found = sessions.session_dates(session.schedule, [session], closures, *span)
    return tuple(date for date in found if date.original_on == session.original_on)
