"""What somebody looks after beyond their own: a moderator's area and absence, a professional's checked standing."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class Duty(models.Model):
    """A moderator's area and absence. Without country and centre the area is the whole directory."""

    user = models.OneToOneField(User, models.CASCADE, related_name="duty", verbose_name=_("moderator"))
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as GB."))
    area = models.CharField(_("name of the area"), max_length=120, blank=True)
    lat = models.FloatField(
        _("latitude of its middle"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    lon = models.FloatField(
        _("longitude of its middle"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    radius_km = models.PositiveSmallIntegerField(_("radius, km"), null=True, blank=True)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    deputy = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_of",
        verbose_name=_("who has the second key"),
        help_text=_("Gets the mails about the area while the moderator is away."),
    )

    class Meta:
        verbose_name = _("duty of a moderator")
        verbose_name_plural = _("duties of moderators")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True, radius_km__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, radius_km__isnull=False, radius_km__gte=1),
                name="duty_circle_is_whole",
                violation_error_message=_("An area needs latitude, longitude and radius, or none of them."),
            ),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_until__isnull=True) | Q(away_until__gte=F("away_from")),
                name="duty_absence_in_order",
                violation_error_message=_("An absence needs its first and, not before it, its last day."),
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("user")),
                name="duty_deputy_is_another",
                violation_error_message=_("The second key belongs to somebody else."),
            ),
        ]

    def __str__(self):
        return self.area or self.country or str(_("Everywhere"))

    def is_away(self, today):
        """Whether the moderator is away on `today` (a date)."""
        return bool(self.away_from) and self.away_from <= today <= self.away_until


class Verification(models.Model):
    """That an admin checked somebody's professional standing: what was checked, when and by whom."""

    user = models.OneToOneField(User, models.CASCADE, related_name="verification", verbose_name=_("professional"))
    note = models.TextField(_("what was checked"), help_text=_("Such as the register and the number there."))
    verified_at = models.DateTimeField(_("checked"), default=timezone.now)
    verified_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("checked by")
    )

    class Meta:
        verbose_name = _("verified professional")
        verbose_name_plural = _("verified professionals")
        ordering = ["-verified_at", "pk"]

    def __str__(self):
        return f"{self.user} {self.verified_at:%Y-%m-%d}"
