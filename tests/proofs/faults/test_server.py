"""The database server is killed, away, or takes no writes: nothing acknowledged is lost, and search goes on."""

import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from supportfinder.cluster.visitors import SEARCHES, Crowd, ask
from tests.accounts.mailing import soon
from tests.proofs import IS_LONG, rounds
from tests.proofs.faults.stand import Visitor, lost

pytestmark = pytest.mark.slow
KILLED = "kill -9 of PostgreSQL under writes"
AWAY = "database away"
READ_ONLY = "database read-only"


@pytest.fixture
def started(stand):
    """The server runs when the test is over, however it ended."""
    yield
    stand.node.start()


def processes(site):
    """The numbers of the web processes."""
    return set(Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split())


def killed_while_posting(stand, site, poster):
    """SIGKILL amid posts, and a new start; when it is over, posts are taken again."""
    with Crowd([site.port], searchers=1, poster=poster, pause=0.05):
        time.sleep(0.8)
        stand.kill()
        stand.node.start()
        soon(lambda: poster.answers[-1].status == 302)


@pytest.mark.proof("faults", KILLED)
def test_killed_server_has_lost_nothing_that_was_acknowledged(stand, site, poster, started):
    before = processes(site)
    for _round in range(rounds(2, 8)):
        killed_while_posting(stand, site, poster)
    assert poster.acknowledged
    assert lost(stand, poster) == []
    assert {answer.status for answer in poster.refused()} <= {503}
    assert processes(site) == before


@pytest.fixture
def hasty(stand):
    """The server says yes before what it was given is on the disk."""
    settings = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    for name, value in settings.items():
        stand.ask(f"ALTER SYSTEM SET {name} = '{value}'")
    stand.ask("SELECT pg_reload_conf()")
    yield
    stand.node.start()
    for name in settings:
        stand.ask(f"ALTER SYSTEM RESET {name}")
    stand.ask("SELECT pg_reload_conf()")


@pytest.mark.twin("faults", KILLED)
def test_killed_server_that_says_yes_too_early_loses_posts(stand, site, poster, hasty):
    soon(lambda: [poster.post(site.port).status for _post in range(3)] == [302] * 3)
    stand.kill()
    stand.node.start()
    assert lost(stand, poster)


def quick(port, path, seconds=1 if IS_LONG else 2.5):
    """What the page answers, which must not take longer; in a short run beside many others the machine may be slow."""
    answer = ask(port, path, **{"Accept-Language": "en-GB"})
    assert answer.seconds <= seconds, path
    return answer


@pytest.mark.proof("faults", AWAY)
def test_site_without_its_server_says_whom_to_call(stand, site, started):
    assert ask(site.port, "/").status == 200
    stand.node.crash()
    for path in (*SEARCHES[:3], "/listings/nothing/"):
        page = quick(site.port, path)
        assert page.status == 503
        assert "116 123" in page.body
    assert quick(site.port, "/healthz").status == 503
    assert quick(site.port, "/livez").status == 200
    assert "116 123" in quick(site.port, "/help-now/").body
    stand.node.start()
    assert {ask(site.port, "/").status for _process in range(8)} == {200}


@pytest.mark.twin("faults", AWAY)
def test_site_that_waits_for_its_server_keeps_people_waiting(stand, started):
    with stand.site(DATABASE_WAIT_SECONDS="3") as site:
        assert ask(site.port, "/").status == 200
        stand.node.crash()
        assert ask(site.port, "/search/").seconds > 1


@contextmanager
def read_only(stand):
    """The server takes no writes, as after a failover to a server that still follows."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"

    def switch(act):
        with stand.node.connected() as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(
                f"ALTER DATABASE supportfinder {act} default_transaction_read_only {'= on' * (act == 'SET')}"
            )
            connection.execute(others, [connection.info.backend_pid])

    switch("SET")
    try:
        yield
    finally:
        switch("RESET")


@pytest.mark.proof("faults", READ_ONLY)
def test_search_goes_on_while_nothing_can_be_written_and_posts_are_told_so(stand, site, poster):
    assert poster.post(site.port).status == 302
    with read_only(stand):
        assert {ask(site.port, path).status for path in SEARCHES} == {200}
        refused = poster.post(site.port)
        assert refused.status == 503
        assert "tell whether it was saved" in refused.body or "Nothing was saved" in refused.body
        assert f'value="{poster.name} 2"' in refused.body
    soon(lambda: poster.post(site.port).status == 302)
    assert lost(stand, poster) == []


@pytest.mark.twin("faults", READ_ONLY)
def test_person_is_blamed_where_a_count_that_was_not_kept_is_no_error(stand):
    with stand.site(SABOTAGE="silent_cache") as site, read_only(stand):
        poster = Visitor(site.port, "Blamed")
        soon(lambda: poster.post(site.port).status != 503)
        assert poster.answers[-1].status == 429
