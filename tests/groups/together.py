"""Several at once: threads with database connections of their own, on rows that are really there."""

import threading

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOTS = "accounts_user, groups_importsource, groups_organization, groups_place, groups_listing"
KEPT = (
    "groups_moderationevent, groups_listingversion, groups_placeversion, groups_scheduleversion, groups_sessionversion"
)


@pytest.fixture(scope="session")
def really_a_test_database(django_db_setup, django_db_blocker, django_db_keepdb, django_db_createdb):
    """pytest-django makes no test database where no test of the run asks for `db`: then it is made here.

    Without it a run of nothing but such tests would write to the real one.
    """
    if connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"]:
        yield
        return
    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep, aliases={"default"})
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(really_a_test_database, django_db_blocker):
    """The test database without a transaction around the test; what the test wrote is removed afterwards."""
    assert connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"], "the real database"
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {ROOTS}, {KEPT} CASCADE")
        connection.close()


def at_once(*deeds):
    """Do all of `deeds` (functions without arguments) at the same moment; answers what they raised, None for none.

    Seven at most: each has a connection of the pool, and the test has one too.
    """
    barrier, raised = threading.Barrier(len(deeds), timeout=20), [None] * len(deeds)

    def run(place, deed):
        try:
            connection.ensure_connection()
            barrier.wait()
            deed()
        except Exception as error:
            raised[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
