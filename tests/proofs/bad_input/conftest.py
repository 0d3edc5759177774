"""The stage that bad input is thrown at, without the limits that would soon refuse whatever comes."""

import pytest

from tests.access.conftest import stage  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def no_limits(settings):
    """Limits count in the cache: where nothing is kept nothing is counted."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
