"""Topics that people miss, and what became of each wish."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import LanguageField, User
from groups.choices import Decision
from groups.models.secret import DigestField, SecretQuerySet
from groups.models.taxonomy import Term


class WishQuerySet(SecretQuerySet):
    def waiting(self):
        """Wishes nobody has decided about."""
        return self.filter(decision=Decision.WAITING)

    def told(self):
        """Decided wishes that a moderator put into words for everybody."""
        return self.exclude(decision=Decision.WAITING).exclude(public_words="")


class Wish(models.Model):
    """A topic somebody misses. The public reads only `public_words` and `answer_words`, which a moderator wrote."""

    word = models.CharField(_("the topic"), max_length=80)
    why = models.TextField(_("why it is missed"), max_length=600, blank=True)
    email = models.EmailField(_("e-mail address, to hear what became of it"), blank=True)
    language = LanguageField()
    digest = DigestField(blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING)
    public_words = models.CharField(_("you said"), max_length=200, blank=True)
    answer_words = models.CharField(_("we did"), max_length=400, blank=True)
    term = models.ForeignKey(
        Term, models.SET_NULL, null=True, blank=True, related_name="wishes", verbose_name=_("the word it became")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_at", "id"], name="wish_waits", condition=Q(decision=Decision.WAITING)),
            models.Index(fields=["-decided_at", "-id"], name="wish_decided", condition=~Q(decision=Decision.WAITING)),
            models.Index(fields=["digest"], name="wish_by_digest", condition=~Q(digest="")),
        ]

    def __str__(self):
        return self.word
