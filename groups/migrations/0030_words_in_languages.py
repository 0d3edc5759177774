"""Words in other languages: their explanations and synonyms, and those that are shipped.

A translation changes nothing that search looks into, so it touches no listing.
"""

from django.db import migrations, models

import groups.models.taxonomy
from groups import taxonomy

TOUCH_BY_TERM = """
CREATE OR REPLACE FUNCTION groups_touch_by_term_UPDATE() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    %(unless)s
    UPDATE groups_listing SET tags = tags WHERE id IN (
        SELECT l.id FROM groups_listing l JOIN before AS changed ON changed.id = l.kind_id
        UNION SELECT lt.listing_id FROM groups_listingterm lt JOIN after AS changed ON changed.id = lt.term_id
        UNION SELECT l.id FROM groups_listing l JOIN after AS changed ON changed.id = l.kind_id
        UNION SELECT help.listing_id FROM groups_practicalhelp help JOIN after AS changed ON changed.id = help.term_id
        UNION SELECT help.listing_id FROM groups_practicalhelp help
        WHERE EXISTS (SELECT FROM after WHERE facet = 'support' AND slug = 'instrumental')
    );
    RETURN NULL;
END $$;
"""
UNLESS = """
    IF NOT EXISTS (
        SELECT FROM before FULL JOIN after USING (id)
        WHERE (before.words, before.facet, before.slug, before.parent_id)
            IS DISTINCT FROM (after.words, after.facet, after.slug, after.parent_id)
    ) THEN RETURN NULL; END IF;
"""


def translate(apps, schema_editor):
    taxonomy.translate(apps.get_model("groups", "Term"))


class Migration(migrations.Migration):
    safe_because = "It adds a column with a default, replaces one function, and writes a few hundred words."
    dependencies = [("groups", "0029_uploads")]
    operations = [
        migrations.AddField(
            model_name="term",
            name="more_words",
            field=models.JSONField(
                blank=True,
                default=dict,
                db_default={},
                help_text='For example {"es": {"help": "Muerte de alguien querido.", "synonyms": ["luto"]}}.',
                validators=[groups.models.taxonomy.check_more_words],
                verbose_name="explanation and other words in other languages",
            ),
        ),
        migrations.RunSQL(TOUCH_BY_TERM % {"unless": UNLESS}, TOUCH_BY_TERM % {"unless": ""}),
        migrations.RunPython(translate, migrations.RunPython.noop),
    ]
