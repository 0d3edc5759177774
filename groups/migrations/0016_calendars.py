"""What calendars need: how often the dates of a slot were told anew, counted by triggers, and names only if wanted."""

from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models

TOLD = "starts_on, start_time, duration, timezone, freq, interval, byday, bymonthday, until, count, season_from, " \
    "season_until, note, is_live"


def of(row):
    return ", ".join(f"{row}.{name}" for name in TOLD.split(", "))


# A count never falls, whatever an old copy of the row writes. A session that somebody only booked tells nothing.
COUNT = f"""
CREATE FUNCTION groups_count_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence > OLD.sequence OR ({of("NEW")}) IS DISTINCT FROM ({of("OLD")}) THEN
        NEW.sequence := OLD.sequence + 1;
        NEW.updated_at := now();
    ELSE
        NEW.sequence := OLD.sequence;
        NEW.updated_at := OLD.updated_at;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER count_told BEFORE UPDATE ON groups_schedule
    FOR EACH ROW EXECUTE FUNCTION groups_count_schedule();

CREATE FUNCTION groups_is_told(session groups_session) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT session.status <> 'on' OR session.note <> '' OR session.stand_in <> ''
$$;

CREATE FUNCTION groups_count_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_schedule SET sequence = sequence + 1
    WHERE TG_OP <> 'DELETE' AND id = NEW.schedule_id AND groups_is_told(NEW)
       OR TG_OP <> 'INSERT' AND id = OLD.schedule_id AND groups_is_told(OLD);
    RETURN NULL;
END $$;

CREATE TRIGGER count_told_here AFTER INSERT OR DELETE ON groups_session
    FOR EACH ROW EXECUTE FUNCTION groups_count_session();
CREATE TRIGGER count_told AFTER UPDATE ON groups_session
    FOR EACH ROW WHEN (
        (OLD.schedule_id, OLD.original_on, OLD.status, OLD.starts_at, OLD.ends_at, OLD.note, OLD.stand_in)
        IS DISTINCT FROM
        (NEW.schedule_id, NEW.original_on, NEW.status, NEW.starts_at, NEW.ends_at, NEW.note, NEW.stand_in)
    ) EXECUTE FUNCTION groups_count_session();

CREATE FUNCTION groups_count_closure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closure groups_closure := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    UPDATE groups_schedule SET sequence = sequence + 1 WHERE is_live AND NOT is_over AND listing_id IN (
        SELECT id FROM groups_listing WHERE id = closure.listing_id OR place_id = closure.place_id);
    RETURN NULL;
END $$;

CREATE TRIGGER count_closed AFTER INSERT OR UPDATE OF starts_on, ends_on OR DELETE ON groups_closure
    FOR EACH ROW EXECUTE FUNCTION groups_count_closure();

CREATE FUNCTION groups_count_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_schedule SET sequence = sequence + 1 WHERE is_live AND NOT is_over AND listing_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER count_closed AFTER UPDATE OF closed_on ON groups_listing
    FOR EACH ROW WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on) EXECUTE FUNCTION groups_count_listing();
"""
STOP_COUNTING = """
DROP TRIGGER count_closed ON groups_listing;
DROP TRIGGER count_closed ON groups_closure;
DROP TRIGGER count_told ON groups_session;
DROP TRIGGER count_told_here ON groups_session;
DROP TRIGGER count_told ON groups_schedule;
DROP FUNCTION groups_count_listing(), groups_count_closure(), groups_count_session(), groups_count_schedule();
DROP FUNCTION groups_is_told(groups_session);
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0015_company")]

    operations = [
        migrations.AddField(
            "schedule", "sequence", models.PositiveIntegerField(db_default=0, editable=False)
        ),
        migrations.AddField(
            "schedule", "updated_at", models.DateTimeField(db_default=TransactionNow(), editable=False)
        ),
        migrations.AddField(
            "calendarfeed",
            "shows_names",
            models.BooleanField(default=False, verbose_name="show the names of groups and places"),
        ),
        migrations.RunSQL(COUNT, STOP_COUNTING),
    ]
