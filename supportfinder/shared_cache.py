"""The cache in the database, for all processes: it waits for nobody, and says so where it cannot be asked."""

import base64
import pickle
from contextlib import contextmanager

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, IntegrityError, OperationalError, connections, router, transaction
from django.utils import timezone

PATIENCE = "1s"
"""How long a statement waits for a table or row that somebody else has locked, as PostgreSQL writes it."""


class CacheAwayError(OperationalError):
    """The cache could not be asked or written: its database is away, full or takes no writes, or its table is locked or
    gone. Whatever is counted there waits until it is back."""


class SharedCache(DatabaseCache):
    """Django's own, but that a value which was not kept is an error, not a silent "no", and that a full table forgets
    nothing that still counts.

    A limit asks whether it could write its count. Told only "no", it would tell somebody who came for the first time
    that they came too often. And nobody may be able to push the limit of a sign-in out by asking for much else:
    `MAX_ENTRIES` says only from how many rows on a new one clears away what has ended.
    """

    def get_many(self, keys, version=None):
        """Raises CacheAwayError."""
        with self._patient():
            return super().get_many(keys, version)

    def incr(self, key, delta=1, version=None):
        """Count on, one after the other with whoever counts at the same moment; Django's own would lose some.

        Raises ValueError where there is nothing to count on, and CacheAwayError.
        """
        row = [self.make_and_validate_key(key, version=version)]
        alias = router.db_for_write(self.cache_model_class)
        table = connections[alias].ops.quote_name(self._table)
        with self._patient(), connections[alias].cursor() as cursor:
            held = f"SELECT value FROM {table} WHERE cache_key = %s AND expires > %s FOR UPDATE"  # noqa: S608
            cursor.execute(held, [*row, timezone.now()])
            if not (found := cursor.fetchone()):
                raise ValueError("There is nothing to count on.")
            number = pickle.loads(base64.b64decode(found[0])) + delta  # noqa: S301 - as Django's own reads it
            value = base64.b64encode(pickle.dumps(number, self.pickle_protocol)).decode("latin1")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [value, *row])  # noqa: S608
        return number

    def forget_ended(self, now):
        """Remove what had ended by the aware moment `now`, but for what somebody removes or counts on just now; answers
        how many. Raises CacheAwayError."""
        alias = router.db_for_write(self.cache_model_class)
        table = connections[alias].ops.quote_name(self._table)
        with self._patient(), connections[alias].cursor() as cursor:
            ended = f"SELECT cache_key FROM {table} WHERE expires < %s FOR UPDATE SKIP LOCKED"  # noqa: S608
            cursor.execute(f"DELETE FROM {table} WHERE cache_key IN ({ended})", [now])  # noqa: S608
            return cursor.rowcount

    def _cull(self, db, cursor, now, num):
        self.forget_ended(now)

    def _base_delete_many(self, keys):
        if not keys:
            return False
        with self._patient():
            return super()._base_delete_many(keys)

    def _base_set(self, *args, **kwargs):
        with self._patient() as failures:
            done = super()._base_set(*args, **kwargs)
            if failures:
                raise failures[0]
            return done

    @contextmanager
    def _patient(self):
        """A transaction that waits for no lock for long; answers the list of what failed in it, races aside."""
        alias, failures = router.db_for_write(self.cache_model_class), []

        def noting(execute, *statement):
            try:
                return execute(*statement)
            except IntegrityError:  # somebody was quicker: an answer, not a failure
                raise
            except DatabaseError as error:
                failures.append(error)
                raise

        try:
            with transaction.atomic(using=alias), connections[alias].execute_wrapper(noting):
                with connections[alias].cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
                yield failures
        except DatabaseError as error:
            raise CacheAwayError("The cache cannot be asked.") from error
