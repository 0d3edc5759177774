"""Migrations run while people read and write: every request is answered."""

from collections import Counter

import pytest

from supportfinder.cluster.visitors import Crowd
from tests.proofs import rounds
from tests.proofs.faults.stand import lost

pytestmark = pytest.mark.slow
ROW = "migration under load"


def migrate(target):
    """Deeds that bring the migrations of `child` to that one, with Django's own command."""
    return f"from django.core.management import call_command; call_command('migrate', 'proofs_child', '{target}')"


def statuses(stand, site, poster, act):
    """How often people were answered with which status while `act` went on."""
    with Crowd([site.port], searchers=1, poster=poster, pause=0.05) as crowd:
        for _round in range(rounds(1, 5)):
            act()
    return Counter(answer.status for answer in crowd.searches), Counter(answer.status for answer in poster.answers)


@pytest.mark.proof("faults", ROW)
def test_migrations_back_and_forth_fail_no_request(stand, site, poster):
    def back_and_forth():
        assert [stand.run(migrate(target)) for target in ("0002", "zero")] == [0, 0]

    searches, posts = statuses(stand, site, poster, back_and_forth)
    assert set(searches) == {200}
    assert set(posts) == {302}
    assert lost(stand, poster) == []


@pytest.mark.twin("faults", ROW)
def test_change_that_takes_away_what_is_in_use_fails_requests(stand, site, poster):
    def rename():
        stand.ask("ALTER TABLE groups_listing RENAME TO groups_listing_away")
        poster.post(site.port)
        stand.ask("ALTER TABLE groups_listing_away RENAME TO groups_listing")

    searches, posts = statuses(stand, site, poster, rename)
    assert {*searches, *posts} - {200, 302}
