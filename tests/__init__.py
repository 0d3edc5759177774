"""Made ready before anything is collected: the database every test shares, and Django itself."""

import os

import django

from supportfinder import database

os.environ.setdefault("SECRET_KEY", "for the tests alone")
os.environ["DATABASE_URL"] = database.ensure()
os.environ["DJANGO_SETTINGS_MODULE"] = "supportfinder.settings"
django.setup()
