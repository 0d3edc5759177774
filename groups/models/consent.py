"""What somebody agreed to that we keep about their health: worded, dated, and taken back at any time."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import erasures
from accounts.models import User
from groups.choices import Purpose


class ConsentQuerySet(models.QuerySet):
    def given(self, user, purpose):
        """The consent of `user` to `purpose` that holds, one at most."""
        return self.filter(user=user, purpose=purpose, withdrawn_at__isnull=True)

    def held(self, user, purpose):
        """The same `Consent`, or None; nobody takes it back before the end of the transaction."""
        return self.given(user, purpose).select_for_update(of=["self"], no_key=True).first()

    @transaction.atomic
    def agree(self, user, purpose, words):
        """Keep that `user` agreed just now, in the `words` shown; answers the `Consent`. One that holds stays."""
        kept, _is_new = self.get_or_create(
            user=user, purpose=purpose, withdrawn_at=None, defaults={"words": str(words)}
        )
        return kept

    def take_back(self, user, purpose):
        """From now on it does not hold. That it was given and taken back stays known, without what for."""
        erasures.note(self.given(user, purpose))
        self.given(user, purpose).update(withdrawn_at=timezone.now())


class Consent(models.Model):
    """That a person agreed to one purpose, in the words they were shown."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("to what"), max_length=10, choices=Purpose.choices)
    words = models.TextField(_("in these words"))
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_holds_once",
                violation_error_message=_("You have agreed to this already."),
            ),
        ]

    def __str__(self):
        return str(self.get_purpose_display())
