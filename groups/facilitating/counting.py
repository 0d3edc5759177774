"""How many people came to one date: a number for the facilitators, never who they were."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import moderation
from groups.choices import Act
from groups.facilitating.acting import held
from groups.models import Session
from groups.sessions import session_date

COUNTED_FOR = timedelta(days=7)
"""So long after its end a date can still be counted."""


def may_count(one, now):
    """Whether the people at `one` (a `SessionDate`) can be counted at `now`: from its beginning to a week after it."""
    return one.takes_place and one.starts_at <= now <= one.ends_at + COUNTED_FOR


@transaction.atomic
def count(slot, original_on, came, *, by, via_link=False):
    """Keep how many people came (`came`, 0 or more) on the date that `slot` has on `original_on`.

    The public sees nothing of it. Answers the event, or None where the number was known already. Raises
    ValidationError where there is no such date, it was cancelled, has not begun, or is over for more than a week.
    """
    listing = held(slot.listing_id)
    one = session_date(slot, original_on)
    if one is None or not may_count(one, timezone.now()):
        raise ValidationError(_("People can be counted from the beginning of a date until a week after it."))
    if Session.objects.filter(schedule=slot, original_on=original_on, came=came).exists():
        return None
    Session.objects.update_or_create(schedule=slot, original_on=original_on, defaults={"came": came})
    told = {"slot": slot.pk, "original_on": original_on.isoformat(), "came": came}
    return moderation.record(listing, Act.COUNTED, by=by, via_link=via_link, after={"count": told})
