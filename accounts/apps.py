from allauth.usersessions import apps as usersessions
from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    """Members, facilitators, moderators and admins: who somebody is, never what they look for."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import own_data, retention

        own_data.register()
        retention.register()


class SessionListConfig(usersessions.UserSessionsConfig):
    """allauth's list of sessions, kept by `accounts.middleware.session_list` instead of its own receivers.

    Those store the whole network address and browser description; ours never lets them reach the database.
    """

    default = False

    def ready(self):
        pass


class SecondFactorAdminConfig(admin.AdminConfig):
    """Django's admin behind the second factor."""

    default = False
    default_site = "accounts.admin_site.SecondFactorAdminSite"
