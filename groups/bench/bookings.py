"""What it takes to remind of, and to follow, so many bookings; everything is taken back afterwards."""

import resource
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Mail
from groups import booking, schedule
from groups.bench.measuring import timed
from groups.models import Booking, Schedule, UpcomingDate

BOOKINGS = 100_000
PLACES = 10
"""So many people come to one date."""
FROM, UNTIL = timedelta(hours=13), timedelta(hours=23)
"""Dates that begin so long from now: within the span in which a mail the day before goes out."""

# Everybody comes to the next date of a listing that is in a day's time; a tenth as many dates as people.
DATES = """
INSERT INTO groups_session (schedule_id, original_on, status, note, stand_in)
    SELECT schedule_id, original_on, 'on', '', '' FROM groups_upcomingdate
    WHERE schedule_id = ANY (%(slots)s) AND starts_at BETWEEN %(now)s + %(from)s AND %(now)s + %(until)s
    ON CONFLICT DO NOTHING
"""

BOOKED = """
INSERT INTO groups_booking (session_id, email, nickname, is_first_time, state, wants_day_before, wants_hours_before,
                            created_at, consented_at, queued_at, told_starts_at, told_ends_at, over_at,
                            told_dates)
    SELECT session.id, 'guest-' || session.id || '-' || n || '@example.org', 'Guest ' || n, n = 1, 'coming', true,
           false, %(now)s - interval '3 days', %(now)s, %(now)s, date.starts_at, date.ends_at,
           date.ends_at, '{}'
    FROM groups_session session
    JOIN groups_upcomingdate date USING (schedule_id, original_on), generate_series(1, %(each)s) AS n
    WHERE schedule_id = ANY (%(slots)s) AND date.starts_at BETWEEN %(now)s + %(from)s AND %(now)s + %(until)s
    ORDER BY session.id LIMIT %(bookings)s
"""


def measure(size):
    """Time both over made-up bookings; yields one `Run` after the other."""
    with transaction.atomic():
        many, now = book(size), timezone.now()
        yield once(size, "C3", "everybody is reminded", many, lambda: remind(many, now))
        yield once(size, "C4", "all is compared with its dates", many, lambda: booking.follow(now=now))
        transaction.set_rollback(True)


def book(size):
    """Make the bookings, in this transaction; answers how many, which a small directory has fewer of.

    The dates are worked out by the product first: those of the made-up directory are the database's, which knows other
    clocks in some countries and years, and nobody is reminded of what does not hold.
    """
    now = timezone.now()
    due = UpcomingDate.objects.filter(starts_at__range=(now + FROM, now + UNTIL)).order_by("starts_at", "pk")
    of_slots = list(due.values_list("schedule", flat=True)[: BOOKINGS // PLACES])
    schedule.refresh_dates(Schedule.objects.filter(pk__in=of_slots), now=now)
    order = {"now": now, "slots": of_slots, "each": PLACES, "bookings": BOOKINGS, "from": FROM, "until": UNTIL}
    with connection.cursor() as cursor:
        cursor.execute(DATES, order)
        cursor.execute(BOOKED, order)
    return Booking.objects.count()


def remind(many, now):
    """Queue the mails; raises RuntimeError unless there is exactly one for each booking, after a second run too."""
    before = Mail.objects.count()
    booking.remind(now)
    booking.remind(now)
    written = Mail.objects.count() - before
    if written != many:
        raise RuntimeError(f"{written} mails for {many} bookings")


def once(size, query, says, many, work):
    """Time `work()` one time; `says` tells how much memory it grew by."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = timed(size, query, work, repeats=1, warm_up=0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    run.facts = {"says": f"{says}, +{grown} MB at most", "found": many}
    return run
