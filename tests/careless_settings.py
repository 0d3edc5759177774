"""The settings of a site whose log is written as programs are used to."""

from tests.cluster.site_settings import *  # noqa: F403
from tests.cluster.site_settings import LOGGING

LOGGING = LOGGING | {
    "filters": {"discreet": {}},
    "formatters": {"ours": {"format": "%(levelname)s %(message)s"}},
}
