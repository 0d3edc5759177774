"""Load the shipped words, so that the first start already knows them."""

from django.db import migrations

from groups import taxonomy


def load(apps, schema_editor):
    taxonomy.load(apps.get_model("groups", "Term"))


class Migration(migrations.Migration):
    dependencies = [("groups", "0004_derived")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
