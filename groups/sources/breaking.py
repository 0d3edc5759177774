"""When a source is asked again. One that fails is asked later and later, so that it costs nobody anything."""

from datetime import timedelta

FAILURES_TO_PAUSE = 3
SOON = timedelta(hours=1)
DAY = timedelta(days=1)
LONGEST = timedelta(days=7)


def wait_after(failures, every_hours):
    """How long nobody asks a source that failed so many times in a row (from 1): an hour or less at first, from
    FAILURES_TO_PAUSE on a day, then two, four, and a week at last."""
    if failures < FAILURES_TO_PAUSE:
        return min(SOON, timedelta(hours=every_hours))
    doubled = DAY * 2 ** min(failures - FAILURES_TO_PAUSE, 3)
    return max(min(doubled, LONGEST), timedelta(hours=every_hours))


def is_paused(source):
    """Whether so many runs failed that the source is asked rarely."""
    return source.failures >= FAILURES_TO_PAUSE
