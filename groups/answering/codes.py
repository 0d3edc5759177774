"""Single-use codes: a secret of 130 bit that fits on a slip of paper, in an address, and in the hand that types it."""

import secrets
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import sessions
from groups.booking.holding import hold_date
from groups.choices import SessionStatus
from groups.models import AnswerCode
from groups.models.secret import digest_of

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two signs that nobody mistakes for one another: no i, l, o and u."""
LENGTH = 26  # of 5 bit each: 130 bit
GROUP = 4
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})
MOST_CODES = 60
"""On paper, for one session."""
GOOD_FOR = timedelta(days=14)
"""So long after it was made a code can be used."""
AROUND = timedelta(days=7)
"""So long before and after a session codes for it are printed."""


def codes_for(listing, now):
    """The sessions of `listing` for which codes may be printed at `now`, soonest first."""
    return [date for date in sessions.dates_of([listing], now - AROUND, now + AROUND)[listing.pk] if date.takes_place]


def may_have_codes(listing):
    """Whether people are asked what helped there: in public listings, and never where it is for minors."""
    return listing.is_published and not listing.is_for_minors


@transaction.atomic
def make_codes(date, number):
    """Make `number` new codes for a `SessionDate`; answers them, to be shown only this once.

    Raises ValidationError where it would be more than `MOST_CODES` for the session, or people are not asked there.
    """
    if not may_have_codes(date.slot.listing):
        raise ValidationError(_("Nobody is asked about this."), "closed")
    session = hold_date(date.slot, date.original_on)
    if session.answer_codes.filter(is_mailed=False).count() + number > MOST_CODES:
        raise ValidationError(
            _("For one date there are at most %(most)d codes. Some were made before.") % {"most": MOST_CODES}, "many"
        )
    return _make(session, number)


def make_mailed(session):
    """A new code for the mail to one person who came to `session` without an account; it is kept nowhere with them."""
    (code,) = _make(session, 1, is_mailed=True)
    return code


def opened_by(token):
    """The unused codes, one at most, that `token` is: younger than `GOOD_FOR`, of a session that people are asked
    about, whose day has come and that was not cancelled."""
    now = timezone.now()
    fresh = AnswerCode.objects.opened_by(token).filter(used_on=None, created_at__gt=now - GOOD_FOR)
    found = fresh.exclude(session__status=SessionStatus.CANCELLED).select_related("session__schedule__listing__place")
    code = found.first()
    is_open = code and has_come(code.session, now) and may_have_codes(code.session.schedule.listing)
    return found if is_open else found.none()


def has_come(session, now):
    """Whether the day of a `Session` has come at its place: slips are printed before and handed out at the end."""
    zone = ZoneInfo(session.schedule.timezone)
    is_moved = session.status == SessionStatus.MOVED
    return now.astimezone(zone).date() >= (
        session.starts_at.astimezone(zone).date() if is_moved else session.original_on
    )


def typed(text):
    """The code that somebody typed, as it was printed: without gaps, in small letters, o as 0, i and l as 1."""
    return text.strip().lower().translate(MISREAD)


def printed(code):
    """A code in groups of four, as it is read from paper."""
    return " ".join(code[begin : begin + GROUP] for begin in range(0, len(code), GROUP)).upper()


def forget(now):
    """Erase codes that were not used, `ANSWER_CODES_KEEP_DAYS` after they were made, and used ones too: they have
    nothing more to tell. Answers how many."""
    before = now - timedelta(days=settings.ANSWER_CODES_KEEP_DAYS)
    return AnswerCode.objects.filter(created_at__lt=before).delete()[0]


def _make(session, number, **columns):
    codes = ["".join(secrets.choice(ALPHABET) for _sign in range(LENGTH)) for _code in range(number)]
    AnswerCode.objects.bulk_create(AnswerCode(session=session, digest=digest_of(code), **columns) for code in codes)
    return codes
