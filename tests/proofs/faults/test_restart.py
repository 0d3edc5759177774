"""The database server is started anew between two requests: nobody notices."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from supportfinder.cluster.visitors import SEARCHES, ask
from tests.accounts.mailing import soon
from tests.proofs import rounds

pytestmark = pytest.mark.slow
ROW = "database started anew"
AT_ONCE = 8
"""As many as two processes of four threads answer, so that each has several connections open."""


def asked_at_once(site):
    """What so many people are answered who ask at the same moment."""
    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(lambda number: ask(site.port, SEARCHES[number % len(SEARCHES)]), range(AT_ONCE)))


def after_new_starts(stand, site, how_often):
    """The answers to the first requests after each new start; all were quiet when it came."""
    answers = []
    for _round in range(how_often):
        soon(lambda: {answer.status for answer in asked_at_once(site)} == {200})  # new processes are slow at first
        stand.node.crash()
        stand.node.start()
        answers += asked_at_once(site)
    return answers


@pytest.mark.proof("faults", ROW)
def test_nobody_who_comes_after_a_new_start_is_turned_away(stand, site, record_property):
    answers = after_new_starts(stand, site, rounds(2, 10))
    slowest = max(answer.seconds for answer in answers)
    record_property("figure", f"{len(answers)} requests, none refused, slowest {slowest:.1f} s")
    assert {answer.status for answer in answers} == {200}


@pytest.mark.twin("faults", ROW)
def test_pool_left_to_itself_turns_people_away(stand):
    with stand.site(SABOTAGE="pool_left_to_itself") as site:
        assert 503 in {answer.status for answer in after_new_starts(stand, site, 3)}
