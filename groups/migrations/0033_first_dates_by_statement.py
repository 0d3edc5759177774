"""First dates follow listings statement by statement: asked for each row, they took an eighth of the database's time in an
import."""

from django.db import migrations

# Compares `lat` and `lon`, of which `pos` is made: a dump is restored without the operators of cube in sight.
BY_STATEMENT = """
DROP TRIGGER keep_first ON groups_listing;
CREATE OR REPLACE FUNCTION groups_first_after_listing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    listings bigint[] := ARRAY(
        SELECT changed.id FROM changed JOIN known ON known.id = changed.id
        WHERE (known.searchable, known.lat, known.lon, known.tags)
            IS DISTINCT FROM (changed.searchable, changed.lat, changed.lon, changed.tags)
    );
BEGIN
    IF cardinality(listings) > 0 THEN
        PERFORM groups_keep_first_dates(listings);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_first AFTER UPDATE ON groups_listing
    REFERENCING OLD TABLE AS known NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION groups_first_after_listing();
"""
BY_ROW = """
DROP TRIGGER keep_first ON groups_listing;
CREATE OR REPLACE FUNCTION groups_first_after_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM groups_keep_first_dates(ARRAY[NEW.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER keep_first AFTER UPDATE ON groups_listing FOR EACH ROW
    WHEN ((OLD.searchable, OLD.lat, OLD.lon, OLD.tags) IS DISTINCT FROM (NEW.searchable, NEW.lat, NEW.lon, NEW.tags))
    EXECUTE FUNCTION groups_first_after_listing();
"""


class Migration(migrations.Migration):
    safe_because = "The trigger is exchanged in one moment, and keeps the same rows for the program before and after."
    dependencies = [("groups", "0032_languages_of_mails")]
    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]
