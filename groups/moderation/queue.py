"""What waits for a moderator: one open entry per listing and cause."""

from datetime import timedelta

from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone

from groups.choices import HARM_OF, MAY_BE_SOON, Cause, Harm
from groups.models import Review, UpcomingDate

LOOKED_AT = [Cause.DUPLICATE, Cause.STALE]  # what may be nothing at all
DECIDED = [Cause.NEW, Cause.CHANGE, Cause.URGENT]
DONE_WITH = [*DECIDED, *LOOKED_AT]  # what needs nobody any more once a listing is withdrawn
SOON = timedelta(hours=48)
BATCH = 1000


def open_review(listing, cause, *, other=None):
    """Put `listing` into the queue because of `cause`; once only while it waits there. `other` is its double."""
    now = timezone.now()
    entry = Review(listing=listing, cause=cause, harm=_harm(listing, cause, now), other=other, opened_at=now)
    Review.objects.bulk_create([entry], ignore_conflicts=True)


def close_reviews(listing, causes=None, *, by):
    """Take `listing` out of the queue, for `causes` or altogether; answers how many entries that were."""
    return close_reviews_of([listing.pk], causes, by=by)


def open_reviews_of(pks, cause):
    """Put many listings into the queue because of `cause`."""
    now = timezone.now()
    entries = (Review(listing_id=pk, cause=cause, harm=HARM_OF[cause], opened_at=now) for pk in pks)
    Review.objects.bulk_create(entries, ignore_conflicts=True, batch_size=BATCH)


def close_reviews_of(pks, causes, *, by):
    """Take many listings out of the queue, for `causes` (all, if None)."""
    entries = Review.objects.open().filter(listing__in=pks)
    entries = entries if causes is None else entries.filter(cause__in=causes)
    return entries.update(closed_at=timezone.now(), closed_by=by)


def raise_soon(now=None):
    """Bring to the front what meets within 48 hours of the aware moment `now`, and back what has met.

    Answers how many entries changed their rank. Safe to run at any time.
    """
    now = now or timezone.now()
    waiting = Review.objects.open().filter(cause__in=MAY_BE_SOON)
    is_soon = Exists(soon(now).filter(listing=OuterRef("listing")))
    usual = Case(*(When(cause=cause, then=Value(harm)) for cause, harm in HARM_OF.items()))
    raised = waiting.exclude(harm=Harm.SOON).filter(is_soon).update(harm=Harm.SOON)
    return raised + waiting.filter(harm=Harm.SOON).exclude(is_soon).update(harm=usual)


def soon(now):
    """Coming dates that begin within 48 hours of `now`, or are under way."""
    return UpcomingDate.objects.filter(ends_at__gt=now, starts_at__lt=now + SOON)


def _harm(listing, cause, now):
    is_soon = cause in MAY_BE_SOON and soon(now).filter(listing=listing).exists()
    return Harm.SOON if is_soon else HARM_OF[cause]
