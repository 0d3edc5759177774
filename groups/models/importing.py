"""Where listings came from, and what an import could not read."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.choices import Trust
from groups.models.fields import LinkField

MOST_HOURS = 24 * 31


class ImportSourceQuerySet(models.QuerySet):
    def due(self, now):
        """Those whose address is to be asked by the aware moment `now`, the longest due first."""
        return self.filter(is_active=True, due_at__lte=now).exclude(address="").order_by("due_at", "pk")


class ImportSource(models.Model):
    """A directory we copied listings from: its name and date are shown beside each of them.

    One with an `address` is asked there on a schedule: again at `due_at`, later and later after each of its
    `failures`. `etag` and `last_modified` are what its server last said of the file, for it to tell that nothing is
    new. `fetched_at` is when it last answered in full, or said that nothing changed.
    """

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    url = LinkField(_("address"), blank=True, max_length=500)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    as_of = models.DateField(_("date of the data"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False, help_text=_("Made up to try the site with."))

    format = models.CharField(_("kind of file"), max_length=30, blank=True)
    address = LinkField(_("address of the file"), blank=True, max_length=500)
    every_hours = models.PositiveSmallIntegerField(
        _("asked every so many hours"), default=24, validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    trust = models.PositiveSmallIntegerField(
        _("what becomes of its listings"), choices=Trust.choices, default=Trust.QUEUE
    )
    mirrors = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mirrored_by",
        verbose_name=_("has the same listings as"),
    )
    is_active = models.BooleanField(_("asked on a schedule"), default=False)
    may_lose_many = models.BooleanField(_("may withdraw many, once"), default=False, editable=False)
    etag = models.CharField(max_length=250, blank=True, editable=False)
    last_modified = models.CharField(max_length=60, blank=True, editable=False)
    due_at = models.DateTimeField(_("asked again"), null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.TextField(_("last failure"), blank=True, editable=False)

    objects = ImportSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("import source")
        verbose_name_plural = _("import sources")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def checked_on(self):
        """The day on which the source last said what it says; None where nobody knows."""
        return self.fetched_at.date() if self.fetched_at else self.as_of


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
