"""Fixtures that several tests of the directory share."""

from tests.groups.together import committed, really_a_test_database  # noqa: F401 - fixtures
