"""The test database as a script, to begin another server with."""

import os
import subprocess

from django.db import connection

from supportfinder import postgres

GAZETTEER = ("groups_gazetteerrelease", "groups_locality", "groups_localityname", "groups_postalcode")
"""What another test may have loaded: a hundred megabytes that no migration brings."""


def tables():
    """The tables of the test database with what migrations put into them, as SQL."""
    at = connection.settings_dict
    options = {"-h": at["HOST"], "-p": at["PORT"], "-U": at["USER"], "-d": at["NAME"]}
    words = [word for name, value in options.items() if value for word in (name, str(value))]
    environment = os.environ | {"PGPASSWORD": at["PASSWORD"]}
    dump = [postgres.programs() / "pg_dump", *words, *(f"--exclude-table-data={name}" for name in GAZETTEER)]
    return subprocess.run(dump, env=environment, check=True, capture_output=True, text=True).stdout
