"""The settings of a site whose static files are not collected."""

from supportfinder.settings import *  # noqa: F403
from supportfinder.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
