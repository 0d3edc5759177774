from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Listings of formal and informal support: where, when, for whom, and how to join."""

    name = "groups"
    verbose_name = _("Support directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import privacy
        from groups import own_data

        privacy.register_exporter("support", own_data.export, covers=own_data.COVERS)
        privacy.register_eraser(
            own_data.erase,
            covers=own_data.COVERS,
            says=_(
                "Your listings go to a co-facilitator, or stay where others of their organization look after them. All "
                "others are taken down, and your contacts in them are erased."
            ),
        )
