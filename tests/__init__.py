"""Made ready before anything is collected: the database every test shares, and Django itself."""

import os
import tempfile

import django

from supportfinder import database

COLLECTED = tempfile.TemporaryDirectory(prefix="static-")  # nothing is collected for a test; the folder has to exist

os.environ.setdefault("SECRET_KEY", "for the tests alone")
os.environ.setdefault("STATIC_ROOT", COLLECTED.name)
os.environ["DATABASE_URL"] = database.ensure()
os.environ["DJANGO_SETTINGS_MODULE"] = "supportfinder.settings"
django.setup()
