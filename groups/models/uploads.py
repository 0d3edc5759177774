"""Tables of listings that somebody hands over: the rows as they came, and what each of them has become."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import RowFate, RowGap, UploadStep
from groups.models.identity import public_id
from groups.models.listing import Listing


class Upload(models.Model):
    """One file: how its columns are understood, and how far it has come.

    `mapping` has the names of our columns by the number of the file's (as text, for JSON). The rows are erased after
    some days; the name, the mapping and `counts` stay, so that the next file of that sort is understood at once.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="uploads", verbose_name=_("brought by"))
    name = models.CharField(_("name of the file"), max_length=200)
    header = models.JSONField(_("names of its columns"), default=list)
    mapping = models.JSONField(_("what its columns are"), default=dict)
    step = models.CharField(_("step"), max_length=10, choices=UploadStep.choices, default=UploadStep.COLUMNS)
    counts = models.JSONField(_("what became of the rows"), default=dict)
    created_at = models.DateTimeField(_("brought"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("table somebody brought")
        verbose_name_plural = _("tables somebody brought")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="upload_latest")]

    def __str__(self):
        return self.name

    @property
    def is_at_work(self):
        """Whether a job has it in hand, or is to take it."""
        return self.step in (UploadStep.CHECKING, UploadStep.BRINGING)


TAKEN = (RowFate.NEW, RowFate.CHANGED)


class UploadRowQuerySet(models.QuerySet):
    def fates(self):
        """`{fate: number of rows}`, with those not looked at yet under ""."""
        return dict(self.order_by().values_list("fate").annotate(n=Count("pk")))

    def lacking(self, gap):
        """Those that are taken, and lack `gap` of what they say."""
        return self.filter(fate__in=TAKEN, sentences__contains=[{"gap": gap}])


class UploadRow(models.Model):
    """One row of a table: its cells, and once it was looked at, what it would become and what is to be said of it.

    `sentences` are such as `{"says": "…", "gap": "times"}`, where `gap` is a `RowGap`, or empty where nothing was left
    out. `is_done` says that it was brought in: then `listing` is what it became.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row of the file"))
    cells = models.JSONField(_("cells"), default=list)
    ref = models.CharField(_("name of the row"), max_length=250, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=RowFate.choices, blank=True)
    sentences = models.JSONField(_("what is to be said of it"), default=list)
    is_done = models.BooleanField(_("brought in"), default=False)
    listing = models.ForeignKey(Listing, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = UploadRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of tables")
        ordering = ["upload", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_row_once")]
        indexes = [
            models.Index(fields=["upload", "number"], name="upload_row_open", condition=Q(fate="")),
            models.Index(fields=["upload", "ref"], name="upload_row_ref"),
        ]

    def __str__(self):
        return self.name or str(self.number)

    @property
    def gap(self):
        """The gravest `RowGap` of a row that is taken, or None."""
        found = {sentence["gap"] for sentence in self.sentences}
        return next((gap for gap in RowGap if gap in found), None) if self.fate in TAKEN else None


class BroughtListing(models.Model):
    """Which listing a row of somebody's tables is: known by what they call it, so that the next table changes it.

    `digests` tell by section what the table said when the row was last brought in: what it says again changes
    nothing, whatever was done to the listing since.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="brought_listings")
    ref = models.CharField(_("their name for the row"), max_length=250)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="brought")
    digests = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("listing from a table")
        verbose_name_plural = _("listings from tables")
        ordering = ["owner", "ref", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "ref"], name="brought_listing_once")]

    def __str__(self):
        return self.ref
