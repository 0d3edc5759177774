"""Fixtures of these tests that are kept in a module of their own."""

from tests.accounts.mailing import committed, mail_server, outbox, worker  # noqa: F401
