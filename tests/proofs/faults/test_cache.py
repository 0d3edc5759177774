"""The table of counts is gone or locked: the site works, and what is limited waits."""

from contextlib import contextmanager

import pytest

from supportfinder.cluster.visitors import SEARCHES, ask
from tests.proofs.faults.stand import Visitor

pytestmark = pytest.mark.slow
ROW = "cache table dropped or locked"


@contextmanager
def dropped(stand):
    stand.ask("ALTER TABLE cache RENAME TO cache_away")
    try:
        yield
    finally:
        stand.ask("ALTER TABLE cache_away RENAME TO cache")


@contextmanager
def locked(stand):
    with stand.node.connected() as connection, connection.transaction():
        connection.execute("LOCK TABLE cache IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.proof("faults", ROW)
@pytest.mark.parametrize("away", [dropped, locked])
def test_site_works_and_what_is_limited_is_refused(stand, site, poster, away):
    with away(stand):
        assert {ask(site.port, path).status for path in SEARCHES} == {200}
        refused = poster.post(site.port)
        assert (refused.status, refused.seconds < 5) == (503, True)
        assert f'value="{poster.name} 1"' in refused.body
        assert poster.sign_in(site.port).status == 503
    assert poster.post(site.port).status == 302


@pytest.mark.twin("faults", ROW)
def test_without_our_own_cache_a_lost_table_is_a_failure_of_ours(stand):
    with stand.site(SABOTAGE="silent_cache") as site, dropped(stand):
        assert Visitor(site.port).post(site.port).status == 500
