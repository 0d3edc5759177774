"""One mail, the day after, to who came and said that we may ask what helped; nobody is asked twice."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from groups import emails, sessions
from groups.answering.codes import make_mailed, may_have_codes
from groups.answering.giving import has_answered
from groups.booking.holding import attach_things
from groups.booking.telling import span_of
from groups.choices import BookingState
from groups.models import Booking, Session

EARLIEST, LATEST = timedelta(hours=20), timedelta(days=4)
"""So long after the end of a session, or of the last one of a course; later nobody is asked any more."""
BATCH = 500


def ask(now=None):
    """Write the mails that are due at `now`; answers how many.

    Safe at any time, as often as wanted and by several at once. Whoever had their turn is not asked again, whether a
    mail was written or not.
    """
    now = now or timezone.now()
    due = Booking.objects.filter(
        state=BookingState.COMING,
        wants_question=True,
        told_ends_at__lte=now - EARLIEST,
    )
    written, pks = 0, list(due.order_by("told_ends_at", "pk").values_list("pk", flat=True))
    for begin in range(0, len(pks), BATCH):
        written += _ask_some(due.filter(pk__in=pks[begin : begin + BATCH]), now)
    return written


@transaction.atomic
def _ask_some(due, now):
    """Ask those of `due` whom nobody else is asking just now; that it was their turn is kept with their mail."""
    held = due.select_related("user").select_for_update(of=["self"], no_key=True, skip_locked=True)
    batch, dates = attach_things(list(held.order_by("pk"))), {}
    Booking.objects.filter(pk__in=[booking.pk for booking in batch]).update(wants_question=False)
    return sum(_ask_one(booking, _last_date(booking, dates), now) for booking in batch)


def _ask_one(booking, one, now):
    """Write the mail about the `SessionDate` `one` to one person; whether there was reason to."""
    is_late = booking.told_ends_at <= now - LATEST
    if is_late or one is None or not (one.takes_place and one.is_over(now) and may_have_codes(one.slot.listing)):
        return False
    if booking.user_id and (not booking.user.is_active or has_answered(booking.user, one.slot, one.original_on)):
        return False
    emails.send(
        "what_helped",
        emails.Reader.of_booking(booking),
        {"when": span_of(one), "zone": one.slot.timezone, "url": _address(booking, one)},
        key=emails.cause("what-helped", one.id, booking.address.lower()),
    )
    return True


def _last_date(booking, dates):
    """The date that was booked, or the last one of the course, as it is now; None where there is none any more.

    `dates` holds those found already: many booked the same one.
    """
    known = [day for day, span in booking.told_dates.items() if span]
    day = booking.session.original_on if booking.session_id else known and date.fromisoformat(max(known))
    key = (booking.slot.pk, day)
    if key not in dates:
        dates[key] = sessions.session_date(booking.slot, day) if day else None
    return dates[key]


def _address(booking, one):
    """Where they answer: in their account, or with a code that nothing ties to them."""
    if booking.user_id:
        return emails.address("session-helped", one.id)
    session, _is_new = Session.objects.get_or_create(schedule=one.slot, original_on=one.original_on)
    return emails.address("helped-by-code", make_mailed(session))
