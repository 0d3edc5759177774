"""The sample of a circle is counted in its index alone, which holds the tags as they are, too."""

from django.contrib.postgres.indexes import GistIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("groups", "0036_tidied_dates")]

    operations = [
        AddIndexConcurrently(
            model_name="listing",
            index=GistIndex(
                OpClass("pos", "gist_cube_ops"),
                OpClass("tags", "gist__intbig_ops(siglen=32)"),
                condition=models.Q(("in_sample", True), ("searchable", True)),
                include=["tags"],
                name="listing_near_and_sampled",
            ),
        ),
        RemoveIndexConcurrently(model_name="listing", name="listing_near_sampled"),
    ]
