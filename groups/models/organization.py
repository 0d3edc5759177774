"""Who stands behind formal services, and behind some informal meetups (HSDS: organization)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.models.fields import LinkField
from groups.models.identity import public_id


class Organization(models.Model):
    """A clinic, charity, public body or fellowship that answers for listings."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    website = LinkField(_("website"), blank=True, max_length=500)
    members = models.ManyToManyField(
        User, blank=True, related_name="organizations", verbose_name=_("who may close its places")
    )
    source = models.ForeignKey(
        "groups.ImportSource", models.SET_NULL, null=True, blank=True, related_name="organizations"
    )
    source_ref = models.CharField(_("name at the source"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                name="organization_unique_at_source",
                violation_error_message=_("This organization was already imported from that source."),
            ),
        ]

    def __str__(self):
        return self.name
