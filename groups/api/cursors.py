"""A cursor: the key of a listing, signed and bound to its search, so that nobody can make one up or mix two."""

from datetime import datetime

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from groups.problems import Problem

SALT = "groups.api.cursors 2"
"""With a number, which goes up with what keys are made of: an older cursor is refused, not misread."""
MOMENT = "at"


def write(key, bound_to):
    """The text of a cursor for `key`, good for the search that `bound_to` (text) stands for; None for None."""
    if key is None:
        return None
    plain = [{MOMENT: part.isoformat()} if isinstance(part, datetime) else part for part in key]
    return signing.Signer(salt=SALT).sign_object([digest(bound_to), plain], compress=True)


def read(text, bound_to):
    """The key in a cursor; None where none was given. Raises `Problem` for one that is not of this search."""
    if not text:
        return None
    try:
        of, plain = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        raise refusal(_("We did not write this cursor. Begin without one.")) from None
    if not constant_time_compare(of, digest(bound_to)):
        raise refusal(_("This cursor is of another search. Keep the other parameters as they were."))
    return tuple(datetime.fromisoformat(part[MOMENT]) if isinstance(part, dict) else part for part in plain)


def digest(bound_to):
    return salted_hmac(SALT, bound_to, algorithm="sha256").hexdigest()[:16]


def refusal(sentence):
    return Problem(422, sentence, [("cursor", sentence)])
