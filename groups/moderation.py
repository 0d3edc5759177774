"""The only writer of `status`: what the public may see, decided by somebody and never by a form."""

from django.db import transaction
from django.utils import timezone

from groups.choices import Status


@transaction.atomic
def publish(listings, *, by):
    """Make `listings` (a queryset) public and found by search; `by` is the person who decided, None for an import.

    A person's approval counts as having been confirmed today; an import's does not: it says its source and date.
    """
    confirmed = {"confirmed_at": timezone.now(), "confirmed_by": by} if by else {}
    return listings.update(status=Status.PUBLISHED, searchable=True, **confirmed)


@transaction.atomic
def queue(listings, *, by):
    """Put `listings` in line for review; the public does not see them."""
    return listings.update(status=Status.PENDING, searchable=False)


@transaction.atomic
def withdraw(listings, *, by):
    """Take `listings` out of the public's sight; nothing is erased."""
    return listings.update(status=Status.WITHDRAWN, searchable=False)
