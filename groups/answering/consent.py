"""What somebody agrees to before they first say what helped, and how they take it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups.choices import Purpose
from groups.models import Answer, Consent

WORDS = _(
    "I agree that this site keeps what I say helped me. That I was at a group can say something about my health. "
    "Nobody sees my answer by itself, not the group either: only figures about at least 10 people are published. I "
    "can look at my answers, delete them, and take this back at any time. Then all of them are erased at once."
)
"""The words of consent for who has an account, as the page shows them and as they are kept."""
WORDS_WITHOUT_NAME = _(
    "I agree that this site keeps this answer without my name. Nobody can tell that it is mine, so it cannot be taken "
    "back later. Only figures about at least 10 people are published."
)
"""The same for who answers with a code: nothing of it leads to a person, so nothing but the answer is kept."""


def has_agreed(user):
    """Whether `user` agreed that we keep their answers, and did not take it back."""
    return Consent.objects.given(user, Purpose.ANSWERS).exists()


def hold_consent(user):
    """The `Consent` that `has_agreed` means, held until the end of the transaction, or None."""
    return Consent.objects.held(user, Purpose.ANSWERS)


def agree(user):
    """Keep that `user` agreed just now, in the words shown; answers the `Consent`. One that holds stays as it is."""
    return Consent.objects.agree(user, Purpose.ANSWERS, WORDS)


@transaction.atomic
def take_back(user):
    """Let `user` take the consent back: all their answers are erased. Answers how many.

    The consent is held first: an answer that comes at the same moment is either erased too, or refused.
    """
    hold_consent(user)
    Consent.objects.take_back(user, Purpose.ANSWERS)
    return Answer.objects.filter(user=user).delete()[0]
