"""What an adult agrees to before the first check-in, and how they take it back."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groups.choices import Purpose
from groups.models import CheckIn, CheckInReminder, Consent


def words(operator=""):
    """The words of consent, as the page shows them and as they are kept; they name who answers for check-ins: the
    `operator`, if not given the one of this site."""
    return _(
        "I am 18 or older. I agree that this site keeps my answers to these questions and where I say I go. They say "
        "something about my health. %(operator)s answers for this. Nobody but me sees my answers: only figures about "
        "at least 10 people together are published. I can take my answers with me, and take this back at any time. "
        "Then all of them are erased at once."
    ) % {"operator": operator or settings.CHECK_INS_ANSWERED_BY}


def has_agreed(user):
    """Whether `user` agreed that we keep their check-ins, and did not take it back."""
    return Consent.objects.given(user, Purpose.CHECK_INS).exists()


def hold_consent(user):
    """The `Consent` that `has_agreed` means, held until the end of the transaction, or None."""
    return Consent.objects.held(user, Purpose.CHECK_INS)


def agree(user, operator=""):
    """Keep that `user` agreed just now, in the words shown; answers the `Consent`. One that holds stays as it is."""
    return Consent.objects.agree(user, Purpose.CHECK_INS, words(operator))


@transaction.atomic
def take_back(user):
    """Let `user` take the consent back: all their check-ins and the reminder are erased.

    The consent is held first: a check-in that comes at the same moment is either erased too, or refused.
    """
    hold_consent(user)
    Consent.objects.take_back(user, Purpose.CHECK_INS)
    CheckInReminder.objects.filter(user=user).delete()
    CheckIn.objects.filter(user=user).delete()
