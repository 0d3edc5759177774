from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Listings of formal and informal support: where, when, for whom, and how to join."""

    name = "groups"
    verbose_name = _("Support directory")
    default_auto_field = "django.db.models.BigAutoField"
