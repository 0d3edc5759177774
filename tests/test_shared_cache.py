"""The shared cache says so where it cannot keep a value."""

import pytest
import time_machine
from django.db import connection

from supportfinder.shared_cache import CacheAwayError, SharedCache


@pytest.fixture
def cache(db):
    with connection.cursor() as cursor:
        columns = "cache_key varchar(255) PRIMARY KEY, value text, expires timestamptz"
        cursor.execute(f"CREATE TABLE IF NOT EXISTS cache ({columns})")
    return SharedCache("cache", {})


def test_value_is_kept_and_forgotten(cache):
    assert (cache.add("one", 1), cache.add("one", 2)) == (True, False)
    assert cache.get("one") == 1
    cache.delete("one")
    assert cache.get("one") is None


def test_count_goes_on_while_it_lasts(cache):
    with time_machine.travel("2026-03-03T17:00:00Z", tick=False) as clock:
        cache.add("one", 1, 300)
        assert (cache.incr("one"), cache.incr("one", 3), cache.get("one")) == (2, 5, 5)
        clock.shift(301)
        with pytest.raises(ValueError, match="nothing to count on"):
            cache.incr("one")


ACTS = [lambda cache: cache.get("one"), lambda cache: cache.add("one", 1), lambda cache: cache.incr("one")]


@pytest.mark.parametrize("act", ACTS)
def test_lost_table_is_an_error(cache, act):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    with pytest.raises(CacheAwayError):
        act(cache)


def test_value_that_is_not_taken_is_an_error_and_not_one_too_many(cache):
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    with pytest.raises(CacheAwayError):
        cache.add("one", 1)


def test_full_table_forgets_what_has_ended_and_nothing_that_counts(cache):
    cache._max_entries = 3
    with time_machine.travel("2026-03-03T17:00:00Z", tick=False) as clock:
        cache.add("ends", 1, 60)
        clock.shift(120)
        for key in "abcdef":
            assert cache.add(key, 1, 3600)
        assert cache.get_many(["ends", *"abcdef"]) == dict.fromkeys("abcdef", 1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cache")
            assert cursor.fetchone() == (6,)
