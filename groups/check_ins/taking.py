"""One check-in, at most one a day."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.check_ins.consent import hold_consent
from groups.check_ins.instruments import SUPPORT, WELLBEING, asked
from groups.models import CheckIn


def are_on():
    """Whether there are check-ins here: the operator has named who answers for them."""
    return bool(settings.CHECK_INS_ANSWERED_BY)


@transaction.atomic
def take(user, *, support, wellbeing, programs=()):
    """Keep how `user` is today; answers the `CheckIn`.

    `support` and `wellbeing` are the answers to the items of the instruments asked, None for each that was left out;
    `programs` are the `Listing`s they go to. Each score is known only where every item was answered. Raises
    ValidationError, with a code: `consent` where they did not agree, `empty` where nothing was answered, `today` where
    they have checked in today; ValueError for an answer that an item does not have.
    """
    if not hold_consent(user):  # held first, so that two taps take turns and who takes it back erases this one too
        raise ValidationError(_("Please say first that you agree to what we keep."), "consent")
    if all(answer is None for answer in [*support, *wellbeing]):
        raise ValidationError(_("Answer at least one question. You can leave out all others."), "empty")
    today = timezone.localdate()
    if CheckIn.objects.filter(user=user, taken_on=today).exists():
        raise ValidationError(_("You have checked in today already."), "today")
    kept = CheckIn.objects.create(
        user=user, taken_on=today, **_columns(SUPPORT, support), **_columns(WELLBEING, wellbeing)
    )
    kept.programs.set(programs)
    return kept


def _columns(measures, items):
    one = asked(measures)
    return {
        f"{measures}_instrument": one.key,
        f"{measures}_items": list(items),
        f"{measures}_score": one.score(items),
    }
