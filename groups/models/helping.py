"""Standing help of the organization behind a listing, so that money, children or language keep nobody away."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.choices import Facet
from groups.models.listing import Listing
from groups.models.taxonomy import Term

HELP = ("fares-paid", "transport", "childcare", "food", "interpreter")
"""Access words (slugs) that name help somebody gives; the others say what a place is like."""
NEEDS_ORGANIZATION = _("Only an organization can promise practical help. Name the one that runs this first.")
NOT_HELP = _("“%(word)s” is not a kind of practical help.")


class PracticalHelpQuerySet(models.QuerySet):
    def promised_at(self, listing):
        """The help at `listing` that its organization answers for, in its order; none, and no question, without one."""
        if listing.organization_id is None:
            return self.none()
        return self.filter(listing=listing).select_related("term").order_by("position", "pk")


class PracticalHelp(models.Model):
    """One kind of help that people who come can count on every time, and how they ask for it.

    A database trigger gives its listing the tags of `term` and of `support:instrumental`, so that search finds it.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="practical_help")
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="practical_help",
        verbose_name=_("what"),
        limit_choices_to={"facet": Facet.ACCESS, "slug__in": HELP},
    )
    how_to_ask = models.CharField(_("how to ask for it"), max_length=250)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = PracticalHelpQuerySet.as_manager()

    class Meta:
        verbose_name = _("practical help")
        verbose_name_plural = _("practical help")
        ordering = ["listing", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "term"],
                name="practical_help_once",
                violation_error_message=_("This help is already there."),
            ),
        ]

    def __str__(self):
        return str(self.term)

    def clean(self):
        if self.term_id and (self.term.facet != Facet.ACCESS or self.term.slug not in HELP):
            raise ValidationError({"term": ValidationError(NOT_HELP, params={"word": self.term})})
