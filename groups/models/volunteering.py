"""What a listing needs helpers for, so that somebody who got help here can give some."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.listing import Listing


class HelpersWantedQuerySet(models.QuerySet):
    def shown(self, today):
        """Those the public may read on the day `today`: read by somebody or written by who may, and not over."""
        return self.filter(Q(until=None) | Q(until__gte=today), is_public=True, since__lte=today)


class HelpersWanted(models.Model):
    """That a listing looks for helpers: for what, and how one says “I would like to”.

    `is_public` is False while words that came by a secret link wait for a moderator.
    """

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="helpers_wanted")
    what = models.TextField(_("what for"), max_length=400)
    how_to_say = models.CharField(_("how people say that they would like to"), max_length=250)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = HelpersWantedQuerySet.as_manager()

    class Meta:
        verbose_name = _("helpers wanted")
        verbose_name_plural = _("helpers wanted")
        ordering = ["listing"]
        indexes = [models.Index(fields=["-since", "-id"], name="helpers_wanted_latest", condition=Q(is_public=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="helpers_wanted_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return str(_("Helpers wanted"))

    def is_shown(self, today):
        """The same as `shown` asks, for one that was read already."""
        return self.is_public and self.since <= today and (self.until is None or self.until >= today)

    @property
    def stamp(self):
        """What a moderator saw of it, as a short text: another one once it was changed."""
        return self.updated_at.isoformat()
