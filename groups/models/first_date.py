"""When a listing meets first, beside where it is and what it offers: what search asks about days."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from groups.models.fields import CubeField
from groups.models.listing import SAMPLE, Listing

NEAR = (
    OpClass("pos", "gist_cube_ops"),
    OpClass("tags", "gist__intbig_ops(siglen=32)"),
    OpClass("day_begins_at", "gist_timestamptz_ops"),
)
WALKED = ["ends_at", "pos", "listing"]
"""What is asked of thousands of dates on the way to the next 20 of a circle, and is read in the index alone."""


class FirstDate(models.Model):
    """Derived: the first of the dates known of a searchable listing; there is none of a listing without dates.

    Database triggers keep it beside `UpcomingDate` and `Listing`, and have it agree with both at the end of every
    statement. It knows no clock: the date may be over, until the dates are refreshed. `day_begins_at` is when the first
    of the days begins that the listing has a date on, each by its own calendar. What it has on some day it therefore
    has no sooner, so that a search for today looks at few others.

    `pos` and `tags` are those of the listing: one index answers where, what and when.
    """

    listing = models.OneToOneField(Listing, models.CASCADE, primary_key=True, related_name="first_date")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timezone = models.CharField(max_length=50)
    day_begins_at = models.DateTimeField()
    pos = CubeField(null=True)
    tags = ArrayField(models.IntegerField())
    in_sample = models.GeneratedField(
        expression=Exact(Mod("listing_id", SAMPLE), 0), output_field=models.BooleanField(), db_persist=True
    )

    class Meta:
        verbose_name = _("first date")
        verbose_name_plural = _("first dates")
        ordering = ["starts_at", "pk"]
        indexes = [
            GistIndex(*NEAR, name="first_near"),
            GistIndex(*NEAR, name="first_near_sampled", condition=Q(in_sample=True)),
            models.Index(fields=["day_begins_at"], name="first_by_day"),
            models.Index(fields=["day_begins_at"], name="first_by_day_sampled", condition=Q(in_sample=True)),
            models.Index(fields=["day_begins_at"], name="first_by_day_anywhere", condition=Q(pos__isnull=True)),
            models.Index(fields=["starts_at"], include=WALKED, name="first_by_start"),
            models.Index(
                fields=["starts_at"],
                include=[*WALKED, "timezone"],
                name="first_by_start_and_zone",
                condition=Q(pos__isnull=True),
            ),
            models.Index(fields=["ends_at"], name="first_by_end"),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
