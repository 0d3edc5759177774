"""A server of feeds that may be asked, although it is on this machine."""

import pytest

from tests.groups.sources.server import serving


@pytest.fixture
def feeds(settings):
    with serving() as served:
        settings.SOURCES_OWN_HOSTS = [served.host]
        yield served
