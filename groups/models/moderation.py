"""The queue of what somebody has to look at, and the history of what was done."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import Act, Cause, Harm, PhoneResult
from groups.models.listing import Listing

ORDER = (models.F("harm"), models.F("asked_at").asc(nulls_first=True), models.F("opened_at"), models.F("id"))
STILL_OPEN = Q(closed_at__isnull=True)


class ReviewQuerySet(models.QuerySet):
    def open(self):
        """What still waits for a moderator."""
        return self.filter(closed_at__isnull=True)

    def most_harmful_first(self):
        """The order of the queue; what was asked back waits behind the rest of its rank."""
        return self.order_by(*ORDER[:-1], "pk")

    def first_approvals(self):
        """What was decided about listings that the public had not seen until then: neither published by a person
        before, nor hidden for a while; and not brought in from a source, which publishes without an act, and then
        withdrawn."""
        acts = ModerationEvent.objects.filter(listing=OuterRef("listing"))
        published = Q(act=Act.PUBLISHED, created_at__lt=OuterRef("opened_at"))
        withdrawn = Q(act=Act.WITHDREW, created_at__lte=OuterRef("opened_at"), listing__source__isnull=False)
        seen = acts.filter(published | withdrawn | Q(act=Act.HID, created_at__lte=OuterRef("closed_at")))
        return self.filter(~Exists(seen), cause=Cause.NEW, closed_at__isnull=False)


class Review(models.Model):
    """One entry of the queue: a listing and why somebody has to look at it.

    `country` is that of the listing's place, kept by database triggers, so that the queue of one country is one index.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="reviews")
    cause = models.CharField(_("why"), max_length=10, choices=Cause.choices)
    harm = models.PositiveSmallIntegerField(_("how soon it could hurt"), choices=Harm.choices)
    other = models.ForeignKey(
        Listing, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("the other listing")
    )
    country = models.CharField(_("country"), max_length=2, blank=True, editable=False)
    opened_at = models.DateTimeField(_("since"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    closed_at = models.DateTimeField(_("done"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the queue")
        verbose_name_plural = _("queue")
        ordering = ["harm", "opened_at", "pk"]
        indexes = [
            models.Index(*ORDER, name="review_open", condition=STILL_OPEN),
            models.Index(models.F("cause"), *ORDER, name="review_open_by_cause", condition=STILL_OPEN),
            models.Index(models.F("country"), *ORDER, name="review_open_by_country", condition=STILL_OPEN),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "cause"],
                condition=STILL_OPEN,
                name="review_open_once",
                violation_error_message=_("This listing already waits for that reason."),
            ),
        ]

    def __str__(self):
        return str(self.get_cause_display())


class ModerationEvent(models.Model):
    """One act in the history of a listing: who, when, what, why. Never changed, and removed with an erased draft alone.

    `before` and `after` hold the sections that changed, without contacts and private addresses. People and listings
    are kept as plain numbers, so that an erased account leaves a number that points to nobody.
    """

    listing = models.ForeignKey(Listing, models.DO_NOTHING, related_name="events", db_constraint=False)
    act = models.CharField(_("what"), max_length=12, choices=Act.choices)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        User, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, verbose_name=_("who")
    )
    via_link = models.BooleanField(_("by the secret link"), default=False)
    reason = models.TextField(_("why"), blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    undoes = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, related_name="undone_by", db_constraint=False, verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("history")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["listing", "-created_at", "-id"], name="event_by_listing")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return str(self.get_act_display())


class PhoneCheck(models.Model):
    """One call to a listing, by a moderator, and what came of it."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="phone_checks")
    phoned_at = models.DateTimeField(_("called"), default=timezone.now)
    phoned_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("called by")
    )
    result = models.CharField(_("what came of it"), max_length=10, choices=PhoneResult.choices)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("phone check")
        verbose_name_plural = _("phone checks")
        ordering = ["-phoned_at", "-pk"]

    def __str__(self):
        return str(self.get_result_display())


class ReplyTemplate(models.Model):
    """A text a moderator begins an answer with."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("when to use it"), max_length=120)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["position", "title", "pk"]

    def __str__(self):
        return self.title
