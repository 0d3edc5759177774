"""A made-up directory of three towns, small enough to fill for a test."""

import pytest
from django.db import transaction

from groups.bench import filling
from groups.models.gazetteer import Locality

SIZE = 300
TOWNS = [
    ("Metropolis", "GB", 51.5, -0.12, 900_000),
    ("Middleton", "FR", 48.85, 2.35, 80_000),
    ("Smallham", "FJ", -17.7, 178.9, 9_000),
]


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """`SIZE` listings in `TOWNS`, as `make bench` writes them; once for all tests of a module, and then gone.

    The real gazetteer, if another test has loaded it, is out of sight meanwhile.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        filling.run("TRUNCATE groups_locality CASCADE")
        for number, (name, country, lat, lon, people) in enumerate(TOWNS, start=1):
            Locality.objects.create(
                id=number, kind="city", name=name, country=country, lat=lat, lon=lon, population=people, timezone="UTC"
            )
        filling.fill(SIZE, lambda done, size: None)
        yield SIZE
        transaction.set_rollback(True)


@pytest.fixture
def filled(directory, db):
    """A test over the directory; the number of its listings. What the test itself writes is gone afterwards."""
    return directory


@pytest.fixture
def silent():
    """A progress bar that nobody watches."""
    return lambda done, size: None
