"""What groups say of themselves in other languages; search looks into those words too."""

import groups.models.texts
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


WORDS = """
CREATE OR REPLACE FUNCTION groups_listing_words(listing groups_listing) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT strip(to_tsvector('simple', groups_words(concat_ws(' ',
        listing.name, listing.description, %(texts)s
        (SELECT name FROM groups_organization WHERE id = listing.organization_id),
        (SELECT concat_ws(' ', name, street, district, town, region, postal_code)
           FROM groups_place WHERE id = listing.place_id)
    )))) || (
        SELECT groups_all_words(words) FROM groups_term
        WHERE facet <> 'language'
          AND (id = listing.kind_id OR id IN (SELECT term_id FROM groups_listingterm WHERE listing_id = listing.id)
               OR id IN (SELECT groups_help_terms(listing)))
    )
$$;
"""
TEXTS = """
        (SELECT string_agg(said.value, ' ')
           FROM jsonb_each(listing.texts) AS language, jsonb_each_text(language.value) AS said),
"""
DERIVE = """
DROP TRIGGER derive ON groups_listing;
CREATE TRIGGER derive BEFORE INSERT OR UPDATE OF name, description, %(texts)s kind_id, formality, attendance, led_by,
    organization_id, place_id, lat, lon, tags, document ON groups_listing
    FOR EACH ROW EXECUTE FUNCTION groups_derive_listing();
"""


class Migration(migrations.Migration):
    safe_because = "It adds a column with a default; triggers and functions are replaced in no time, no row is read."
    dependencies = [
        ("groups", "0030_words_in_languages"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="listing",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="listing",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="listing",
            name="texts",
            field=models.JSONField(
                blank=True,
                db_default={},
                default=dict,
                validators=[groups.models.texts.check_texts],
                verbose_name="texts in other languages",
            ),
        ),
        migrations.AddField(
            model_name="listingversion",
            name="texts",
            field=models.JSONField(
                blank=True,
                db_default={},
                default=dict,
                validators=[groups.models.texts.check_texts],
                verbose_name="texts in other languages",
            ),
        ),
        migrations.RunSQL(
            [WORDS % {"texts": TEXTS}, DERIVE % {"texts": "texts,"}], [WORDS % {"texts": ""}, DERIVE % {"texts": ""}]
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accepting_new" IS DISTINCT FROM (NEW."accepting_new") OR OLD."attendance" IS DISTINCT FROM (NEW."attendance") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."formality" IS DISTINCT FROM (NEW."formality") OR OLD."how_to_join" IS DISTINCT FROM (NEW."how_to_join") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."led_by" IS DISTINCT FROM (NEW."led_by") OR OLD."maximum_age" IS DISTINCT FROM (NEW."maximum_age") OR OLD."maximum_size" IS DISTINCT FROM (NEW."maximum_size") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."minimum_age" IS DISTINCT FROM (NEW."minimum_age") OR OLD."minimum_size" IS DISTINCT FROM (NEW."minimum_size") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."searchable" IS DISTINCT FROM (NEW."searchable") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."texts" IS DISTINCT FROM (NEW."texts") OR OLD."training" IS DISTINCT FROM (NEW."training") OR OLD."wait_weeks" IS DISTINCT FROM (NEW."wait_weeks"))',
                    func='INSERT INTO "groups_listingversion" ("accepting_new", "attendance", "closed_on", "description", "formality", "how_to_join", "kind_id", "led_by", "maximum_age", "maximum_size", "merged_into_id", "minimum_age", "minimum_size", "name", "organization_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "searchable", "status", "texts", "training", "wait_weeks") VALUES (OLD."accepting_new", OLD."attendance", OLD."closed_on", OLD."description", OLD."formality", OLD."how_to_join", OLD."kind_id", OLD."led_by", OLD."maximum_age", OLD."maximum_size", OLD."merged_into_id", OLD."minimum_age", OLD."minimum_size", OLD."name", OLD."organization_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."searchable", OLD."status", OLD."texts", OLD."training", OLD."wait_weeks"); RETURN NULL;',
                    hash="25a24154dda0a59a6ea84367508a07458961bdd8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed5e2",
                    table="groups_listing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_listingversion" ("accepting_new", "attendance", "closed_on", "description", "formality", "how_to_join", "kind_id", "led_by", "maximum_age", "maximum_size", "merged_into_id", "minimum_age", "minimum_size", "name", "organization_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "searchable", "status", "texts", "training", "wait_weeks") VALUES (OLD."accepting_new", OLD."attendance", OLD."closed_on", OLD."description", OLD."formality", OLD."how_to_join", OLD."kind_id", OLD."led_by", OLD."maximum_age", OLD."maximum_size", OLD."merged_into_id", OLD."minimum_age", OLD."minimum_size", OLD."name", OLD."organization_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."searchable", OLD."status", OLD."texts", OLD."training", OLD."wait_weeks"); RETURN NULL;',
                    hash="1e208706721ee2a63f79a4409ff0a34d94798201",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a6b77",
                    table="groups_listing",
                    when="AFTER",
                ),
            ),
        ),
    ]
