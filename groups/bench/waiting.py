"""What waits for moderators and facilitators in the made-up directory: reports, changes, stale listings."""

import json

from groups import content
from groups.bench.filling import count, run
from groups.models import Listing

REPORTS_PER_LISTING = 5

NEW = """
INSERT INTO groups_review (listing_id, cause, harm, opened_at)
    SELECT id, 'new', 3, now() - make_interval(mins => mod(id, 100000)::int)
    FROM groups_listing WHERE status = 'pending' ON CONFLICT DO NOTHING
"""

REPORTS = """
INSERT INTO groups_report (listing_id, fault, text, email, digest, created_at, outcome)
    SELECT 1 + mod(n::bigint * 7919, %(size)s), (ARRAY['wrong_time','closed','other','unsafe','was_on'])[1 + mod(n, 5)],
           'What a visitor wrote, number ' || n, '', '', now() - make_interval(mins => mod(n, 100000)::int), ''
    FROM (SELECT 1 + (i / %(each)s) * 13 AS n FROM generate_series(1, %(reports)s) AS i) AS numbers
"""

REPORTED = """
INSERT INTO groups_review (listing_id, cause, harm, opened_at)
    SELECT listing_id, CASE WHEN bool_or(fault = 'unsafe') THEN 'unsafe' ELSE 'report' END,
           CASE WHEN bool_or(fault = 'unsafe') THEN 0 ELSE 2 END, min(report.created_at)
    FROM groups_report AS report JOIN groups_listing AS listing ON listing.id = listing_id
    WHERE fault <> 'was_on' AND status = 'published' GROUP BY listing_id ON CONFLICT DO NOTHING
"""

CHANGES = """
INSERT INTO groups_revision (listing_id, proposed, before, created_at, note, decision, reason)
    SELECT id, %(proposed)s::jsonb, %(before)s::jsonb, now(), '', 'waiting', ''
    FROM groups_listing WHERE status = 'published' AND mod(id, 50) = 0 ON CONFLICT DO NOTHING
"""

CHANGED = """
INSERT INTO groups_review (listing_id, cause, harm, opened_at)
    SELECT listing_id, 'change', 2, created_at FROM groups_revision WHERE decision = 'waiting' ON CONFLICT DO NOTHING
"""


def fill(size):
    """Put a twentieth of the listings as new, a fiftieth as changes and a fifth as many reports into the queue.

    Running it twice changes nothing.
    """
    if not count("groups_review"):
        run(NEW)
    if not count("groups_report"):
        run(REPORTS, {"size": size, "each": REPORTS_PER_LISTING, "reports": size // 5})
        run(REPORTED)
    if not count("groups_revision"):
        run(CHANGES, proposed_change())
        run(CHANGED)
    run("ANALYZE groups_review, groups_report, groups_revision")


def proposed_change():
    """A new name and time, as a facilitator would propose them."""
    before = content.content_of(Listing.objects.order_by("pk").first())
    before = {"basics": before["basics"], "people": before["people"]}
    proposed = {
        "basics": before["basics"] | {"name": "A new name", "description": "A new description."},
        "people": before["people"] | {"minimum_age": 18},
    }
    return {"before": json.dumps(before), "proposed": json.dumps(proposed)}
