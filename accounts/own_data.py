"""What this app itself keeps about a person: who they are, how they sign in, what they look after, mails to them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from accounts import erasures, privacy, sessions
from accounts.models import Duty, Mail, Verification

COVERS = [
    "accounts.User_groups",
    "accounts.User_user_permissions",
    "accounts.Duty",
    "accounts.Verification",
    "account.EmailAddress",
    "mfa.Authenticator",
    "usersessions.UserSession",
    "admin.LogEntry",
]


def register():
    """Tell the registry what this app gives out and erases; called when the app is ready."""
    erasures.register("accounts.User", moment="date_joined", erase=privacy.erase)
    privacy.register_exporter("account", export, covers=COVERS)
    privacy.register_eraser(
        erase,
        covers=COVERS,
        says=_("Your nickname, e-mail address, passkeys and password are erased. You are signed out everywhere."),
    )


def export(user):
    """The person as plain data; secrets of passkeys, apps, recovery codes and sessions stay where they are."""
    return {
        "nickname": user.nickname,
        "email": user.email,
        "language": user.language,
        "joined": _moment(user.date_joined),
        "last_sign_in": _moment(user.last_login),
        "has_password": user.has_usable_password(),
        "roles": list(user.groups.order_by("name").values_list("name", flat=True)),
        "permissions": list(user.user_permissions.order_by("codename").values_list("codename", flat=True)),
        "email_addresses": list(_rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary")),
        "ways_to_sign_in": list(_rows(Authenticator.objects.filter(user=user), "type", "created_at", "last_used_at")),
        "sessions": list(
            _rows(UserSession.objects.filter(user=user), "user_agent", "ip", "created_at", "last_seen_at")
        ),
        "duty": list(_rows(Duty.objects.filter(user=user), *DUTY)),
        "deputy_for": Duty.objects.filter(deputy=user).count(),
        "verification": list(_rows(Verification.objects.filter(user=user), "note", "verified_at")),
        "verified_others": Verification.objects.filter(verified_by=user).count(),
        "acts_in_admin": list(_rows(LogEntry.objects.filter(user=user), "action_time", "object_repr", "action_flag")),
        "mails": list(_rows(_mails(user), "subject", "created_at", "sent_at")),
    }


DUTY = ("country", "area", "lat", "lon", "radius_km", "away_from", "away_until")


def erase(user):
    """End all sessions and remove mails to the person; what points to them goes with them (CASCADE, SET_NULL).

    What staff did to the account stays known, without the address by which the admin named it.
    """
    about = LogEntry.objects.filter(content_type__app_label="accounts", content_type__model="user")
    about.filter(object_id=str(user.pk)).update(object_repr="", change_message="")
    sessions.end_all(user)
    _mails(user).delete()


def _mails(user):
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return Mail.objects.filter(recipient__in={user.email, *addresses})


def _rows(queryset, *fields):
    for row in queryset.order_by("pk").values(*fields):
        yield {name: _moment(value) if hasattr(value, "isoformat") else value for name, value in row.items()}


def _moment(value):
    return value.isoformat() if value else None
