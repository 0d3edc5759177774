"""Putting two people together, and forgetting it again."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import emails
from groups.choices import BookingState, Company
from groups.helping.offering import is_open_to
from groups.helping.parting import part
from groups.models import Match, Offer
from groups.models.secret import digest_of, new_token

KEPT_FOR = timedelta(days=30)
"""So long after the date everything is kept, for who wants to say only later that something was wrong."""
MEET_BEFORE = timedelta(minutes=10)
STANDS = Q(offers__booking__state=BookingState.COMING, offers__booking__user__is_active=True)


@transaction.atomic
def match(date, chosen, *, by):
    """Put two people together for a `SessionDate`; answers the `Match`. Both get a mail.

    `chosen` are the pks of two `Offer`s of the same company. `by` is None for the holder of the secret link. Raises
    ValidationError where that cannot be.
    """
    if not is_open_to(date.slot.listing) or not date.takes_place or date.starts_at <= timezone.now():
        raise ValidationError(_("It is too late for this date."))
    here = Offer.objects.standing().at(date).filter(pk__in=chosen, match=None)
    two = list(here.select_for_update(of=["self"]))
    if len(two) != 2:
        raise ValidationError(_("Something changed in between. Please choose two people again."))
    if two[0].company != two[1].company:
        raise ValidationError(_("Choose two people who want the same."))
    made = Match.objects.create(matched_by=by)
    for one, other in (two, reversed(two)):
        _bring_together(made, one, other, date)
    return made


def _bring_together(made, one, other, date):
    token = new_token()
    one.match, one.digest = made, digest_of(token)
    one.save(update_fields=["match", "digest"])
    words = {
        "company": Company(one.company).label,  # lazy, as its reader may speak another language
        "who": other.booking.nickname,
        "meet_at": date.starts_at - MEET_BEFORE,
        "zone": date.slot.timezone,
        "place": date.slot.listing.place,
        "safety_url": emails.address("safety"),
        "check_in_url": emails.address("check-in", token),
        "take_back_url": emails.address("session-company", date.id),
    }
    reader, key = emails.Reader.of_booking(one.booking), emails.cause("company", made.pk, one.pk)
    emails.send("company_matched", reader, words, key=key)


def follow():
    """Tell people whose company for a date cannot come any more, however that came about. Safe to repeat."""
    halves = Match.objects.annotate(stand=Count("offers", filter=STANDS)).filter(stand__lt=2)
    for pk in halves.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            if found := Match.objects.filter(pk=pk).first():
                part(found)


@transaction.atomic
def forget(before):
    """Erase what was said, and who was put together, for dates over before the moment `before`; answers how many."""
    moved = Q(booking__session__ends_at__isnull=False)
    is_past = Q(booking__session__original_on__lt=before.date())
    past = Offer.objects.filter(is_past, ~moved | Q(booking__session__ends_at__lt=before))
    count = past.delete()[1].get("groups.Offer", 0)
    Match.objects.filter(offers=None).delete()
    return count
