"""Secrets in addresses: the address holds the token, the database only its digest."""

import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

TOKEN_BYTES = 24  # 192 bit; 32 characters in an address


def new_token():
    """A token nobody can guess, for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token):
    """What is stored of a token (SHA-256, hex): it opens nothing by itself."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class DigestField(models.CharField):
    """The digest of a token; looked up by `digest=digest_of(token)`."""

    def __init__(self, *args, **options):
        defaults = {"verbose_name": _("digest of its token"), "max_length": 64, "editable": False}
        super().__init__(*args, **defaults | options)


class SecretQuerySet(models.QuerySet):
    def opened_by(self, token):
        """The rows, one at most, whose secret address holds `token`."""
        return self.filter(digest=digest_of(token))
