"""First visits in the words of those who went, against the fear of the first time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import LanguageField, User
from groups.choices import Decision
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet

LONGEST_STORY = 1200


class StoryQuerySet(SecretQuerySet):
    def shown(self):
        """Those the public reads."""
        return self.filter(decision=Decision.APPROVED)

    def waiting(self):
        """Those a moderator has to read: their sender is known to have sent them."""
        return self.filter(decision=Decision.WAITING, email_verified_at__isnull=False)


class Story(models.Model):
    """How a first visit was. Its secret address, which only the sender has, sends it in and later erases it.

    `user` is set where it was sent while signed in; else `email` tells the outcome, and is erased with that.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="stories")
    text = models.TextField(_("how it was"), max_length=LONGEST_STORY)
    nickname = models.CharField(_("name to show"), max_length=40, blank=True)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="stories", verbose_name=_("sender")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = LanguageField()
    digest = DigestField(unique=True)
    consent_words = models.TextField(_("agreed to in these words"))
    consented_at = models.DateTimeField(_("agreed"), auto_now_add=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("first visit told")
        verbose_name_plural = _("first visits told")
        ordering = ["-consented_at", "-pk"]
        indexes = [
            models.Index(
                fields=["listing", "-decided_at", "-id"],
                name="story_shown",
                condition=Q(decision=Decision.APPROVED),
            ),
            models.Index(fields=["consented_at", "id"], name="story_waits", condition=Q(decision=Decision.WAITING)),
        ]

    def __str__(self):
        return str(_("First visit told"))
