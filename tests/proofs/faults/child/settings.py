"""The settings of a process that a test may cut off or sabotage.

Not under `tests`, whose own beginning sets a process up for pytest: this folder's parent is on the path instead.
"""

from supportfinder.settings import *  # noqa: F403
from supportfinder.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "child"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
