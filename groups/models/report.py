"""What visitors say of a listing, and what they ask the people behind it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import LanguageField, User
from groups.choices import Fault
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet


class ReportQuerySet(SecretQuerySet):
    def open(self):
        """Reports of a fault that nobody has settled; "it was on" informs and needs no settling."""
        return self.filter(settled_at__isnull=True).exclude(fault=Fault.WAS_ON)


class Report(models.Model):
    """One visitor's word about a listing. An e-mail address is given only by who wants to be told the outcome."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="reports")
    fault = models.CharField(_("what is wrong"), max_length=10, choices=Fault.choices)
    text = models.TextField(_("in your words"), blank=True)
    email = models.EmailField(_("e-mail address, if you want to hear what became of it"), blank=True)
    language = LanguageField()
    digest = DigestField(blank=True)
    created_at = models.DateTimeField(_("said"), auto_now_add=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    was_right = models.BooleanField(_("was right"), null=True, blank=True)
    outcome = models.TextField(_("what became of it"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="report_latest"),
            models.Index(fields=["listing", "-created_at"], name="report_by_listing"),
            models.Index(fields=["listing", "fault", "id"], name="report_open", condition=Q(settled_at__isnull=True)),
            models.Index(fields=["digest"], name="report_by_digest", condition=~Q(digest="")),
        ]

    def __str__(self):
        return str(self.get_fault_display())


class Question(models.Model):
    """A question to the people behind a listing, carried to and fro so that neither sees the other's address."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="questions")
    nickname = models.CharField(_("what shall they call you?"), max_length=40, blank=True)
    email = models.EmailField(_("your e-mail address"))
    language = LanguageField()
    text = models.TextField(_("your question"))
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["listing", "-created_at"], name="question_by_listing")]

    def __str__(self):
        return str(_("Question"))
