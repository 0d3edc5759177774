"""One date of a slot: cancelled, moved, or with a note; public at once, and undone as easily."""

from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import schedule
from groups.choices import Act, SessionStatus
from groups.facilitating.acting import held, keep
from groups.models import Schedule, Session
from groups.recurrence import MAX_DURATION
from groups.sessions import A_YEAR, by_rule

BY_RULE = {"status": SessionStatus.ON.value, "starts_at": None, "ends_at": None, "note": "", "stand_in": ""}
ACTS = (Act.CANCELLED, Act.MOVED, Act.ANNOTATED, Act.STOOD_IN, Act.UNDID)


def cancel(slot, original_on, *, by, via_link=False, note=""):
    """Cancel the date that `slot` has on `original_on` by its rule (a local date), with a word to the public.

    Answers the event, or None where it was cancelled like that already. Raises ValidationError where the rule gives
    no such date or the date is over; the other verbs too.
    """
    wanted = {"status": SessionStatus.CANCELLED.value, "starts_at": None, "ends_at": None, "note": note}
    return _change(slot, original_on, Act.CANCELLED, wanted, by=by, via_link=via_link)


def move(slot, original_on, starts_at, ends_at, *, by, via_link=False, note=""):
    """Let the date begin and end at other moments (aware). Raises ValidationError for moments that make no sense."""
    _refuse_odd_times(starts_at, ends_at)
    wanted = {
        "status": SessionStatus.MOVED.value,
        "starts_at": starts_at.astimezone(UTC).isoformat(),
        "ends_at": ends_at.astimezone(UTC).isoformat(),
        "note": note,
    }
    return _change(slot, original_on, Act.MOVED, wanted, by=by, via_link=via_link)


def annotate(slot, original_on, note, *, by, via_link=False):
    """Say something about the date, such as another room; an empty note takes an earlier one away.

    A cancelled or moved date stays so.
    """
    return _change(slot, original_on, Act.ANNOTATED, {"note": note}, by=by, via_link=via_link)


def stand_in(slot, original_on, name, *, by, via_link=False):
    """Name who leads the date in somebody's place, for everybody to read; an empty name: as usual after all."""
    return _change(slot, original_on, Act.STOOD_IN, {"stand_in": name}, by=by, via_link=via_link)


def reinstate(slot, original_on, *, by, via_link=False):
    """Let the date take place as the rule has it, whatever was said about it. Answers as `cancel` does."""
    return _change(slot, original_on, Act.UNDID, dict(BY_RULE), by=by, via_link=via_link)


@transaction.atomic
def undo(event, *, by, via_link=False):
    """Make a date what it was before `event`; answers the new event, which can be undone too.

    Raises ValidationError where that is no longer possible: something else was said since, or the date is over.
    """
    told = event.after.get("date")
    if event.act not in ACTS or not told:
        raise ValidationError(_("This cannot be undone."))
    slot = _held(told["slot"])
    original_on = date.fromisoformat(told["original_on"])
    if slot.listing_id != event.listing_id or _state(slot, original_on) != _state_in(told):
        raise ValidationError(_("Something else was said about this date since. Nothing was changed."))
    before = _state_in(event.before["date"])
    _refuse_past(slot, original_on, before, _state_in(told))
    return _write(slot, original_on, Act.UNDID, _state_in(told), before, by=by, via_link=via_link, undoes=event)


def may_undo(event, now):
    """Whether to offer that `event` be undone: it is about one date that is not over at `now`; no query."""
    told = event.after.get("date")
    return event.act in ACTS and bool(told) and _last_moment(event) > now


@transaction.atomic
def _change(slot, original_on, act, wanted, *, by, via_link):
    slot = _held(slot.pk)
    before = _state(slot, original_on)
    _refuse_past(slot, original_on, before)
    after = before | wanted
    if before == after:
        return None
    return _write(slot, original_on, act, before, after, by=by, via_link=via_link)


def _write(slot, original_on, act, before, after, **who):
    """Write the state `after` of a date. A row that says no more than the rule goes."""
    if after == BY_RULE:
        attached = Session.objects.filter(schedule=slot, original_on=original_on)
        attached.update(**_columns(BY_RULE))
        Session.objects.filter(pk__in=attached.bare().values("pk")).delete()
    else:
        session = Session(schedule=slot, original_on=original_on, **_columns(after))
        session.full_clean(validate_unique=False, validate_constraints=False)
        Session.objects.update_or_create(schedule=slot, original_on=original_on, defaults=_columns(after))
    schedule.refresh_dates(Schedule.objects.filter(pk=slot.pk))
    which = {"slot": slot.pk, "original_on": original_on.isoformat()}
    return keep(slot.listing, act, before={"date": which | before}, after={"date": which | after}, **who)


def _held(pk):
    """A slot and its listing as they are now, held until the end of the transaction, so that two at once take turns."""
    listing_id = Schedule.objects.filter(pk=pk).values_list("listing", flat=True).first()
    listing = listing_id and held(listing_id)
    slot = Schedule.objects.select_for_update(no_key=True).filter(pk=pk, listing=listing).first() if listing else None
    if slot is None:
        raise ValidationError(_("This date is gone: the times of the listing were changed."))
    slot.listing = listing
    return slot


def _state(slot, original_on):
    """What is said of a date, as plain values that JSON can hold."""
    session = Session.objects.filter(schedule=slot, original_on=original_on).first()
    if session is None:
        return dict(BY_RULE)
    moments = [moment and moment.astimezone(UTC).isoformat() for moment in (session.starts_at, session.ends_at)]
    said = {"note": session.note, "stand_in": session.stand_in}
    return {"status": session.status, "starts_at": moments[0], "ends_at": moments[1]} | said


def _state_in(told):
    """The state that an event tells; an older one may not know all that can be said of a date today."""
    return {name: told.get(name, plain) for name, plain in BY_RULE.items()}


def _columns(state):
    moments = {name: state[name] and datetime.fromisoformat(state[name]) for name in ("starts_at", "ends_at")}
    return state | moments


def _last_moment(event):
    """When the date that `event` is about is surely over, as far as can be told without its slot."""
    told = [event.before["date"], event.after["date"]]
    planned = datetime.combine(date.fromisoformat(told[0]["original_on"]), time.max, UTC) + MAX_DURATION
    return max([planned, *(datetime.fromisoformat(state["ends_at"]) for state in told if state["ends_at"])])


def _refuse_past(slot, original_on, *states):
    """Raises ValidationError unless there is the date in all `states`, and in one of them at least it is to come.

    The rule need not give a date that was moved: its slot may have been changed since.
    """
    planned = by_rule(slot, original_on)
    by_itself = planned and planned.ends_at
    ends = [datetime.fromisoformat(state["ends_at"]) if state["ends_at"] else by_itself for state in states]
    if not slot.is_live or None in ends:
        raise ValidationError(_("There is no such date. Please choose one from the list."))
    if max(ends) <= timezone.now():
        raise ValidationError(_("This date is over. Nothing was changed."))


def _refuse_odd_times(starts_at, ends_at):
    now = timezone.now()
    if ends_at <= starts_at:
        raise ValidationError(_("The end has to come after the beginning."))
    if ends_at - starts_at > MAX_DURATION:
        raise ValidationError(_("One date lasts 24 hours at most."))
    if ends_at <= now or starts_at > now + A_YEAR:
        raise ValidationError(_("Choose a day from today on, within a year."))
