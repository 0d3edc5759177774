"""Two listings that go well together, and who of the two has said so."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import PairingSort
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet


class PairingQuerySet(models.QuerySet):
    def of(self, listing):
        """Those with `listing` on either side."""
        return self.filter(Q(first=listing) | Q(second=listing))

    def between(self, listing, other):
        """Those of the two, whichever comes first."""
        return self.of(listing).of(other)

    def partners(self, listing):
        """Ids of the listings said to go well with `listing`, and of those it was parted from. One question."""
        links = list(self.of(listing).order_by("pk"))
        linked = [link.other_than(listing) for link in links if link.ended_at is None]
        parted = {link.other_than(listing) for link in links} - set(linked)
        return [link.other_than(listing) for link in links if link.is_confirmed], sorted(parted)


class Pairing(models.Model):
    """That two listings go well together; `sort` reads from the first to the second ("helps while you wait for it").

    A side agrees by its facilitator, or by the link in a mail to it; then `..._agreed_by` is empty.
    """

    first = models.ForeignKey(Listing, models.CASCADE, related_name="pairings_as_first")
    second = models.ForeignKey(Listing, models.CASCADE, related_name="pairings_as_second")
    sort = models.CharField(_("how they go together"), max_length=12, choices=PairingSort.choices)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    first_agreed_at = models.DateTimeField(_("the first agreed"), null=True, blank=True)
    first_agreed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    second_agreed_at = models.DateTimeField(_("the second agreed"), null=True, blank=True)
    second_agreed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(_("confirmed by a moderator"), null=True, blank=True)
    checked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of listings")
        verbose_name_plural = _("pairs of listings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="pairing_of_two",
                violation_error_message=_("Choose another listing: one does not go together with itself."),
            ),
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                condition=Q(ended_at__isnull=True),
                name="pairing_once",
                violation_error_message=_("These two are linked already."),
            ),
        ]

    def __str__(self):
        return str(self.get_sort_display())

    @property
    def is_confirmed(self):
        """Whether the public is told of it: one side has said so, or a moderator, and nobody has ended it."""
        return self.ended_at is None and bool(self.first_agreed_at or self.second_agreed_at or self.checked_at)

    def other_than(self, listing):
        """The id of the one of the two that is not `listing`."""
        return self.second_id if self.first_id == listing.pk else self.first_id

    def has_agreed(self, listing):
        """Whether the side of `listing`, one of the two, has said so."""
        return bool(self.first_agreed_at if self.first_id == listing.pk else self.second_agreed_at)


class PairingLinkQuerySet(SecretQuerySet):
    def to(self, listing, other):
        """Those from mails to the side of `listing` about a link of it with `other`, ended ones too."""
        first = Q(is_for_first=True, pairing__first=listing, pairing__second=other)
        return self.filter(first | Q(is_for_first=False, pairing__first=other, pairing__second=listing))


class PairingLink(models.Model):
    """A secret address, from a mail to one side, at which it says whether the two go well together."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="links")
    is_for_first = models.BooleanField(_("for the first of the two"))
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = PairingLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a pair")
        verbose_name_plural = _("links to pairs")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(_("Link to a pair"))
