"""Keep a listing's derived columns: position, tags and searchable words.

Triggers, not application code, so that bulk writes, M2M changes and hand-written SQL cannot miss them. Each trigger
on a neighbouring table only touches the listings concerned; the one trigger on the listing then computes everything
in one place, and only where a column it reads or keeps was written: publishing derives nothing anew. A term's words
are folded once, not once per listing. Statement-level transition tables keep bulk writes at one touch per listing.
"""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION groups_words(text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(lower(unaccent($1)), '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE FUNCTION groups_words_query(text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_tsquery('simple', coalesce(string_agg(word || ':*', ' & '), ''))
    FROM regexp_split_to_table(groups_words($1), ' ') AS word WHERE word <> ''
$$;

CREATE FUNCTION groups_time_of_day(time) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 >= '05:00' AND $1 < '12:00' THEN 'morning'
                WHEN $1 >= '12:00' AND $1 < '17:00' THEN 'afternoon'
                WHEN $1 >= '17:00' AND $1 < '22:00' THEN 'evening'
                ELSE 'night' END
$$;

CREATE FUNCTION groups_slot_days(freq text, step int, byday text[], starts_on date) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN freq <> 'ONCE' AND cardinality(byday) > 0 THEN ARRAY(SELECT right(token, 2) FROM unnest(byday) AS token)
        WHEN freq IN ('ONCE', 'WEEKLY') OR freq = 'DAILY' AND step % 7 = 0
            THEN ARRAY[(ARRAY['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'])[extract(dow FROM starts_on)::int + 1]]
        ELSE ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] END
$$;

CREATE FUNCTION groups_listing_tags(listing groups_listing) RETURNS int[] LANGUAGE sql STABLE AS $$
    WITH slots AS (
        SELECT day, groups_time_of_day(schedule.start_time) AS tod
        FROM groups_schedule schedule,
             unnest(groups_slot_days(schedule.freq, schedule.interval, schedule.byday, schedule.starts_on)) AS day
        WHERE schedule.listing_id = listing.id AND schedule.is_live AND NOT schedule.is_over
    ), named(facet, slug) AS (
        VALUES ('formality', listing.formality::text), ('attendance', listing.attendance), ('led_by', listing.led_by)
        UNION SELECT 'weekday', day FROM slots
        UNION SELECT 'time', tod FROM slots
        UNION SELECT 'slot', day || '-' || tod FROM slots
    )
    SELECT coalesce(array_agg(DISTINCT id ORDER BY id), '{}')::int[] FROM (
        SELECT term_id AS id FROM groups_listingterm WHERE listing_id = listing.id
        UNION SELECT id FROM groups_term WHERE id = listing.kind_id
        UNION SELECT parent_id FROM groups_term WHERE id = listing.kind_id
        UNION SELECT term.id FROM groups_term term JOIN named USING (facet, slug)
    ) AS tag WHERE id IS NOT NULL
$$;

CREATE FUNCTION groups_derive_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := strip(to_tsvector('simple',
        groups_words(concat_ws(' ', NEW.label, array_to_string(NEW.synonyms, ' ')))));
    RETURN NEW;
END $$;

CREATE TRIGGER derive BEFORE INSERT OR UPDATE ON groups_term
    FOR EACH ROW EXECUTE FUNCTION groups_derive_term();

CREATE AGGREGATE groups_all_words(tsvector)
    (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '', PARALLEL = SAFE);

CREATE FUNCTION groups_listing_words(listing groups_listing) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT strip(to_tsvector('simple', groups_words(concat_ws(' ',
        listing.name, listing.description,
        (SELECT name FROM groups_organization WHERE id = listing.organization_id),
        (SELECT concat_ws(' ', name, street, district, town, region, postal_code)
           FROM groups_place WHERE id = listing.place_id)
    )))) || (
        SELECT groups_all_words(words) FROM groups_term
        WHERE facet <> 'language'
          AND (id = listing.kind_id OR id IN (SELECT term_id FROM groups_listingterm WHERE listing_id = listing.id))
    )
$$;

CREATE FUNCTION groups_derive_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT place.lat, place.lon INTO NEW.lat, NEW.lon FROM groups_place place WHERE place.id = NEW.place_id;
    NEW.tags := groups_listing_tags(NEW);
    NEW.document := groups_listing_words(NEW);
    RETURN NEW;
END $$;

CREATE TRIGGER derive BEFORE INSERT OR UPDATE OF name, description, kind_id, formality, attendance, led_by,
    organization_id, place_id, lat, lon, tags, document ON groups_listing
    FOR EACH ROW EXECUTE FUNCTION groups_derive_listing();
"""

# A neighbour changed: touch its listings, whose own trigger does the rest. `before` and `after` hold the changed rows.
TOUCH = r"""
CREATE FUNCTION groups_touch_by_%(table)s_%(event)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_listing SET tags = tags WHERE id IN (%(ids)s);
    RETURN NULL;
END $$;

CREATE TRIGGER touch_after_%(event)s AFTER %(event)s ON groups_%(table)s
    REFERENCING %(tables)s
    FOR EACH STATEMENT EXECUTE FUNCTION groups_touch_by_%(table)s_%(event)s();
"""
REFERENCED = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}
BELONGS = "SELECT listing_id FROM %s"
NEIGHBOURS = {
    "listingterm": (BELONGS, ("INSERT", "UPDATE", "DELETE")),
    "schedule": (BELONGS, ("INSERT", "UPDATE", "DELETE")),
    "place": ("SELECT l.id FROM groups_listing l JOIN %s AS changed ON changed.id = l.place_id", ("UPDATE",)),
    "organization": (
        "SELECT l.id FROM groups_listing l JOIN %s AS changed ON changed.id = l.organization_id",
        ("UPDATE",),
    ),
    "term": (
        "SELECT l.id FROM groups_listing l JOIN %s AS changed ON changed.id = l.kind_id "
        "UNION SELECT lt.listing_id FROM groups_listingterm lt JOIN after AS changed ON changed.id = lt.term_id",
        ("UPDATE",),
    ),
}


def statements():
    yield FUNCTIONS
    for table, (ids, events) in NEIGHBOURS.items():
        for event in events:
            rows = [name for name in ("before", "after") if name in REFERENCED[event]]
            touched = " UNION ".join(ids % name for name in rows)
            yield TOUCH % {"table": table, "event": event, "tables": REFERENCED[event], "ids": touched}


def undo():
    for table, (_, events) in NEIGHBOURS.items():
        for event in events:
            yield f"DROP TRIGGER touch_after_{event} ON groups_{table}"
            yield f"DROP FUNCTION groups_touch_by_{table}_{event}()"
    yield "DROP TRIGGER derive ON groups_listing"
    yield "DROP TRIGGER derive ON groups_term"
    yield "DROP FUNCTION groups_derive_term()"
    yield "DROP FUNCTION groups_derive_listing(), groups_listing_words(groups_listing), groups_listing_tags(groups_listing)"
    yield "DROP AGGREGATE groups_all_words(tsvector)"
    yield "DROP FUNCTION groups_slot_days(text, int, text[], date), groups_time_of_day(time)"
    yield "DROP FUNCTION groups_words_query(text), groups_words(text)"


class Migration(migrations.Migration):
    dependencies = [("groups", "0003_directory")]
    operations = [migrations.RunSQL(list(statements()), list(undo()))]
