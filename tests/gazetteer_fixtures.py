"""The real gazetteer in the test database: loaded once, about five seconds, by the first test that asks for it."""

import io

import pytest
from django.core.management import call_command

from groups.models.gazetteer import GazetteerRelease


@pytest.fixture(scope="session")
def loaded_gazetteer(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("load_gazetteer", stdout=io.StringIO())


@pytest.fixture
def gazetteer(db, loaded_gazetteer):
    """All places and postal codes; loaded again where a test with real transactions emptied the database."""
    if not GazetteerRelease.objects.exists():
        call_command("load_gazetteer", stdout=io.StringIO())
