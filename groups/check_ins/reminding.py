"""One mail when the next check-in is due, for who asked for it; none more until they have checked in again."""

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from groups import emails
from groups.check_ins.consent import hold_consent
from groups.check_ins.reading import EVERY
from groups.check_ins.taking import are_on
from groups.models import CheckInReminder

BATCH = 500


def is_reminded(user):
    """Whether `user` gets a mail when the next check-in is due."""
    return CheckInReminder.objects.filter(user=user).exists()


@transaction.atomic
def set_reminder(user, *, is_wanted):
    """Let `user` be reminded, or not any more; only who agreed to check-ins is."""
    if not is_wanted:
        CheckInReminder.objects.filter(user=user).delete()
    elif hold_consent(user):
        CheckInReminder.objects.get_or_create(user=user)


def remind(now=None):
    """Write the mails that are due at `now`; answers how many. None while check-ins are off.

    Safe at any time, as often as wanted and by several at once: that a mail was written is kept together with it.
    """
    if not are_on():
        return 0
    today = timezone.localdate(now)
    last = Max("user__check_ins__taken_on")
    due = CheckInReminder.objects.annotate(last=last).filter(last__lte=today - EVERY, user__is_active=True)
    due = due.filter(Q(mailed_on=None) | Q(mailed_on__lt=F("last") + EVERY))
    pks = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(_remind_some(pks[begin : begin + BATCH], today) for begin in range(0, len(pks), BATCH))


@transaction.atomic
def _remind_some(pks, today):
    """Write the mails of those that nobody else holds, and that have had none today."""
    held = CheckInReminder.objects.filter(Q(mailed_on=None) | Q(mailed_on__lt=today), pk__in=pks)
    held = list(
        held.select_related("user").select_for_update(of=["self"], no_key=True, skip_locked=True).order_by("pk")
    )
    CheckInReminder.objects.filter(pk__in=[one.pk for one in held]).update(mailed_on=today)
    words = {"url": emails.address("my-check-in-new"), "stop_url": emails.address("my-check-ins")}
    for one in held:
        emails.send("check_in_due", emails.Reader.of(one.user), words)
    return len(held)
