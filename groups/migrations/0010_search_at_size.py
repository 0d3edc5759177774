"""What search needs over a million listings: an index by tags alone, a sample to estimate from, dates in order."""

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

FOUND = models.Q(("searchable", True))
SAMPLED = models.Q(("in_sample", True), ("searchable", True))


class Migration(migrations.Migration):
    dependencies = [("groups", "0009_review_country")]
    operations = [
        migrations.AddField(
            "listing",
            "in_sample",
            models.GeneratedField(
                db_persist=True, expression=Exact(Mod("id", 16), 0), output_field=models.BooleanField()
            ),
        ),
        migrations.AddIndex(
            "listing",
            GistIndex(
                OpClass("pos", "gist_cube_ops"),
                OpClass("tags", "gist__intbig_ops(siglen=32)"),
                name="listing_near_sampled",
                condition=SAMPLED,
            ),
        ),
        migrations.AddIndex("listing", GinIndex(OpClass("tags", "array_ops"), name="listing_tagged", condition=FOUND)),
        migrations.AddIndex(
            "listing", GinIndex(OpClass("tags", "array_ops"), name="listing_tagged_sampled", condition=SAMPLED)
        ),
        migrations.RemoveIndex("upcomingdate", "upcoming_by_start"),
        migrations.AddIndex(
            "upcomingdate",
            models.Index(fields=["starts_at", "id"], include=("ends_at", "listing"), name="upcoming_by_start"),
        ),
    ]
