"""Keep the derived table of coming dates: what search knows about when a listing meets."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from groups import recurrence, sessions
from groups.choices import SessionStatus
from groups.closed_days import closures_of
from groups.models import FirstDate, Listing, Schedule, Session, UpcomingDate
from groups.models.many import one_of
from groups.models.planning import analyze

BATCH = 1000
END_OF_TIME = datetime(9990, 1, 1, tzinfo=UTC)


def refresh_dates(schedules=None, *, now=None):
    """Rebuild the dates of the next `SCHEDULE_HORIZON_DAYS` for `schedules` (a queryset; all, if None).

    `now` is an aware moment. Slots that have given their last date are marked over, so that search stops offering
    their day. Answers how many dates are known afterwards. Safe to run at any time and as often as wanted, by
    several at once too: a thousand slots at a time are held while they are worked out, never all of them.
    """
    now = now or timezone.now()
    schedules = Schedule.objects.all() if schedules is None else schedules
    known = 0
    pks = list(schedules.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(pks), BATCH):
        known += _rebuild(pks[begin : begin + BATCH], now)
    if len(pks) >= BATCH:
        analyze(UpcomingDate, FirstDate)
    return known


def mark_over(schedules, now):
    """Mark slots whose last date lies more than two days back (so that in no zone one of 24 hours is still under way),
    unmark all others.

    A slot with a date moved to the future is not over, whatever its rule says.
    """
    surely_past = (now - timedelta(days=2)).date()
    moved = Session.objects.filter(schedule=OuterRef("pk"), status=SessionStatus.MOVED, ends_at__gt=now)
    ended = Q(until__lt=surely_past) | Q(freq=recurrence.Freq.ONCE, starts_on__lt=surely_past)
    counted = [slot.pk for slot in schedules.filter(count__isnull=False) if has_given_all(slot.rule, now)]
    over = (ended | Q(pk__in=counted)) & ~Exists(moved)
    schedules.filter(over, is_over=False).update(is_over=True)
    schedules.filter(is_over=True).exclude(over).update(is_over=False)


def has_given_all(rule, now):
    """Whether a rule of n dates has given the last of them."""
    return next(recurrence.occurrences(rule, now, END_OF_TIME), None) is None


def coming_dates(slot, rows, now, until, closures=()):
    """The dates of one slot from `now` to `until` as `UpcomingDate` rows; `rows` are its `Session`s.

    None is given on a day of `closures`, by the calendar of the slot, which is that of its place.
    """
    return [
        UpcomingDate(
            listing_id=slot.listing_id,
            schedule=slot,
            original_on=date.original_on,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            timezone=slot.timezone,
        )
        for date in sessions.session_dates(slot, rows, closures, now, until)
        if date.takes_place
    ]


@transaction.atomic
def _rebuild(pks, now):
    schedules = Schedule.objects.filter(pk__in=pks)
    listings = Listing.objects.select_for_update(of=["self"], no_key=True).filter(pk__in=schedules.values("listing"))
    list(listings.order_by("pk").values_list("pk"))  # before their slots, as everywhere: who writes a slot touches both
    mark_over(schedules, now)
    slots = list(schedules.select_for_update(no_key=True).order_by("pk"))
    until = now + timedelta(days=settings.SCHEDULE_HORIZON_DAYS)
    attached = defaultdict(list)
    for session in Session.objects.filter(schedule__in=pks):
        attached[session.schedule_id].append(session)
    closures = closures_of(
        Listing.objects.filter(pk__in={slot.listing_id for slot in slots}).only("place", "closed_on")
    )
    rows = [
        row
        for slot in slots
        if slot.is_live and not slot.is_over
        for row in coming_dates(slot, attached[slot.pk], now, until, closures[slot.listing_id])
    ]
    write(in_turn(rows), UpcomingDate.objects.filter(schedule__in=pks))
    return len(rows)


def write(rows, instead_of):
    """Have `rows` instead of those of a queryset. What is there already is not written again, as most is every hour."""
    wanted, known = {facts(row): row for row in rows}, {facts(row): row.pk for row in instead_of}
    instead_of.filter(one_of("pk", [pk for fact, pk in known.items() if fact not in wanted])).delete()
    UpcomingDate.objects.bulk_create([row for fact, row in wanted.items() if fact not in known], batch_size=2000)


def facts(row):
    """Everything a coming date says, to compare it by: in UTC, for of an hour that comes twice no two clocks agree."""
    span = row.starts_at.astimezone(UTC), row.ends_at.astimezone(UTC)
    return row.listing_id, row.schedule_id, row.original_on, *span, row.timezone


def in_turn(rows):
    """The dates of each listing in order, each knowing when those before it are over.

    Where they are all of the listing's dates, which they mostly are, the database finds nothing left to mend.
    """
    rows = sorted(rows, key=lambda row: (row.listing_id, row.starts_at))
    for earlier, later in pairwise(rows):
        if earlier.listing_id == later.listing_id:
            later.previous_ends_at = max(earlier.previous_ends_at, earlier.ends_at)
    return rows
