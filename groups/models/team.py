"""Who looks after a listing, and how they get in."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import LanguageField, User
from groups.choices import Decision
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet


class Facilitator(models.Model):
    """A co-facilitator: may do with the listing what its owner may. The owner is `Listing.owner` and has no row."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(User, models.CASCADE, related_name="facilitates")
    joined_on = models.DateField(_("joined"), auto_now_add=True)

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["listing", "joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "user"],
                name="facilitator_once",
                violation_error_message=_("This person already looks after the listing."),
            ),
        ]

    def __str__(self):
        return str(self.user)


class ManageLink(models.Model):
    """A secret address that lets its holder look after one listing without signing in, until it is revoked."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="manage_links")
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    is_for_question = models.BooleanField(_("made for a mail that asks"), default=False, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(_("Secret link"))


class Invitation(models.Model):
    """An invitation by e-mail to become co-facilitator, or with `hands_over` to become the one who answers."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    digest = DigestField(unique=True)
    hands_over = models.BooleanField(_("hands the listing over"), default=False)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(_("Invitation"))


class Submission(models.Model):
    """That somebody without an account sent the listing in, and whether their e-mail address is theirs.

    Nothing they send reaches the queue before the link in the mail was followed.
    """

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="submission")
    email = models.EmailField(_("e-mail address"))
    language = LanguageField()
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("sent in"), auto_now_add=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission without account")
        verbose_name_plural = _("submissions without account")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(Lower("email"), name="submission_by_email")]

    def __str__(self):
        return str(_("Submission"))


class Claim(models.Model):
    """Somebody asks to take a listing over; a moderator decides."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="claims")
    user = models.ForeignKey(User, models.CASCADE, related_name="claims", verbose_name=_("who asks"))
    message = models.TextField(_("how we can tell that it is theirs"))
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "user"],
                condition=Q(decision=Decision.WAITING),
                name="claim_waits_once",
                violation_error_message=_("You have already asked for this listing."),
            ),
        ]

    def __str__(self):
        return str(_("Claim"))
