"""An index that is made while others write."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("proofs_child", "0001_column")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY proof_of_listing ON groups_listing (proof)",
            "DROP INDEX CONCURRENTLY proof_of_listing",
        )
    ]
