"""The slots of a listing. Changing one that runs ends it and begins a new one, so that what was stays true."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from groups import booking, schedule, sessions
from groups.choices import SessionStatus, Status
from groups.content.reading import SLOT_COLUMNS
from groups.models import Booking, Schedule, Session
from groups.recurrence.dates import dates
from groups.recurrence.rule import LAST_DAY


def replace(listing, wanted):
    """Make the slots those of `wanted` (a section); dates known to search follow at once, and so do bookings.

    Who booked or saved it hears what that does to the dates they know.

    A listing the public has never seen has no past to keep: there rows are simply changed.
    """
    were = booking.dates_soon(listing)
    slots = {slot.pk: slot for slot in listing.schedules.live().select_for_update().order_by("pk")}
    keep_past = listing.status in (Status.PUBLISHED, Status.WITHDRAWN)
    for values in wanted:
        slot = slots.pop(values["id"], None)
        if slot is None:
            _save(Schedule(listing=listing), columns(values))
        elif not _is(slot, columns(values)):
            _change(slot, columns(values), keep_past=keep_past)
    for slot in slots.values():
        _end(slot, _first_open_day(slot), keep_past=keep_past)
    schedule.refresh_dates(listing.schedules.all())
    booking.tell_new_times(listing, were, but=booking.follow_listing(listing))


def columns(values):
    """The columns of `Schedule` that a slot of a document stands for."""
    return {name: values[name] for name in SLOT_COLUMNS} | {
        "starts_on": date.fromisoformat(values["starts_on"]),
        "start_time": time.fromisoformat(values["start_time"]),
        "duration": timedelta(minutes=values["duration"]),
        "byday": list(values["byday"]),
        "bymonthday": list(values["bymonthday"]),
        "until": date.fromisoformat(values["until"]) if values["until"] else None,
    }


def _is(slot, values):
    return all(getattr(slot, name) == value for name, value in values.items())


def _save(slot, values):
    for name, value in values.items():
        setattr(slot, name, value)
    slot.full_clean()
    slot.save()


def _today(slot):
    return timezone.now().astimezone(ZoneInfo(slot.timezone)).date()


def _begun_today(slot):
    """The `SessionDate` of today that takes place and has begun, over or not; None where there is none."""
    held = sessions.session_date(slot, _today(slot))
    return held if held and held.takes_place and held.starts_at <= timezone.now() else None


def _first_open_day(slot):
    """The local day from which a slot can be changed: today, or tomorrow where it has met or begun to meet today."""
    return _today(slot) + timedelta(days=1 if _begun_today(slot) else 0)


def _change(slot, values, *, keep_past):
    only_words = _is(slot, {name: value for name, value in values.items() if name != "note"})
    begun, since = _begun_today(slot), _first_open_day(slot)
    if only_words or not keep_past or slot.starts_on >= since:
        _save(slot, values)
        return
    if begun and not begun.is_over(timezone.now()):
        _hold(begun)
    new = Schedule(listing_id=slot.listing_id)
    _save(new, values | _from(since, values))
    _take_over(new, slot)
    _end(slot, since, keep_past=True)


def _hold(begun):
    """Keep a date that is under way as it is: whoever is there is not to read that it is off."""
    span = {"status": SessionStatus.MOVED, "starts_at": begun.starts_at, "ends_at": begun.ends_at}
    Session.objects.update_or_create(schedule=begun.slot, original_on=begun.original_on, defaults=span)


def _from(since, values):
    """Where the new slot begins: on its first date from the day `since` on, in step with the pattern as it was written.

    Of a number of dates, those already held are taken off. A pattern without coming dates begins as written.
    """
    written = Schedule(**values).rule
    coming = next(dates(written, since, LAST_DAY), None)
    if coming is None:
        return {}
    held = sum(1 for _day in dates(written, written.starts_on, since - timedelta(days=1))) if values["count"] else 0
    return {"starts_on": coming, "count": values["count"] and values["count"] - held}


def _take_over(new, slot):
    """What is attached to a coming date stays with it where the new pattern has that date too; so does a course.

    A date that was due by today and goes on, or was put off to a later moment, is to come whatever the new pattern is.
    """
    slot.bookings.update(schedule=new)
    today = _today(slot)
    still_due = Q(original_on__lte=today, status=SessionStatus.MOVED, ends_at__gt=timezone.now())
    for session in slot.sessions.filter(still_due):
        _hand_over(session, new)
    for session in slot.sessions.filter(original_on__gte=new.starts_on):
        if next(dates(new.rule, session.original_on, session.original_on), None):
            _hand_over(session, new)


def _hand_over(session, slot):
    session.schedule = slot
    session.save(update_fields=["schedule"])


def _end(slot, since, *, keep_past):
    """Let a slot give no date from the day `since` on; without a past it goes altogether, unless somebody booked it."""
    last = since - timedelta(days=1)
    if keep_past and slot.starts_on <= last:
        slot.until, slot.count = last, None
    elif not Booking.objects.of_slots([slot]).exists():
        slot.delete()
        return
    slot.is_live = False
    slot.save()
