"""What it takes to publish the figures of a month over a million answers; nothing of it is left behind.

The answers are in temporary tables by the names of the real ones, which the database then reads in their place.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from groups import insights
from groups.bench.bookings import once

ANSWERS = 1_000_000
CHECK_INS = 400_000
LISTINGS = 20_000
"""So many listings were answered about, or as many as there are."""
SESSIONS = 20
"""Of each listing."""
TABLES = ("groups_answer", "groups_checkin", "groups_checkin_programs", "groups_snapshot")

TEMPORARY = "CREATE TEMPORARY TABLE {name} (LIKE public.{name} INCLUDING DEFAULTS INCLUDING IDENTITY) ON COMMIT DROP"

ANSWERED_ABOUT = "SELECT array_agg(id) FROM (SELECT id FROM groups_listing ORDER BY id LIMIT %s) AS few"

# One in five has no account; everybody else answers five times. The first listings are answered about most.
ANSWERED = """
INSERT INTO groups_answer (session_id, listing_id, user_id, emotional, informational, instrumental, companionship,
                           gave, given_on, is_sample)
    SELECT listing * %(sessions)s + n %% %(sessions)s, listing, CASE WHEN n %% 5 > 0 THEN n / 5 END,
           (n * 7) %% 11, (n * 3) %% 11, CASE WHEN n %% 3 > 0 THEN (n * 5) %% 11 END, (n / 7) %% 11,
           '{}', %(before)s, true
    FROM (
        SELECT n, (%(listings)s::bigint[])[1 + floor(power(random(), 2) * cardinality(%(listings)s::bigint[]))::int]
            AS listing
        FROM generate_series(1, %(many)s) AS n
    ) AS each
"""

CHECKED_IN = """
INSERT INTO groups_checkin (user_id, taken_on, support_instrument, support_items, support_score, wellbeing_instrument,
                            wellbeing_items, wellbeing_score, is_sample)
    SELECT n / 2, %(before)s::date - CASE WHEN n %% 2 = 0 THEN 60 + n %% 5 ELSE 0 END, 'own-support', '{}',
           (n / 2) %% 13, 'own-wellbeing', '{}', ((n / 2) * 7 + n) %% 13, true
    FROM generate_series(2, %(many)s + 1) AS n
"""

GOES = """
INSERT INTO groups_checkin_programs (checkin_id, listing_id)
    SELECT id, (%(listings)s::bigint[])[1 + user_id %% cardinality(%(listings)s::bigint[])] FROM groups_checkin
"""


def measure(size):
    """Time it once; yields the `Run`."""
    with transaction.atomic():
        fill()
        now = timezone.now()
        month = now.date().replace(day=1)
        yield once(size, "I1", "the figures of a month", ANSWERS, lambda: insights.publish(month, now))
        transaction.set_rollback(True)


def fill():
    """A million answers and the check-ins of some, all from before this month."""
    before = timezone.now().date().replace(day=1) - timedelta(days=1)
    with connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(TEMPORARY.format(name=name))
        cursor.execute(ANSWERED_ABOUT, [LISTINGS])
        order = {"listings": cursor.fetchone()[0], "before": before, "sessions": SESSIONS}
        cursor.execute(ANSWERED, order | {"many": ANSWERS})
        cursor.execute(CHECKED_IN, order | {"many": CHECK_INS})
        cursor.execute(GOES, order)
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
