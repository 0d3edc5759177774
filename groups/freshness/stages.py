"""How sure a listing is on a day."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone

from groups.freshness.periods import milestones


class Stage(TextChoices):
    """From sure to hidden; `IMPORTED` and `NEVER` were never confirmed by anybody here."""

    SURE = "sure"
    UNSURE = "unsure"
    HIDDEN = "hidden"
    IMPORTED = "imported"
    NEVER = "never"


def stage(listing, now):
    """The `Stage` of `listing` at the aware moment `now`. Its `source` is looked at."""
    today = timezone.localdate(now)
    if listing.confirmed_at is None:
        return _unconfirmed(listing, today)
    return stage_of(heard_on(listing.confirmed_at, as_of(listing), today), listing.formality, today)


def stage_of(day, formality, today):
    """The stage on `today` of what was last heard of on `day`."""
    ahead = milestones(day, formality)
    if today >= ahead.hidden_on:
        return Stage.HIDDEN
    return Stage.UNSURE if today >= ahead.unsure_on else Stage.SURE


def heard_on(confirmed_at, source_day, today):
    """The day on which somebody last said that it is on: people here, or a source that still lists it.

    Days are those of the site's zone. A moment still to come is a slip of the pen and counts as today.
    """
    days = [timezone.localdate(confirmed_at), *([source_day] if source_day else [])]
    return min(max(days), today)


def as_of(listing):
    """The date of the data of its source, or None."""
    return listing.source.as_of if listing.source else None


def is_long_ago(source_day, formality, today):
    """Whether a source's data are older than the age at which search leaves out what nobody confirms."""
    return bool(source_day) and stage_of(min(source_day, today), formality, today) == Stage.HIDDEN


def _unconfirmed(listing, today):
    if listing.source is None:
        return Stage.NEVER
    hides = settings.FRESHNESS_HIDES_OLD_IMPORTS
    return Stage.HIDDEN if hides and is_long_ago(as_of(listing), listing.formality, today) else Stage.IMPORTED
