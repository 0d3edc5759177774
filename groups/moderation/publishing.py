"""Many listings at once: public or not, found by search or not."""

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from groups.choices import Act, Cause, Decision, Status
from groups.models import ModerationEvent, Revision
from groups.moderation.queue import DONE_WITH, close_reviews_of, open_reviews_of
from groups.moderation.submitting import settle

KEPT_OUT = Q(is_checked_now=True) | Q(is_stale=True) | Q(closed_on__isnull=False) | Q(merged_into__isnull=False)
"""What is public but not found: being checked, not confirmed for very long, closed for good, merged."""


def found_if(condition):
    """A value for `searchable`: true where `condition` holds and nothing keeps the listing out of search."""
    return ExpressionWrapper(condition & ~KEPT_OUT, BooleanField())


@transaction.atomic
def publish(listings, *, by):
    """Make `listings` (a queryset) public and found by search; `by` is the person who decided, None for an import.

    A person's approval counts as having been confirmed today; an import's does not: it says its source and date.
    Answers how many there were.
    """
    pks = list(listings.order_by().values_list("pk", flat=True))
    confirmed = {"confirmed_at": timezone.now(), "confirmed_by": by, "is_unsure": False} if by else {}
    everywhere = listings.model.objects.filter(pk__in=pks)
    if by:
        everywhere.update(is_stale=False)
        _record(pks, Act.PUBLISHED, by)
    everywhere.update(status=Status.PUBLISHED, searchable=found_if(Q()), **confirmed)
    close_reviews_of(pks, [Cause.NEW], by=by)
    return len(pks)


@transaction.atomic
def queue(listings, *, by):
    """Put `listings` in line for review; the public does not see them. Answers how many there were."""
    pks = list(listings.order_by().values_list("pk", flat=True))
    listings.model.objects.filter(pk__in=pks).update(status=Status.PENDING, searchable=False)
    open_reviews_of(pks, Cause.NEW)
    return len(pks)


@transaction.atomic
def withdraw(listings, *, by):
    """Take `listings` out of the public's sight; nothing is erased. Answers how many there were."""
    pks = list(listings.order_by().values_list("pk", flat=True))
    if by:
        _record(pks, Act.WITHDREW, by)
    listings.model.objects.filter(pk__in=pks).update(status=Status.WITHDRAWN, searchable=False)
    for revision in Revision.objects.waiting().filter(listing__in=pks):
        settle(revision, Decision.TAKEN_BACK, by=by)
    close_reviews_of(pks, DONE_WITH, by=by)
    return len(pks)


def refresh_searchable(listings):
    """Work out anew which of `listings` (a queryset) search may find, after one of its reasons changed."""
    return listings.update(searchable=found_if(Q(status=Status.PUBLISHED)))


def _record(pks, act, by):
    ModerationEvent.objects.bulk_create((ModerationEvent(listing_id=pk, act=act, by=by) for pk in pks), batch_size=1000)
