from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Members, facilitators, moderators and admins: who somebody is, never what they look for."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
