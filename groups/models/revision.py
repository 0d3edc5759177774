"""A change that somebody proposed to a listing the public sees: the live rows change when it is approved."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import Decision
from groups.models.listing import Listing


class RevisionQuerySet(models.QuerySet):
    def waiting(self):
        """Changes nobody has decided on."""
        return self.filter(decision=Decision.WAITING)


class Revision(models.Model):
    """Sections of a listing as somebody wants them (`groups.content` says what a section holds).

    One waits per listing; a second edit goes into the same. `before` holds the same sections as they were when the
    change was first proposed, so that a moderator sees what somebody else changed since. After the decision contacts
    and private addresses are taken out of both.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="revisions")
    proposed = models.JSONField(_("as proposed"), default=dict)
    before = models.JSONField(_("as it was"), default=dict)
    created_at = models.DateTimeField(_("proposed on"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    note = models.TextField(_("a word to the moderator"), blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="revision_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(decision=Decision.WAITING),
                name="revision_waits_once",
                violation_error_message=_("A change of this listing already waits."),
            ),
        ]

    def __str__(self):
        return str(_("Proposed change"))

    def decide(self, decision, *, by, reason=""):
        """Note who decided what and when; the caller saves."""
        self.decision, self.decided_by, self.reason = decision, by, reason
        self.decided_at = timezone.now()
