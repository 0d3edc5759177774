"""Single dates of sample schedules with something attached: called off, moved by a day, or with a note."""

from datetime import timedelta
from itertools import islice

from groups import recurrence
from groups.choices import SessionStatus
from groups.demo.texts import dice, read
from groups.models import Session

ONE_IN = 6
AHEAD = timedelta(days=40)
DRAWN = (SessionStatus.CANCELLED, SessionStatus.CANCELLED, SessionStatus.MOVED, SessionStatus.ON)


def sessions(plan, slot, now):
    """The unsaved exceptions of a saved slot in the coming weeks: mostly none, else one."""
    rng = dice("session", plan.ref, slot.source_ref)
    regular = slot.freq in (recurrence.Freq.WEEKLY, recurrence.Freq.MONTHLY) and len(slot.byday) <= 2
    if rng.randrange(ONE_IN) or not regular or not slot.is_live:
        return []
    status, skipped = rng.choice(DRAWN), rng.randrange(2)
    coming = (date for date in recurrence.occurrences(slot.rule, now, now + AHEAD) if date.starts_at > now)
    return [_session(slot, date, status, rng) for date in islice(coming, skipped, skipped + 1)]


def _session(slot, date, status, rng):
    session = Session(
        schedule=slot, original_on=date.original_on, status=status, note=rng.choice(read("texts")["session"][status])
    )
    if status == SessionStatus.MOVED:
        session.starts_at = date.starts_at + timedelta(days=1)
        session.ends_at = date.ends_at + timedelta(days=1)
    return session
