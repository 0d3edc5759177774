"""Somebody says that a listing is still on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import moderation
from groups.choices import Act, Cause
from groups.models import Listing

WRITTEN = ["confirmed_at", "confirmed_by", "is_unsure", "is_stale", "searchable"]


@transaction.atomic
def renew(listing, by):
    """Count a public `listing` as confirmed now, because `by` (None: by the secret link) did something real to it.

    The act itself is kept by who calls. Answers whether it is public; what is not has nothing to renew.
    """
    row = Listing.objects.published().filter(pk=listing.pk)
    if not row.update(confirmed_at=timezone.now(), confirmed_by=by, is_unsure=False, is_stale=False):
        return False
    moderation.refresh_searchable(row)
    moderation.close_reviews(listing, [Cause.STALE], by=by)
    listing.refresh_from_db(fields=WRITTEN)
    return True


@transaction.atomic
def confirm(listing, *, by, via_link=False):
    """Keep that `listing` is still on. Answers whether that was news: a second tap on one day changes nothing.

    Raises ValidationError where the public does not see it, or it is closed for good.
    """
    held = Listing.objects.select_for_update(of=["self"], no_key=True).get(pk=listing.pk)
    if not held.is_published or held.closed_on:
        raise ValidationError(_("Only what is public and open can be confirmed."))
    if _was_today(held, by):
        return False
    renew(listing, by)
    moderation.record(listing, Act.CONFIRMED, by=by, via_link=via_link)
    return True


def _was_today(listing, by):
    moment = listing.confirmed_at
    is_same = moment is not None and listing.confirmed_by_id == (by and by.pk)
    return is_same and timezone.localdate(moment) == timezone.localdate()
