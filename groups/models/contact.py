"""Ways to reach a listing, each with its own choice of who is shown it."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups import telephone
from groups.choices import Channel, Visibility
from groups.models.listing import Listing

VALIDATE_LINK = URLValidator(schemes=["http", "https"], message=_("Write a web address that begins with https://."))


class ContactQuerySet(models.QuerySet):
    def public(self):
        """What everybody may see; the only contacts that pages, feeds and files ever hold."""
        return self.filter(visibility=Visibility.PUBLIC)


class Contact(models.Model):
    """A phone number, address or link of a listing."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="contacts")
    channel = models.CharField(_("way"), max_length=12, choices=Channel.choices)
    value = models.CharField(_("number or address"), max_length=500)
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("Such as “for new people”."))
    visibility = models.CharField(
        _("who is shown it"), max_length=15, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["listing", "position", "pk"]

    def __str__(self):
        return str(self.get_channel_display())

    def clean(self):
        if self.channel in (Channel.WEBSITE, Channel.ONLINE_LINK):
            VALIDATE_LINK(self.value)
        elif self.channel == Channel.EMAIL:
            validate_email(self.value)
        elif not any(character.isdecimal() for character in self.value):
            raise ValidationError(_("A phone number needs digits."))

    @property
    def href(self):
        """A link one can tap; empty where the value is not a safe one, or no number can be made out."""
        if self.channel in (Channel.WEBSITE, Channel.ONLINE_LINK):
            return self.value if self.value.startswith(("https://", "http://")) else ""
        if self.channel == Channel.EMAIL:
            return f"mailto:{self.value}"
        return telephone.link(self.value, "sms" if self.channel == Channel.TEXT else "tel")
