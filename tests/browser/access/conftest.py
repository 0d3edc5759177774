"""The stage of the tests of access in a browser: everybody and every address at a fixed time, and nothing else."""

import pgtrigger
import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from groups.models import Locality
from tests.access.pages import ROLES, everything
from tests.access.stage import set_up
from tests.browser.access.inside import open_inside
from tests.conftest import NOW
from tests.factories import make_source

SWITCHED_ON = {"CHECK_INS_ANSWERED_BY": "Lea Health", "MEMBER_OFFERS": True}
"""What only some operators have."""
WORLD = {"Locality", "LocalityName", "PostalCode", "GazetteerRelease", "TownReach", "AreaSupply", "Term", "Word"}
WORLD |= {"ReplyTemplate"}
"""What stays of a database that another test has filled with the sample directory."""


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Two tenants and everybody, at NOW, in a transaction that the tests of one file share and that is taken back."""
    with django_db_blocker.unblock(), override_settings(**SWITCHED_ON):
        if not Locality.objects.exists():
            call_command("load_gazetteer", verbosity=0)
        with transaction.atomic():
            clear()
            with time_machine.travel(NOW, tick=False):
                made = set_up(make_source())
            yield made
            transaction.set_rollback(True)


def clear():
    """Without the sample directory: it is as old as the day on which it was loaded."""
    assert connection.settings_dict["NAME"] == settings.DATABASES["default"]["TEST"]["NAME"], "not the test database"
    labels = ("accounts", "account", "mfa", "usersessions", "admin", "groups")
    ours = [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    with pgtrigger.ignore(), connection.cursor() as cursor:  # what is history is taken away too
        for model in ours:
            if model._meta.managed and not model._meta.proxy and model.__name__ not in WORLD:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


@pytest.fixture
def inside(chromium, stage, db):
    """`inside(role, **options)` opens a browser as `role`, which is one of ROLES: the page and what answers it.

    What one test writes, the next does not find. `db` is named so that a test database is made at all.
    """
    contexts = []

    def open_one(role="anonymous", **options):
        page, answering = open_inside(chromium, stage.client(ROLES[role]), **options)
        contexts.append(page.context)
        return page, answering

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def addresses(stage, db):
    """`addresses(role)`: the path of every page that `role` gets, by the name of its address."""
    return lambda role: everything(stage, role)
