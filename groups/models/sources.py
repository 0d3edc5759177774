"""What each source says of a listing, and what each time it was asked brought."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.choices import RunOutcome
from groups.models.importing import ImportSource
from groups.models.listing import Listing


class SourceEntry(models.Model):
    """A listing as one source has it, under the name `ref`; a listing known to two sources has two.

    `digest` is that of the whole record as the source last told it, `said` that of each of its facts
    (`groups.provenance`), so that what was put right here is told from what changed there. `fields` are the facts
    that are now as this source says. Values are not kept: they are in the listing, or were not taken.
    """

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="entries")
    ref = models.CharField(_("name at the source"), max_length=250)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="source_entries")
    digest = models.CharField(max_length=64, blank=True)
    said = models.JSONField(default=dict)
    fields = ArrayField(models.CharField(max_length=40), default=list)
    missing_runs = models.PositiveSmallIntegerField(_("missing so many times in a row"), default=0)
    is_withdrawn = models.BooleanField(_("withdrawn because it was missing"), default=False)

    class Meta:
        verbose_name = _("listing at a source")
        verbose_name_plural = _("listings at sources")
        ordering = ["source", "ref", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "ref"],
                name="source_entry_once",
                violation_error_message=_("This source has that listing already."),
            ),
        ]

    def __str__(self):
        return self.ref


class SourceRun(models.Model):
    """One time a source was asked. `counts` are numbers by name, `report` the listings they are of, with what changed
    (`groups.sources.report` says how); no contacts are in it."""

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="runs")
    started_at = models.DateTimeField(_("begun"))
    seconds = models.FloatField(_("how long, in seconds"), default=0)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=RunOutcome.choices)
    sentence = models.TextField(_("what went wrong"), blank=True)
    counts = models.JSONField(_("numbers"), default=dict)
    report = models.JSONField(_("what changed"), default=dict)

    class Meta:
        verbose_name = _("run of a source")
        verbose_name_plural = _("runs of sources")
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["source", "-started_at", "-id"], name="source_run_latest")]

    def __str__(self):
        return str(self.get_outcome_display())
