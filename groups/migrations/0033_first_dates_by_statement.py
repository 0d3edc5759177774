"""First dates follow listings statement by statement."""

from django.db import migrations

# A plan made while one row changed is kept for the session, and used when thousands do: sets are compared, not joined,
# so that it is as good for those.
BY_STATEMENT = """
DROP TRIGGER keep_first ON groups_listing;
CREATE OR REPLACE FUNCTION groups_first_after_listing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    listings bigint[] := ARRAY(
        SELECT id FROM (SELECT id, searchable, lat, lon, tags FROM changed
                        EXCEPT SELECT id, searchable, lat, lon, tags FROM known) AS other
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
# Compares `lat` and `lon`, of which `pos` is made: a dump is restored without the operators of cube in sight.
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
