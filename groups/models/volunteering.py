"""What a listing needs helpers for, so that somebody who got help here can give some."""

from copy import copy

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.models.listing import Listing

WORDS = ("what", "how_to_say", "since", "until")


class HelpersWantedQuerySet(models.QuerySet):
    def shown(self, today):
        """Those the public may read on the day `today`: read by somebody or written by who may, and not over."""
        return self.filter(Q(until=None) | Q(until__gte=today), is_public=True, since__lte=today)

    def waiting(self):
        """Those with words that came by a secret link and that nobody has read yet."""
        return self.filter(Q(is_public=False) | Q(proposed__isnull=False))


class HelpersWanted(models.Model):
    """That a listing looks for helpers: for what, and how one says “I would like to”.

    `is_public` is False while words that came by a secret link wait for a moderator. Where others are public already,
    these stay, and `proposed` holds the new `WORDS` meanwhile.
    """

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="helpers_wanted")
    what = models.TextField(_("what for"), max_length=400)
    how_to_say = models.CharField(_("how people say that they would like to"), max_length=250)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    proposed = models.JSONField(_("as proposed"), null=True, blank=True, editable=False, encoder=DjangoJSONEncoder)
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
    def words(self):
        """Its `WORDS` by name."""
        return {name: getattr(self, name) for name in WORDS}

    @property
    def as_proposed(self):
        """How it would be with the change that waits; itself where none does."""
        return self if self.proposed is None else self.saying(self.proposed, is_public=False)

    def saying(self, words, *, is_public):
        """The same with other `words`, not saved."""
        said = copy(self)
        for name in WORDS:
            setattr(said, name, self._meta.get_field(name).to_python(words[name]))
        said.is_public, said.proposed = is_public, None
        return said

    @property
    def stamp(self):
        """What a moderator saw of it, as a short text: another one once it was changed."""
        return self.updated_at.isoformat()
