"""When each listing meets first, beside where it is and what it offers, so that one index answers a search by day."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

import groups.models.fields

NEAR = (
    OpClass("pos", "gist_cube_ops"),
    OpClass("tags", "gist__intbig_ops(siglen=32)"),
    OpClass("day_begins_at", "gist_timestamptz_ops"),
)
SAMPLED = models.Q(("in_sample", True))
WALKED = ("ends_at", "pos", "listing")

# Where clocks go back past midnight a day begins twice, and PostgreSQL takes the second time.
# The trigger compares `lat` and `lon`, of which `pos` is made: a dump is restored without the operators of cube in sight.
# The planner is told to go by the index: in a directory that is just being filled it knows of no rows yet, and would
# read all dates for each listing.
# Who writes dates holds their listing first, as who writes the listing does, so that neither misses the other.
KEEP = """
CREATE FUNCTION groups_day_begins(moment timestamptz, zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (midnight - interval '1 hour') AT TIME ZONE zone >= day THEN midnight - interval '1 hour'
                ELSE midnight END
    FROM (SELECT date_trunc('day', moment AT TIME ZONE zone) AS day) AS local,
         LATERAL (SELECT day AT TIME ZONE zone AS midnight) AS instant
$$;

CREATE FUNCTION groups_keep_first_dates(listings bigint[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO groups_firstdate (listing_id, starts_at, ends_at, timezone, day_begins_at, pos, tags)
        SELECT listing.id, first.starts_at, first.ends_at, first.timezone, days.begin, listing.pos, listing.tags
        FROM groups_listing AS listing
        CROSS JOIN LATERAL (SELECT starts_at, ends_at, timezone FROM groups_upcomingdate
                            WHERE listing_id = listing.id ORDER BY listing_id, starts_at, id LIMIT 1) AS first
        CROSS JOIN LATERAL (SELECT min(groups_day_begins(earliest, timezone)) AS begin
                            FROM (SELECT min(starts_at) AS earliest, timezone FROM groups_upcomingdate
                                  WHERE listing_id = listing.id GROUP BY timezone) AS zones) AS days
        WHERE listing.id = ANY (listings) AND listing.searchable
    ON CONFLICT (listing_id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at,
        timezone = excluded.timezone, day_begins_at = excluded.day_begins_at, pos = excluded.pos, tags = excluded.tags
    WHERE (groups_firstdate.starts_at, groups_firstdate.ends_at, groups_firstdate.timezone,
           groups_firstdate.day_begins_at, groups_firstdate.pos, groups_firstdate.tags)
        IS DISTINCT FROM (excluded.starts_at, excluded.ends_at, excluded.timezone,
                          excluded.day_begins_at, excluded.pos, excluded.tags);
    DELETE FROM groups_firstdate AS known WHERE known.listing_id = ANY (listings) AND (
        NOT (SELECT listing.searchable FROM groups_listing AS listing WHERE listing.id = known.listing_id)
        OR (SELECT 0 FROM groups_upcomingdate AS upcoming WHERE upcoming.listing_id = known.listing_id
            ORDER BY upcoming.listing_id, upcoming.starts_at LIMIT 1) IS NULL);
END $$;

CREATE FUNCTION groups_first_after_dates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    listings bigint[] := ARRAY(SELECT DISTINCT listing_id FROM changed);
BEGIN
    PERFORM FROM groups_listing WHERE id = ANY (listings) ORDER BY id FOR NO KEY UPDATE;
    PERFORM groups_keep_first_dates(listings);
    RETURN NULL;
END $$;

CREATE TRIGGER keep_first_after_insert AFTER INSERT ON groups_upcomingdate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_first_after_dates();
CREATE TRIGGER keep_first_after_delete AFTER DELETE ON groups_upcomingdate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION groups_first_after_dates();

CREATE FUNCTION groups_first_after_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM groups_keep_first_dates(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE TRIGGER keep_first AFTER UPDATE ON groups_listing FOR EACH ROW
    WHEN ((OLD.searchable, OLD.lat, OLD.lon, OLD.tags) IS DISTINCT FROM (NEW.searchable, NEW.lat, NEW.lon, NEW.tags))
    EXECUTE FUNCTION groups_first_after_listing();
"""
FORGET = """
DROP TRIGGER keep_first ON groups_listing;
DROP TRIGGER keep_first_after_insert ON groups_upcomingdate;
DROP TRIGGER keep_first_after_delete ON groups_upcomingdate;
DROP FUNCTION groups_first_after_listing(), groups_first_after_dates(), groups_keep_first_dates(bigint[]);
DROP FUNCTION groups_day_begins(timestamptz, text);
"""
FILL = "SELECT groups_keep_first_dates(ARRAY(SELECT id FROM groups_listing WHERE searchable))"


class Migration(migrations.Migration):
    dependencies = [("groups", "0023_asking_what_helped")]
    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="FirstDate",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="first_date",
                        serialize=False,
                        to="groups.listing",
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("timezone", models.CharField(max_length=50)),
                ("day_begins_at", models.DateTimeField()),
                ("pos", groups.models.fields.CubeField(null=True)),
                ("tags", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "in_sample",
                    models.GeneratedField(
                        db_persist=True,
                        expression=Exact(Mod("listing_id", 16), 0),
                        output_field=models.BooleanField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "first date",
                "verbose_name_plural": "first dates",
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.RunSQL([KEEP, FILL], [FORGET]),
        migrations.AddIndex("firstdate", GistIndex(*NEAR, name="first_near")),
        migrations.AddIndex("firstdate", GistIndex(*NEAR, name="first_near_sampled", condition=SAMPLED)),
        migrations.AddIndex("firstdate", models.Index(fields=["day_begins_at"], name="first_by_day")),
        migrations.AddIndex(
            "firstdate", models.Index(fields=["day_begins_at"], name="first_by_day_sampled", condition=SAMPLED)
        ),
        migrations.AddIndex(
            "firstdate",
            models.Index(
                fields=["day_begins_at"], name="first_by_day_anywhere", condition=models.Q(("pos__isnull", True))
            ),
        ),
        migrations.AddIndex("firstdate", models.Index(fields=["starts_at"], include=WALKED, name="first_by_start")),
        migrations.AddIndex(
            "firstdate",
            models.Index(
                fields=["starts_at"],
                include=WALKED,
                name="first_by_start_anywhere",
                condition=models.Q(("pos__isnull", True)),
            ),
        ),
        migrations.AddIndex("firstdate", models.Index(fields=["ends_at"], name="first_by_end")),
    ]
