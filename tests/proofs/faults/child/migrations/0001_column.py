"""A column that may be empty: nothing that runs knows it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("groups", "0029_uploads")]
    operations = [
        migrations.RunSQL(
            "SET LOCAL lock_timeout = '2s'; ALTER TABLE groups_listing ADD COLUMN proof text",
            "SET LOCAL lock_timeout = '2s'; ALTER TABLE groups_listing DROP COLUMN proof",
        )
    ]
