"""Reminders before a date, for who asked for them: each once, and none for what does not take place as told."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import DateTimeField, Exists, F, Func, OuterRef, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from accounts.models import Mail
from groups import emails
from groups.booking import letters
from groups.booking.holding import attach_things
from groups.booking.standing import standings_of
from groups.booking.telling import span_of, told
from groups.choices import BookingState
from groups.models import Booking, BookingLink
from groups.models.secret import digest_of, new_token

BATCH = 1000
BULK = {"Precedence": "bulk"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One of the mails: its `name`, the column that asks for it, and from how long to how short before the start.

    After a time without a worker it still goes out until `latest`. `name_by` is the part of the start, by the clock of
    its place, that makes it another mail: a date that is moved by an hour does not remind of the same day twice.
    """

    name: str
    column: str
    earliest: timedelta
    latest: timedelta
    name_by: str

    def due(self, now):
        """Bookings whose turn it is at `now`; who booked later than `earliest` gets none."""
        return Booking.objects.filter(
            **{self.column: True},
            state=BookingState.COMING,
            told_starts_at__gt=now + self.latest,
            told_starts_at__lte=now + self.earliest,
            created_at__lte=F("told_starts_at") - self.earliest,
        )

    @property
    def key(self):
        """The key of the mail, as the database makes it of a booking."""
        zone = Coalesce("session__schedule__timezone", "schedule__timezone")
        local = Func(zone, F("told_starts_at"), function="timezone", output_field=DateTimeField())
        start = Func(local, Value(self.name_by), function="to_char", output_field=TextField())
        parts = Value(f"{self.name}-"), Cast("pk", TextField()), Value("-"), start
        return Concat(*parts, output_field=TextField())


REMINDERS = (
    Reminder("day-before", "wants_day_before", timedelta(hours=24), timedelta(hours=12), "YYYYMMDD"),
    Reminder("hours-before", "wants_hours_before", timedelta(hours=2), timedelta(minutes=30), "YYYYMMDDHH24MI"),
)


def remind(now=None):
    """Write the reminders that are due at `now`; answers how many mails.

    Safe at any time, as often as wanted and by several at once: mails and what names them are written together, a
    thousand at a time, by date. Of all others that are due only the keys are in memory.
    """
    now = now or timezone.now()
    return sum(_remind(reminder, now) for reminder in REMINDERS)


def _remind(reminder, now):
    due = reminder.due(now).annotate(key=reminder.key)
    due = due.exclude(Exists(Mail.objects.filter(key=OuterRef("key"))))
    pks = list(due.order_by("session", "schedule", "pk").values_list("pk", flat=True))
    return sum(_remind_some(due.filter(pk__in=pks[begin : begin + BATCH]), now) for begin in range(0, len(pks), BATCH))


@transaction.atomic
def _remind_some(due, now):
    """Write the mails of those of `due` that are so still, held; those another scheduler holds are its own."""
    held = due.select_related("user").select_for_update(of=["self"], no_key=True, skip_locked=True)
    return _write(attach_things(list(held.order_by("session", "schedule", "pk"))), now)


def _write(batch, now):
    """Write mails to those of `batch` for whom it is as they were told; answers how many.

    The others hear of the change, not of the date.
    """
    standings = standings_of(batch, now)
    right = [one for one in batch if one.address and told(one) == span_of(standings[one.pk].next)]
    right = [one for one in right if not one.user_id or one.user.is_active]
    tokens = {booking.pk: new_token() for booking in right}
    BookingLink.objects.bulk_create(BookingLink(booking=one, digest=digest_of(tokens[one.pk])) for one in right)
    texts = {}
    mails = [_mail(booking, tokens[booking.pk], texts) for booking in right]
    if mails:
        get_connection().send_messages(mails)
    return len(mails)


def _mail(booking, token, texts):
    """The mail to one person; `texts` holds those made already, by slot, start and language."""
    about = (booking.slot.pk, booking.told_starts_at, booking.reads)
    if about not in texts:
        words = letters.about(booking.slot, told(booking)) | {"url": letters.address(letters.PLACEHOLDER)}
        texts[about] = emails.compose("reminder", emails.Reader.of_booking(booking), words, headers=BULK)
    return letters.copy_to(texts[about], booking.address, booking.key, letters.with_token(token))
