"""What somebody with an account keeps: listings, searches, and the secret addresses that belong to them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet


class SavedListing(models.Model):
    """A listing somebody keeps; with `wants_notices` they get a mail when a date of it is off, moved or free again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_listings")
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="saved_by")
    wants_notices = models.BooleanField(_("tell me when a date changes"), default=True)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved listing")
        verbose_name_plural = _("saved listings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "listing"],
                name="saved_listing_once",
                violation_error_message=_("You have saved this already."),
            ),
        ]

    def __str__(self):
        return str(self.listing)


class SavedSearch(models.Model):
    """A search somebody keeps, as what stands behind the question mark of its address, without page and position.

    With `wants_mail` they hear, once a week at most, what came since `looked_at`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    query = models.CharField(_("what is searched for"), max_length=1000)
    label = models.CharField(_("in words"), max_length=200)
    wants_mail = models.BooleanField(_("mail me what is new, at most once a week"), default=False)
    wants_names = models.BooleanField(_("with the names of what is new"), default=False)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    looked_at = models.DateTimeField(_("known up to"), default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(_("last mail"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "query"],
                name="saved_search_once",
                violation_error_message=_("You have saved this already."),
            ),
        ]

    def __str__(self):
        return self.label


class NewsLink(models.Model):
    """A secret address, from a mail about what somebody saved, at which such mails are ended without signing in."""

    user = models.ForeignKey(User, models.CASCADE, related_name="news_links")
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("link that ends mails")
        verbose_name_plural = _("links that end mails")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(_("Link that ends mails"))


class CalendarFeed(models.Model):
    """The secret address of one person's calendar: what they booked and saved. A new one replaces it.

    Unless it `shows_names`, a glance over their shoulder tells nothing: every entry is a “Meeting”.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    digest = DigestField(unique=True)
    shows_names = models.BooleanField(_("show the names of groups and places"), default=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(_("Calendar address"))
