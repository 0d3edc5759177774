"""Say what helped, once for each session; and what an account said, for itself alone."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import erasures
from groups import sessions
from groups.answering.codes import may_have_codes
from groups.answering.consent import hold_consent
from groups.booking.holding import all_or_gone, hold_date
from groups.choices import BookingState
from groups.models import Answer, AnswerCode, Booking, Listing

NUMBERS = ("emotional", "informational", "instrumental", "companionship")
"""The questions: one for each sort of support."""


def may_answer(user, date, now):
    """Whether `user` is asked about a `SessionDate`: they booked it, it took place, and it is over at `now`."""
    asked = date.takes_place and date.is_over(now) and may_have_codes(date.slot.listing)
    return asked and _booked(user).filter(_of(date)).exists()


def has_answered(user, slot, original_on):
    """Whether `user` has said what helped at the session that `slot` has on that day."""
    if not user.is_authenticated:
        return False
    return Answer.objects.filter(user=user, session__schedule=slot, session__original_on=original_on).exists()


def open_dates(user, now):
    """The sessions `user` came to and has not yet said anything about, latest first; for their own page alone."""
    booked = list(_booked(user).select_related("session"))
    courses = {booking.schedule_id for booking in booked}
    dates = {(booking.session.schedule_id, booking.session.original_on) for booking in booked if booking.session}
    slots = courses | {slot for slot, _day in dates}
    listings = Listing.objects.published().filter(schedules__in=slots - {None}).distinct().select_related("place")
    listings = [listing for listing in listings if may_have_codes(listing)]
    said = set(Answer.objects.filter(user=user).values_list("session__schedule", "session__original_on"))
    since = now - timedelta(days=settings.BOOKINGS_KEEP_DAYS)
    held = [date for found in sessions.dates_of(listings, since, now).values() for date in found]
    mine = [date for date in held if date.slot.pk in courses or (date.slot.pk, date.original_on) in dates]
    return sorted(
        (
            date
            for date in mine
            if date.takes_place and date.is_over(now) and (date.slot.pk, date.original_on) not in said
        ),
        key=lambda date: (date.starts_at, date.slot.pk),
        reverse=True,
    )


@all_or_gone
def answer(date, *, by, **said):
    """Keep what `by` says of a `SessionDate`: `emotional`, `informational`, `instrumental` and `companionship` (0 to
    10, or None) and `gave` (`Chime` slugs). Answers the `Answer`.

    Raises ValidationError, with a code: `consent` where they did not agree, `closed` where they are not asked,
    `answered` where they have said it already, `empty` where nothing is said.
    """
    if not hold_consent(by):  # held first, so that two taps take turns and who takes it back erases this one too
        raise ValidationError(_("Please say first that you agree to what we keep."), "consent")
    if not may_answer(by, date, timezone.now()):
        raise ValidationError(_("Nobody is asked about this."), "closed")
    if has_answered(by, date.slot, date.original_on):
        raise ValidationError(_("You have answered about this session already."), "answered")
    return _keep(hold_date(date.slot, date.original_on), user=by, **said)


@all_or_gone
def answer_by_code(code, **said):
    """Keep what somebody says with `code` (an `AnswerCode`), which is then used; arguments and answer as for `answer`.

    Raises ValidationError with the code `used` where it was used meanwhile, `empty` where nothing is said.
    """
    if not claim(code):
        raise ValidationError(_("This code was used already."), "used")
    return _keep(code.session, **said)


def claim(code):
    """Mark `code` as used; whether it was not so yet. One statement, so that of many at once one succeeds."""
    return AnswerCode.objects.filter(pk=code.pk, used_on=None).update(used_on=timezone.localdate()) == 1


def answers_of(user):
    """What `user` said, latest first, with the session and its listing."""
    return Answer.objects.filter(user=user).select_related("session__schedule__listing").order_by("-given_on", "-pk")


@transaction.atomic
def delete(user, pk):
    """Erase one answer of `user`; whether there was one. They can answer again while they are asked."""
    mine = Answer.objects.filter(user=user, pk=pk)
    erasures.note(mine)
    return mine.delete()[0] == 1


def _keep(session, *, gave, user=None, **numbers):
    if not gave and all(numbers.get(name) is None for name in NUMBERS):
        raise ValidationError(_("Choose a number or a sentence: one is enough."), "empty")
    return Answer.objects.create(
        session=session,
        listing_id=session.schedule.listing_id,
        user=user,
        gave=sorted(set(gave)),
        given_on=timezone.localdate(),
        **{name: numbers.get(name) for name in NUMBERS},
    )


def _booked(user):
    return Booking.objects.of(user).filter(state=BookingState.COMING)


def _of(date):
    """Bookings of a date by itself, or of the course it belongs to."""
    return Q(session__schedule=date.slot, session__original_on=date.original_on) | Q(schedule=date.slot)
