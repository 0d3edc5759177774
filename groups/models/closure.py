"""Days on which a listing, or all listings at a place, do not take place; it opens again by itself."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.models.listing import Listing
from groups.models.place import Place


class ClosureQuerySet(models.QuerySet):
    def to_come(self, today):
        """Closures under way on `today` (a date) or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def on(self, today):
        """Closures under way on `today` (a date)."""
        return self.to_come(today).filter(starts_on__lte=today)

    def of(self, listing):
        """Closures of a listing and of the place it meets at."""
        return self.filter(Q(listing=listing) | Q(place__isnull=False, place=listing.place_id))


class Closure(models.Model):
    """From the first to the last day (local to the place, both included; without a last day until further notice)."""

    listing = models.ForeignKey(Listing, models.CASCADE, null=True, blank=True, related_name="closures")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="closures")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    note = models.CharField(_("why, and what to do instead"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(listing__isnull=False, place__isnull=True) | Q(listing__isnull=True, place__isnull=False),
                name="closure_of_one_thing",
                violation_error_message=_("Close a listing or a place, not both."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="closure_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return str(self.note or _("Closed"))

    def holds(self, day):
        """Whether it is closed on `day` (a date)."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
