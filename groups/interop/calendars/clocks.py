"""What the clock of a zone does: the moments at which it jumps, and the same as a VTIMEZONE."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from groups.interop.calendars import lines

STEP = timedelta(days=7)
"""No zone changes its clocks twice within that time."""
A_SECOND = timedelta(seconds=1)


class Jump(NamedTuple):
    """A moment (UTC) at which clocks jump, from one local time to another (naive)."""

    at: datetime
    from_time: datetime
    to_time: datetime


@lru_cache(maxsize=2048)
def jumps(zone, first, last):
    """The `Jump`s of the clock of an IANA zone from the day `first` to some days after `last`, as a tuple."""
    clock = ZoneInfo(zone)
    begin = datetime.combine(first, time(), UTC)
    steps = [begin + STEP * nth for nth in range((last - first) // STEP + 2)]
    offsets = [at.astimezone(clock).utcoffset() for at in steps]
    return tuple(_jump(clock, steps[nth]) for nth in range(len(steps) - 1) if offsets[nth] != offsets[nth + 1])


@lru_cache(maxsize=2048)
def vtimezone(zone, year, last):
    """The lines of the VTIMEZONE of an IANA zone from the beginning of `year` to the end of the year `last`."""
    clock, begin = ZoneInfo(zone), datetime(year, 1, 1)  # noqa: DTZ001 - local
    times = defaultdict(list)
    for jump in jumps(zone, begin.date(), date(last, 12, 31)):
        before = (jump.at - A_SECOND).astimezone(clock).utcoffset()
        times[before, _state(jump.at.astimezone(clock))].append(jump.from_time)
    first = _state(begin.replace(tzinfo=clock))
    parts = [_observance(first.offset, first, [begin])]
    parts += [_observance(before, state, starts) for (before, state), starts in times.items()]
    return tuple(lines.block("VTIMEZONE", [f"TZID:{zone}", *(line for part in parts for line in part)]))


class _State(NamedTuple):
    offset: timedelta
    name: str
    is_summer: bool


def _state(there):
    return _State(there.utcoffset(), there.tzname(), bool(there.dst()))


def _observance(before, state, starts):
    """The lines that say to which `state` clocks change from the offset `before`, at local times of the old clock."""
    first, *others = (f"{start:%Y%m%dT%H%M%S}" for start in starts)
    body = [
        f"DTSTART:{first}",
        *([lines.folded(f"RDATE:{','.join(others)}")] if others else []),
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(state.offset)}",
        f"TZNAME:{state.name}",
    ]
    return lines.block("DAYLIGHT" if state.is_summer else "STANDARD", body)


def _offset(offset):
    """Such as +0530; with seconds where it has some, as long ago."""
    minutes, seconds = divmod(abs(offset) // A_SECOND, 60)
    tail = f"{seconds:02}" if seconds else ""
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02}{minutes % 60:02}{tail}"


def _jump(clock, before):
    """The jump in the step that begins `before` (UTC), to the second."""
    low, high = before, before + STEP
    offset, after = (at.astimezone(clock).utcoffset() for at in (low, high))
    while high - low > A_SECOND:
        middle = low + (high - low) // A_SECOND // 2 * A_SECOND
        low, high = (middle, high) if middle.astimezone(clock).utcoffset() == offset else (low, middle)
    naive = high.replace(tzinfo=None)
    return Jump(high, naive + offset, naive + after)
