"""Practical help, and its tags and words in the derived columns of its listing.

Help is found as its own access word and as `support:instrumental`, for as long as an organization answers for it.
"""

import django.db.models.deletion
from django.db import migrations, models

from groups import taxonomy

HELP_TERMS = """
CREATE FUNCTION groups_help_terms(listing groups_listing) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT term_id FROM groups_practicalhelp WHERE listing_id = listing.id AND listing.organization_id IS NOT NULL
    UNION SELECT id FROM groups_term
    WHERE facet = 'support' AND slug = 'instrumental' AND listing.organization_id IS NOT NULL
      AND EXISTS (SELECT FROM groups_practicalhelp WHERE listing_id = listing.id)
$$;
"""
TAGS = """
CREATE OR REPLACE FUNCTION groups_listing_tags(listing groups_listing) RETURNS int[] LANGUAGE sql STABLE AS $$
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
        %(help)s
        UNION SELECT id FROM groups_term WHERE id = listing.kind_id
        UNION SELECT parent_id FROM groups_term WHERE id = listing.kind_id
        UNION SELECT term.id FROM groups_term term JOIN named USING (facet, slug)
    ) AS tag WHERE id IS NOT NULL
$$;
"""
WORDS = """
CREATE OR REPLACE FUNCTION groups_listing_words(listing groups_listing) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT strip(to_tsvector('simple', groups_words(concat_ws(' ',
        listing.name, listing.description,
        (SELECT name FROM groups_organization WHERE id = listing.organization_id),
        (SELECT concat_ws(' ', name, street, district, town, region, postal_code)
           FROM groups_place WHERE id = listing.place_id)
    )))) || (
        SELECT groups_all_words(words) FROM groups_term
        WHERE facet <> 'language'
          AND (id = listing.kind_id OR id IN (SELECT term_id FROM groups_listingterm WHERE listing_id = listing.id)
               %(help)s)
    )
$$;
"""
TOUCH_BY_TERM = """
CREATE OR REPLACE FUNCTION groups_touch_by_term_UPDATE() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_listing SET tags = tags WHERE id IN (
        SELECT l.id FROM groups_listing l JOIN before AS changed ON changed.id = l.kind_id
        UNION SELECT lt.listing_id FROM groups_listingterm lt JOIN after AS changed ON changed.id = lt.term_id
        UNION SELECT l.id FROM groups_listing l JOIN after AS changed ON changed.id = l.kind_id
        %(help)s
    );
    RETURN NULL;
END $$;
"""
HELPED_BY_CHANGED = """
        UNION SELECT help.listing_id FROM groups_practicalhelp help JOIN after AS changed ON changed.id = help.term_id
        UNION SELECT help.listing_id FROM groups_practicalhelp help
        WHERE EXISTS (SELECT FROM after WHERE facet = 'support' AND slug = 'instrumental')
"""
# Help was written, changed or taken away: touch its listings, whose own trigger does the rest.
TOUCH = """
CREATE FUNCTION groups_touch_by_practicalhelp_%(event)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_listing SET tags = tags WHERE id IN (%(ids)s);
    RETURN NULL;
END $$;

CREATE TRIGGER touch_after_%(event)s AFTER %(event)s ON groups_practicalhelp
    REFERENCING %(tables)s
    FOR EACH STATEMENT EXECUTE FUNCTION groups_touch_by_practicalhelp_%(event)s();
"""
BELONGS = "SELECT listing_id FROM %s"
TABLES = {
    "INSERT": {"after": "NEW TABLE AS after"},
    "UPDATE": {"before": "OLD TABLE AS before", "after": "NEW TABLE AS after"},
    "DELETE": {"before": "OLD TABLE AS before"},
}


def derive_help():
    yield HELP_TERMS
    yield TAGS % {"help": "UNION SELECT groups_help_terms(listing)"}
    yield WORDS % {"help": "OR id IN (SELECT groups_help_terms(listing))"}
    yield TOUCH_BY_TERM % {"help": HELPED_BY_CHANGED}
    for event, tables in TABLES.items():
        ids = " UNION ".join(BELONGS % name for name in tables)
        yield TOUCH % {"event": event, "ids": ids, "tables": " ".join(tables.values())}


def derive_without():
    for event in TABLES:
        yield f"DROP TRIGGER touch_after_{event} ON groups_practicalhelp"
        yield f"DROP FUNCTION groups_touch_by_practicalhelp_{event}()"
    for function in (TAGS, WORDS, TOUCH_BY_TERM):
        yield function % {"help": ""}
    yield "DROP FUNCTION groups_help_terms(groups_listing)"


def load_words(apps, schema_editor):
    taxonomy.load(apps.get_model("groups", "Term"))


class Migration(migrations.Migration):
    dependencies = [("groups", "0012_coming_along")]
    operations = [
        migrations.RunPython(load_words, migrations.RunPython.noop),
        migrations.CreateModel(
            "PracticalHelp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how_to_ask", models.CharField(max_length=250, verbose_name="how to ask for it")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="practical_help", to="groups.listing"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        limit_choices_to={
                            "facet": "access",
                            "slug__in": ("fares-paid", "transport", "childcare", "food", "interpreter"),
                        },
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practical_help",
                        to="groups.term",
                        verbose_name="what",
                    ),
                ),
            ],
            options={
                "verbose_name": "practical help",
                "verbose_name_plural": "practical help",
                "ordering": ["listing", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "term"),
                        name="practical_help_once",
                        violation_error_message="This help is already there.",
                    )
                ],
            },
        ),
        migrations.RunSQL(list(derive_help()), list(derive_without())),
    ]
