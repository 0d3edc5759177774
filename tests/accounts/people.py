"""People of the account tests, and how they sign in."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress

from accounts.models import User

PASSWORD = "calm-river-42"


def make_person(email="ana@example.org", *, verified=True, password=None, **fields):
    """Somebody with a nickname, a confirmed address and no password, unless told otherwise."""
    user = User.objects.create_user(email, password, **{"nickname": "Ana"} | fields)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def sign_in(client, user, *, second_factor=False, way="code", ago=0, **record):
    """Sign `user` in as if by `way`, `ago` seconds before now; with a second factor also by that."""
    client.force_login(user)
    session = client.session
    at = time.time() - ago
    factor = [{"method": "mfa", "type": "totp", "at": at}] if second_factor else []
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": way, "at": at} | record, *factor]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def code_in(mail):
    """The code that a mail brings."""
    return next(line for line in mail.body.splitlines() if len(line) == 9 and line[4] == "-")
