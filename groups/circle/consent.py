"""What somebody agrees to before their circle is kept in their account, and takes back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import Purpose
from groups.models import CircleEntry, CircleGoal, Consent

WORDS = _(
    "I agree that this site keeps my circle of support in my account. Who helps me, and what I want to reach, can say "
    "something about my health. Nobody else sees it here. I can take this back at any time, and then all of it is "
    "erased at once."
)
"""The words of consent, as the page shows them and as they are kept."""


def has_agreed(user):
    """Whether `user` agreed that we keep their circle, and did not take it back."""
    return Consent.objects.given(user, Purpose.CIRCLE).exists()


def agree(user):
    """Keep that `user` agreed just now, in the words shown; answers the `Consent`. One that holds stays as it is."""
    return Consent.objects.agree(user, Purpose.CIRCLE, WORDS)


@transaction.atomic
def take_back(user):
    """Let `user` take it back: their circle is erased. That it was given and taken back stays known."""
    hold(user)
    Consent.objects.take_back(user, Purpose.CIRCLE)
    erase(user)


def hold(user):
    """Nobody else adds to the circle of `user`, or takes the consent back, until the end of the transaction."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def erase(user):
    """Nothing of the circle of `user` stays."""
    CircleEntry.objects.filter(user=user).delete()
    CircleGoal.objects.filter(user=user).delete()
