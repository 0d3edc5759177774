"""Where listings came from, and what an import could not read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.fields import LinkField


class ImportSource(models.Model):
    """A directory we copied listings from: its name and date are shown beside each of them."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    url = LinkField(_("address"), blank=True, max_length=500)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    as_of = models.DateField(_("date of the data"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False, help_text=_("Made up to try the site with."))

    class Meta:
        verbose_name = _("import source")
        verbose_name_plural = _("import sources")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class ImportProblem(models.Model):
    """One row of a source that was not fully understood, with a sentence that says what and why."""

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="problems")
    source_ref = models.CharField(_("row at the source"), max_length=250, blank=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    sentence = models.TextField(_("what was not understood"))
    row = models.JSONField(_("the row as it was read"), default=dict)
    created_at = models.DateTimeField(_("noticed"), auto_now_add=True)

    class Meta:
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")
        ordering = ["source", "source_ref", "pk"]

    def __str__(self):
        return self.sentence
