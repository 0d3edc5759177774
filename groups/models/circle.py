"""The circle of support somebody keeps in their account: who gives them what, and what they want to reach."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import Formality, Support
from groups.models.listing import Listing

LONGEST_NAME = 200
LONGEST_TIMES = 120
LONGEST_GOAL = 200


class CircleEntry(models.Model):
    """Somebody, or a listing, that gives a person support: a listing, or else `words` and whether it is formal."""

    user = models.ForeignKey(User, models.CASCADE, related_name="circle_entries")
    listing = models.ForeignKey(Listing, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(_("who"), max_length=LONGEST_NAME, blank=True)
    formality = models.CharField(_("formal or informal"), max_length=8, choices=Formality.choices, blank=True)
    supports = ArrayField(
        models.CharField(max_length=13, choices=Support.choices),
        verbose_name=_("what they give"),
        default=list,
        blank=True,
    )
    times = models.CharField(_("when, in own words"), max_length=LONGEST_TIMES, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("one of a circle of support")
        verbose_name_plural = _("circles of support")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "listing"],
                name="circle_listing_once",
                violation_error_message=_("It is in your circle already."),
            ),
            models.UniqueConstraint(
                fields=["user", "words"],
                condition=Q(listing__isnull=True),
                name="circle_words_once",
                violation_error_message=_("This name is in your circle already."),
            ),
            models.CheckConstraint(
                condition=Q(listing__isnull=False, words="", formality="")
                | Q(listing__isnull=True) & ~Q(words="") & ~Q(formality=""),
                name="circle_listing_or_words",
                violation_error_message=_("Choose a listing, or write who it is."),
            ),
        ]

    def __str__(self):
        return self.words or str(self.listing)


class CircleGoal(models.Model):
    """Something a person wants to reach, in their own words."""

    user = models.ForeignKey(User, models.CASCADE, related_name="circle_goals")
    words = models.CharField(_("what I want to reach"), max_length=LONGEST_GOAL)
    is_reached = models.BooleanField(_("reached"), default=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("goal of a circle of support")
        verbose_name_plural = _("goals of circles of support")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "words"],
                name="circle_goal_once",
                violation_error_message=_("This is one of your goals already."),
            ),
        ]

    def __str__(self):
        return self.words
