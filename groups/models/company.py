"""Company among members, where the operator allows it: what they offer or wish, and who goes together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import BookingState, Company, Outcome, Side
from groups.models.booking import Booking
from groups.models.secret import DigestField, SecretQuerySet


class Match(models.Model):
    """That a facilitator put two people together; `matched_by` is None for who holds the secret link of the listing.

    It has the two `offers` for as long as both stand.
    """

    matched_at = models.DateTimeField(_("put together"), auto_now_add=True)
    matched_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("put together by")
    )

    class Meta:
        verbose_name = _("two who go together")
        verbose_name_plural = _("people who go together")
        ordering = ["matched_at", "pk"]

    def __str__(self):
        return str(self._meta.verbose_name)


class OfferQuerySet(SecretQuerySet):
    def standing(self):
        """Those of people who still come, and whose account is not closed."""
        return self.filter(booking__state=BookingState.COMING, booking__user__is_active=True)

    def at(self, date):
        """Those for one `SessionDate`, in the order in which they were made."""
        session = {"booking__session__schedule": date.slot, "booking__session__original_on": date.original_on}
        return self.filter(**session).select_related("booking", "match").order_by("created_at", "pk")

    def of(self, user):
        """What `user` offered or wished."""
        return self.filter(booking__user=user)


class Offer(models.Model):
    """What an adult who comes to one date offers, or wishes, by way of company; only its facilitators see it.

    Once matched, `digest` is that of a secret address at which the person says how it was (`said`).
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="offers")
    side = models.CharField(_("offered or wished"), max_length=6, choices=Side.choices)
    company = models.CharField(_("what together"), max_length=4, choices=Company.choices)
    is_adult = models.BooleanField(_("I am 18 or older"), default=False)
    created_at = models.DateTimeField(_("said"), auto_now_add=True)
    match = models.ForeignKey(Match, models.SET_NULL, null=True, blank=True, related_name="offers")
    digest = DigestField(blank=True)
    said = models.CharField(_("how it was"), max_length=5, choices=Outcome.choices, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer or wish")
        verbose_name_plural = _("offers and wishes")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["digest"], name="offer_by_digest", condition=~Q(digest=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "company"],
                name="offer_once",
                violation_error_message=_("You have said this already."),
            ),
            models.CheckConstraint(
                condition=Q(is_adult=True),
                name="offer_by_an_adult",
                violation_error_message=_("This is for people who are 18 or older."),
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()}: {self.get_company_display()}"
