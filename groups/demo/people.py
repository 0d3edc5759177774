"""The people who can sign in to the sample directory: one for each role."""

import time
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from groups.demo.texts import read
from groups.models import ImportSource

SOURCE = "sample"
MODERATED = ("listing", "place", "organization", "schedule", "session")


@dataclass(frozen=True)
class SignIn:
    """What a person types to sign in. `code` is the one of this half minute, or "" where none is asked for."""

    email: str
    password: str
    role: str
    code: str


def sign_ins():
    """The people of the sample directory, their codes as of now; nobody where the directory is a real one."""
    if not ImportSource.objects.filter(slug=SOURCE, is_sample=True).exists():
        return []
    known = set(User.objects.filter(email__in=[row["email"] for row in rows()]).values_list("email", flat=True))
    secrets = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__in=known)
    codes = {one.user.email: _code(decrypt(one.data["secret"])) for one in secrets.select_related("user")}
    return [
        SignIn(row["email"], row["password"], row["role"], codes.get(row["email"], ""))
        for row in rows()
        if row["email"] in known
    ]


def rows():
    """The people of `people.toml`."""
    return read("people")["person"]


def create():
    """Make those who are not there yet, each with a verified address; staff also with a second factor.

    The secret of that factor is a fresh one: knowing the public passwords is not enough to be staff anywhere.
    """
    for row in rows():
        if not User.objects.filter(email=row["email"]).exists():
            _create(**row)


def person(role):
    """The one who has `role` in the sample directory."""
    return User.objects.get(email=next(row["email"] for row in rows() if row["role"] == role))


def _create(*, role, email, password, **fields):
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if user.is_staff:
        TOTP.activate(user, generate_totp_secret())
    if role == "moderator":
        user.groups.add(_moderators())


def _moderators():
    """The group of those who may look after listings in the admin site."""
    group, is_new = Group.objects.get_or_create(name="Moderators")
    if is_new:
        codenames = [f"{verb}_{model}" for verb in ("view", "change") for model in MODERATED]
        group.permissions.set(Permission.objects.filter(content_type__app_label="groups", codename__in=codenames))
    return group


def _code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))
