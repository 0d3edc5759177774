"""What search needs over a million listings: an index by tags alone, a sample to estimate from, dates in order."""

from datetime import UTC, datetime

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

FOUND = models.Q(("searchable", True))
SAMPLED = models.Q(("in_sample", True), ("searchable", True))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

# Dates are added and removed, never changed. Listing by listing, so that no plan can be made that compares the dates of
# all with those of all; what is right already is not written again.
FOLLOW_DATES = """
CREATE FUNCTION groups_follow_dates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one bigint;
BEGIN
    FOR one IN SELECT DISTINCT listing_id FROM changed LOOP
        UPDATE groups_upcomingdate AS upcoming SET previous_ends_at = following.previous
        FROM (
            SELECT id, coalesce(max(ends_at) OVER (
                ORDER BY starts_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 'epoch') AS previous
            FROM groups_upcomingdate WHERE listing_id = one
        ) AS following
        WHERE upcoming.id = following.id AND upcoming.listing_id = one
          AND upcoming.previous_ends_at <> following.previous;
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER follow_after_insert AFTER INSERT ON groups_upcomingdate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_follow_dates();
CREATE TRIGGER follow_after_delete AFTER DELETE ON groups_upcomingdate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_follow_dates();

UPDATE groups_upcomingdate AS upcoming SET previous_ends_at = following.previous
FROM (
    SELECT id, max(ends_at) OVER (
        PARTITION BY listing_id ORDER BY starts_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS previous FROM groups_upcomingdate
) AS following
WHERE upcoming.id = following.id AND following.previous IS NOT NULL;
"""
FORGET_ORDER_OF_DATES = """
DROP TRIGGER follow_after_insert ON groups_upcomingdate;
DROP TRIGGER follow_after_delete ON groups_upcomingdate;
DROP FUNCTION groups_follow_dates();
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0009_review_country")]
    operations = [
        migrations.AddField(
            "listing",
            "in_sample",
            models.GeneratedField(
                db_persist=True, expression=Exact(Mod("id", 16), 0), output_field=models.BooleanField()
            ),
        ),
        migrations.AddIndex(
            "listing",
            GistIndex(
                OpClass("pos", "gist_cube_ops"),
                OpClass("tags", "gist__intbig_ops(siglen=32)"),
                name="listing_near_sampled",
                condition=SAMPLED,
            ),
        ),
        migrations.AddIndex("listing", GinIndex(OpClass("tags", "array_ops"), name="listing_tagged", condition=FOUND)),
        migrations.AddIndex(
            "listing", GinIndex(OpClass("tags", "array_ops"), name="listing_tagged_sampled", condition=SAMPLED)
        ),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["attendance", "id"], include=("tags", "lat"), name="listing_sampled", condition=SAMPLED
            ),
        ),
        migrations.AddIndex(
            "listing",
            GinIndex(
                OpClass("tags", "array_ops"),
                name="listing_tagged_placeless",
                condition=models.Q(("attendance__in", ("online", "phone")), ("searchable", True)),
            ),
        ),
        migrations.AddIndex(
            "listing",
            GinIndex(
                OpClass("name", "gin_trgm_ops"),
                name="listing_names_alike_unplaced",
                condition=models.Q(
                    ("status", "published"),
                    models.Q(("lat__isnull", True), ("searchable", False), _connector="OR"),
                ),
            ),
        ),
        migrations.RemoveIndex("listing", "listing_placeless"),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["attendance", "id"],
                name="listing_placeless",
                condition=models.Q(("attendance__in", ("online", "phone")), ("searchable", True)),
            ),
        ),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["name", "id"],
                name="listing_unlocated",
                condition=models.Q(("lat__isnull", True), ("place__isnull", False), ("searchable", True)),
            ),
        ),
        migrations.AddField("upcomingdate", "previous_ends_at", models.DateTimeField(default=LONG_AGO, editable=False)),
        migrations.AddIndex("listing", models.Index(fields=["-updated_at", "-id"], name="listing_latest")),
        migrations.AddIndex("report", models.Index(fields=["-created_at", "-id"], name="report_latest")),
        migrations.AddIndex("revision", models.Index(fields=["-created_at", "-id"], name="revision_latest")),
        migrations.RemoveIndex("upcomingdate", "upcoming_by_start"),
        migrations.RemoveIndex("upcomingdate", "upcoming_by_listing"),
        migrations.RunSQL(FOLLOW_DATES, FORGET_ORDER_OF_DATES),
        migrations.AddIndex(
            "upcomingdate",
            models.Index(
                fields=["listing", "starts_at", "id"],
                include=("ends_at", "timezone", "previous_ends_at"),
                name="upcoming_by_listing",
            ),
        ),
        migrations.AddIndex(
            "upcomingdate",
            models.Index(
                fields=["starts_at", "id"],
                include=("ends_at", "timezone", "previous_ends_at", "listing"),
                name="upcoming_by_start",
            ),
        ),
    ]
