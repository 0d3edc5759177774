"""What one process knows of a server: what the last look said, and nothing that is old."""

import psycopg
import pytest

from supportfinder.watching import ANSWERS, BEHIND, STALE_SECONDS, Watch


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock, monkeypatch):
    """A watch whose server answers with `watch.answer`, a number or an error."""
    watch = Watch("replica", "SELECT", clock)
    watch.answer = 0.5

    def ask():
        if isinstance(watch.answer, Exception):
            raise watch.answer
        return watch.answer

    monkeypatch.setattr(watch, "_ask", ask)
    return watch


def test_server_nobody_has_looked_at_is_neither_up_nor_away(watch):
    assert (watch.is_up, watch.is_away, watch.lag) == (False, False, None)


def test_server_that_answers_is_up_with_its_lag(watch):
    watch.look()
    assert (watch.is_up, watch.is_away, watch.lag) == (True, False, 0.5)


def test_server_that_fails_is_away_until_it_answers(watch, caplog):
    watch.answer = psycopg.OperationalError("gone")
    watch.look()
    assert (watch.is_up, watch.is_away) == (False, True)
    watch.answer = 0.0
    watch.look()
    assert (watch.is_up, watch.is_away) == (True, False)
    assert [record.message for record in caplog.records] == [
        "The database “replica” does not answer.",
        "The database “replica” answers.",
    ]


def test_look_that_does_not_come_back_counts_as_no_answer(watch, clock):
    watch.look()
    clock.now += STALE_SECONDS + 0.1
    assert (watch.is_up, watch.is_away) == (False, True)


def test_thread_begins_once_and_again_when_it_has_ended(watch, monkeypatch):
    begun = []
    monkeypatch.setattr(watch, "_watch", lambda: begun.append(1))
    watch.begin()
    watch._thread.join()
    watch.begin()
    watch._thread.join()
    assert len(begun) == 2


def test_thread_that_lives_is_not_begun_twice(watch, monkeypatch):
    begun = []
    monkeypatch.setattr(watch, "_watch", lambda: begun.append(watch._soon.wait(5)))
    watch.begin()
    first = watch._thread
    watch.begin()
    assert watch._thread is first
    watch.look_soon()
    first.join()
    assert begun == [True]


def test_questions_are_answered_by_a_server(db, settings):
    primary, other = Watch("default", ANSWERS), Watch("default", BEHIND)
    for each in (primary, other):
        each.look()
        each._hang_up()
    assert primary.lag == 0
    assert other.lag == float("inf")  # no replica: a history of its own
