"""No connection stays taken out of the pool, whatever looking at it says."""

import pytest
from django.db import connection
from django.db.backends.postgresql import base
from psycopg.errors import InternalError_, OperationalError

from supportfinder.pooling.base import DatabaseWrapper


class Pool:
    """Counts what is taken out; the first connection it gives fails when it is looked at."""

    def __init__(self, failure):
        self.failure, self.given, self.taken_out, self.is_anew = failure, 0, set(), False

    def getconn(self):
        self.given += 1
        self.taken_out.add(self.given)
        return self.given

    def putconn(self, number):
        self.taken_out.remove(number)

    def check_connection(self, number):
        if self.failure and number == 1:
            raise self.failure

    def drain(self):
        self.is_anew = True


def taken_from(pool, monkeypatch):
    monkeypatch.setattr(DatabaseWrapper, "pool", pool)
    monkeypatch.setattr(base.DatabaseWrapper, "get_new_connection", lambda self, params: pool.getconn())
    return DatabaseWrapper(connection.settings_dict).get_new_connection({})


def test_connection_that_answers_is_given_out(monkeypatch):
    pool = Pool(None)
    assert taken_from(pool, monkeypatch) == 1
    assert (pool.taken_out, pool.is_anew) == ({1}, False)


@pytest.mark.parametrize("failure", [OperationalError(), InternalError_()])
def test_connection_that_does_not_goes_back_and_all_are_made_anew(monkeypatch, failure):
    pool = Pool(failure)
    assert taken_from(pool, monkeypatch) == 2
    assert (pool.taken_out, pool.is_anew) == ({2}, True)


def test_process_that_is_told_to_end_takes_none_along(monkeypatch):
    pool = Pool(SystemExit())
    with pytest.raises(SystemExit):
        taken_from(pool, monkeypatch)
    assert pool.taken_out == set()
