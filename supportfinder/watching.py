"""How the database servers are: each is looked at once a second, by a thread of its own in each web process.

No visitor waits for a server that hangs: who looked last says how it is, and a look that does not come back counts
as no answer.
"""

import logging
import threading
import time

import psycopg
from django.db import connections

LOOK_SECONDS = 1
STALE_SECONDS = 3

ANSWERS = "SELECT 0::float8"
"""Asks the primary whether it is there."""

# A replica that has replayed all it received, and whose receiver lives, lacks nothing, however long ago the last
# write was. Without a receiver the time since the last write is the most that may be missing. One that is no replica
# any more (promoted, or never one) has a history of its own, so it stands in for the primary but never beside it.
BEHIND = """
SELECT CASE
    WHEN NOT pg_is_in_recovery() THEN 'infinity'
    WHEN pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
    ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 'infinity')
END::float8
"""
"""Asks a replica how many seconds its data may be behind the primary."""

logger = logging.getLogger(__name__)


class Watch:
    """One server of settings.DATABASES, seen from one process."""

    def __init__(self, alias: str, question: str, clock=time.monotonic):
        self.alias, self.question, self.clock = alias, question, clock
        self._seen: tuple[float, float | None] | None = None
        self._connection: psycopg.Connection | None = None
        self._thread: threading.Thread | None = None
        self._beginning = threading.Lock()
        self._soon = threading.Event()

    @property
    def lag(self) -> float | None:
        """Seconds that its data may be behind; None while it does not answer, or nobody has looked yet."""
        if self._seen is None or self.clock() - self._seen[0] > STALE_SECONDS:
            return None
        return self._seen[1]

    @property
    def is_up(self) -> bool:
        """Whether it answered when it was looked at last."""
        return self.lag is not None

    @property
    def is_away(self) -> bool:
        """Whether it is known not to answer; one that nobody has looked at yet is neither up nor away."""
        return self._seen is not None and not self.is_up

    def begin(self) -> None:
        """Have the thread run; called with every request, since a thread does not survive a fork."""
        with self._beginning:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name=f"watch {self.alias}", daemon=True)
                self._thread.start()

    def look_soon(self) -> None:
        """A request failed: look now instead of in a second."""
        self._soon.set()

    def look(self) -> None:
        """Ask the server, and keep what it says and when."""
        try:
            lag = self._ask()
        except psycopg.Error:
            lag = None
            self._hang_up()
        if self._seen is None or (lag is None) != (self._seen[1] is None):
            logger.warning("The database “%s” %s.", self.alias, "does not answer" if lag is None else "answers")
        self._seen = (self.clock(), lag)

    def _watch(self) -> None:
        while True:
            self.look()
            self._soon.wait(LOOK_SECONDS)
            self._soon.clear()

    def _ask(self) -> float:
        # Not from the pool: one that is busy would look like a server that is away.
        if self._connection is None:
            params = connections[self.alias].get_connection_params()
            self._connection = psycopg.connect(**params, autocommit=True)
        return self._connection.execute(self.question).fetchone()[0]

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
