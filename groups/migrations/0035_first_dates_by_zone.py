"""What is joined from anywhere is walked by the clocks it goes by, too: they are read in the index alone."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0034_helpers_proposed")]

    operations = [
        AddIndexConcurrently(
            model_name="firstdate",
            index=models.Index(
                condition=models.Q(("pos__isnull", True)),
                fields=["starts_at"],
                include=("ends_at", "pos", "listing", "timezone"),
                name="first_by_start_and_zone",
            ),
        ),
        RemoveIndexConcurrently(model_name="firstdate", name="first_by_start_anywhere"),
    ]
