"""What the public reads about how sure a listing is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.choices import Fault
from groups.freshness.stages import Stage, as_of, is_long_ago, stage, stage_of
from groups.models import Report

WORDS = {
    Stage.SURE: "",
    Stage.UNSURE: _("Not confirmed lately. Call before you go."),
    Stage.HIDDEN: _("Nobody has confirmed this for a long time, so search no longer shows it. Call before you go."),
    Stage.IMPORTED: "",
    Stage.NEVER: "",
}
LONG_AGO = _("That is long ago. Call before you go.")


@dataclass(frozen=True, slots=True)
class Label:
    """How sure a listing is: its `level` and, where there is a reason to be careful, `words` that say so.

    `is_confirmed` tells whether its confirmation is what to go by, or its source's date. `visited_on` is the day on
    which a visitor last said that it was on, or None.
    """

    level: Stage
    words: str
    is_confirmed: bool
    visited_on: date | None = None


def label(listing, now):
    """The `Label` of `listing` at the aware moment `now`; no query beyond its `source`.

    A visitor's word is known of listings read through `with_visits`.
    """
    today, level = timezone.localdate(now), stage(listing, now)
    visited_at = getattr(listing, "visited_at", None)
    return Label(
        level=level,
        words=LONG_AGO if level == Stage.IMPORTED and _is_old(listing, today) else WORDS[level],
        is_confirmed=_is_by_people(listing, level, today),
        visited_on=timezone.localdate(visited_at) if visited_at else None,
    )


def with_visits(listings, now):
    """`listings` (a queryset) with `visited_at`, the last time a visitor said that it was on, or None.

    It informs and renews nothing: what is older than FRESHNESS_VISITOR_DAYS or than the last confirmation is left out.
    """
    since = now - timedelta(days=settings.FRESHNESS_VISITOR_DAYS)
    is_news = Q(listing__confirmed_at__isnull=True) | Q(created_at__gt=F("listing__confirmed_at"))
    visits = Report.objects.filter(is_news, listing=OuterRef("pk"), fault=Fault.WAS_ON, created_at__gte=since)
    return listings.annotate(visited_at=Subquery(visits.order_by("-created_at", "-pk").values("created_at")[:1]))


def _is_by_people(listing, level, today):
    """Whether the confirmation speaks, and not a source that has outlived it."""
    if listing.confirmed_at is None:
        return False
    own_day = min(timezone.localdate(listing.confirmed_at), today)
    return level == stage_of(own_day, listing.formality, today)


def _is_old(listing, today):
    return is_long_ago(as_of(listing), listing.formality, today)
