"""The dates a listing meets on, each as it really is: by its rule, cancelled, moved, or closed that day.

Search, pages, calendars, bookings and mails all ask here, so that they cannot tell different dates.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from groups import recurrence
from groups.choices import SessionStatus
from groups.closed_days import closures_of
from groups.models import Closure, Listing, Schedule, Session
from groups.models.many import one_of
from groups.recurrence.rule import FIRST_DAY, LAST_DAY

A_YEAR = timedelta(days=366)
"""So far ahead a date can be booked, moved, and is told of in a course."""
LONGEST_NAME = 40
"""More letters than the name of any date has."""
REACH = timedelta(days=3)
"""Between noon in UTC and any moment of a session on that local date, with one day to spare."""


@dataclass(frozen=True, slots=True)
class SessionDate:
    """One session: `starts_at` and `ends_at` (aware, by the clock of its place), and what is said of it.

    It is known for good by its slot and the local date its rule has it on (`original_on`; RFC 5545: RECURRENCE-ID).
    `planned_at` is its beginning by the rule, None where the rule does not have it any more.
    """

    slot: Schedule
    original_on: date
    starts_at: datetime
    ends_at: datetime
    planned_at: datetime | None
    status: SessionStatus = SessionStatus.ON
    note: str = ""
    stand_in: str = ""
    closure: Closure | None = None

    @property
    def id(self):
        """Its name in addresses, such as `12-20260303`."""
        return f"{self.slot.pk}-{self.original_on:%Y%m%d}"

    @property
    def takes_place(self):
        return self.status != SessionStatus.CANCELLED

    @property
    def is_moved(self):
        return self.status == SessionStatus.MOVED

    @property
    def says_something(self):
        """Whether it is not simply as its rule has it: of such a date people are told."""
        return self.status != SessionStatus.ON or bool(self.note or self.stand_in)

    def is_on(self, now):
        """Whether it is under way at `now` (an aware moment)."""
        return self.takes_place and self.starts_at <= now < self.ends_at

    def is_over(self, now):
        return self.ends_at <= now


def session_dates(slot, sessions, closures, start, end):
    """The `SessionDate`s of `slot` that end after `start` and begin before `end` (aware), soonest first.

    `sessions` are all rows of the slot, `closures` those of its listing and place. Cancelled ones are among them, also
    those on a closed day. A moved one is where it was moved to.
    """
    rows = {session.original_on: session for session in sessions}
    found = []
    for planned in recurrence.occurrences(slot.rule, start, end):
        row = rows.get(planned.original_on)
        if row is None or row.status != SessionStatus.MOVED:
            found.append(_session_date(slot, planned.original_on, planned, row, closures))
    for row in sessions:
        if row.status == SessionStatus.MOVED and row.ends_at > start and row.starts_at < end:
            found.append(_session_date(slot, row.original_on, by_rule(slot, row.original_on), row, closures))
    return sorted(found, key=lambda one: (one.starts_at.astimezone(UTC), one.original_on)) if len(found) > 1 else found


def dates_of(listings, start, end):
    """`{pk: [SessionDate]}`: all sessions of the live slots of `listings` (objects) in a span, soonest first.

    Three questions, however many listings; what is known of a listing is known of the `listing` of its slots.
    """
    known = {listing.pk: listing for listing in listings}
    closures, found = closures_of(known.values()), {pk: [] for pk in known}
    slots = list(Schedule.objects.live().filter(one_of("listing_id", known)).order_by("pk"))
    attached = defaultdict(list)
    for row in Session.objects.filter(one_of("schedule_id", [slot.pk for slot in slots])).order_by("pk"):
        attached[row.schedule_id].append(row)
    for slot in slots:
        slot.listing = known[slot.listing_id]
        found[slot.listing_id] += session_dates(slot, attached[slot.pk], closures[slot.listing_id], start, end)
    for dates in (several for several in found.values() if len(several) > 1):
        dates.sort(key=lambda one: (one.starts_at.astimezone(UTC), one.slot.pk))
    return found


def near(dates, now, at_most=None):
    """Those of `dates` (soonest first) that begin within the horizon, `at_most` so many, and in any case the next one
    that takes place. Dates of closed days are not among them: the closure itself is said.

    What meets every half year has a next date too, and so has what is cancelled for a quarter.
    """
    horizon = now + timedelta(days=settings.SCHEDULE_HORIZON_DAYS)
    dates = [date for date in dates if date.closure is None]
    found = [date for date in dates if date.starts_at < horizon]
    following = next((number for number, date in enumerate(dates, start=1) if date.takes_place), 0)
    found = found if following <= len(found) else dates[:following]
    if at_most is None or following <= at_most:
        return found[:at_most]
    return [*found[: at_most - 1], dates[following - 1]]


def session_date(slot, original_on):
    """The session that `slot` has on the local date `original_on`, as it is now; None where there is none (any more).

    `slot.listing` is asked for closures. Three questions at most.
    """
    planned = by_rule(slot, original_on) if slot.is_live else None
    row = Session.objects.filter(schedule=slot, original_on=original_on).first()
    is_moved = row is not None and row.status == SessionStatus.MOVED and slot.is_live
    if planned is None and not is_moved:
        return None
    closures = closures_of([slot.listing])[slot.listing_id]
    return _session_date(slot, original_on, planned, row, closures)


def find(name, listings=None):
    """The session of one of `listings` (a queryset; all published ones, if None) that `name` (as `SessionDate.id`)
    stands for, or None."""
    pk, _dash, day = name.partition("-")
    try:
        original_on = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19 and len(day) == 8):
        return None
    slots = Schedule.objects.filter(listing__in=Listing.objects.published() if listings is None else listings)
    slot = slots.select_related("listing__place", "listing__kind", "listing__organization").filter(pk=pk).first()
    return session_date(slot, original_on) if slot else None


def by_rule(slot, day):
    """The occurrence that the rule of `slot` has on the local date `day`, or None."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    noon = datetime.combine(day, time(12), UTC)
    around = recurrence.occurrences(slot.rule, noon - REACH, noon + REACH)
    return next((one for one in around if one.original_on == day), None)


def _session_date(slot, original_on, planned, row, closures):
    """The session of one date from its rule (`planned`) and its row, one of which may be missing."""
    is_moved = row is not None and row.status == SessionStatus.MOVED
    held, zone = row if is_moved else planned, ZoneInfo(slot.timezone)
    begin, end = held.starts_at.astimezone(zone), held.ends_at.astimezone(zone)
    closure = next((closure for closure in closures if closure.holds(begin.date())), None)
    status = SessionStatus(row.status) if row else SessionStatus.ON
    return SessionDate(
        slot=slot,
        original_on=original_on,
        starts_at=begin,
        ends_at=end,
        planned_at=planned.starts_at if planned else None,
        status=SessionStatus.CANCELLED if closure else status,
        note=row.note if row else "",
        stand_in=row.stand_in if row else "",
        closure=closure,
    )
