"""The settings of a site with one page that is slow."""

from tests.cluster.site_settings import *  # noqa: F403

ROOT_URLCONF = "tests.overload_urls"
