"""The stage on which the attacks play: two tenants with all that hangs on a listing, and people of every sort."""

from tests.access.conftest import stage  # noqa: F401 - a fixture
